package plumbago.statsd.metric;

import java.util.Arrays;

/**
 * Values in the order in which they came, and whose they are. They lie in pieces: where there are more, those that are there are not
 * moved, which would hold the thread that receives. The pieces are kept when the columns are cleared.
 */
public final class ValueColumns {
    private static final int PIECE_BITS = 15;
    private static final int PIECE = 1 << PIECE_BITS;

    private double[][] values = new double[1][];
    private int[][] owners = new int[1][];
    private int count;

    void add(int owner, double value) {
        int piece = count >>> PIECE_BITS;
        int at = count & (PIECE - 1);
        if (at == 0) {
            reserve(piece);
        }
        values[piece][at] = value;
        owners[piece][at] = owner;
        count++;
    }

    private void reserve(int piece) {
        if (piece == values.length) {
            values = Arrays.copyOf(values, 2 * piece);
            owners = Arrays.copyOf(owners, 2 * piece);
        }
        if (values[piece] == null) {
            values[piece] = new double[PIECE];
            owners[piece] = new int[PIECE];
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The value that came in after so many others. */
    public double value(int i) {
        return values[i >>> PIECE_BITS][i & (PIECE - 1)];
    }

    /** The id of the timer whose value that is. */
    public int owner(int i) {
        return owners[i >>> PIECE_BITS][i & (PIECE - 1)];
    }

    void clear() {
        count = 0;
    }

    ValueColumns copy() {
        ValueColumns copy = new ValueColumns();
        for (int i = 0; i < count; i++) {
            copy.add(owner(i), value(i));
        }
        return copy;
    }
}
