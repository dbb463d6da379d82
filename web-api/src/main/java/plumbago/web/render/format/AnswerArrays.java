package plumbago.web.render.format;

import plumbago.base.text.Bytes;

/**
 * Arrays for answers of some length, used again for others: to make one anew, the virtual machine clears it, which is a
 * good part of the work on an answer, and the largest are cumbersome to its garbage collector. A few are kept, of a
 * bounded length. Safe for many threads.
 */
public final class AnswerArrays {
    private static final int KEPT = 4;
    /** In bytes; what is shorter is made at once. */
    private static final int SHORTEST_KEPT = 64 << 10;

    private static final int LONGEST_KEPT = 4 << 20;

    private final byte[][] kept = new byte[KEPT][];

    /**
     * An empty answer.
     *
     * @param expected how many bytes it will probably have; more than that are possible
     */
    public Bytes take(int expected) {
        if (expected < SHORTEST_KEPT || expected > LONGEST_KEPT) {
            return new Bytes(expected);
        }
        byte[] array = shortest(expected);
        return new Bytes(array != null ? array : new byte[Integer.highestOneBit(expected - 1) << 1]);
    }

    private synchronized byte[] shortest(int expected) {
        int best = -1;
        for (int i = 0; i < KEPT; i++) {
            if (kept[i] != null && kept[i].length >= expected && (best < 0 || kept[i].length < kept[best].length)) {
                best = i;
            }
        }
        if (best < 0) {
            return null;
        }
        byte[] array = kept[best];
        kept[best] = null;
        return array;
    }

    /** Takes back the array of an answer that nobody will look at any more. */
    public synchronized void giveBack(Bytes answer) {
        byte[] array = answer.array();
        if (array.length < SHORTEST_KEPT || array.length > LONGEST_KEPT) {
            return;
        }
        int worst = 0;
        for (int i = 0; i < KEPT; i++) {
            if (kept[i] == null) {
                kept[i] = array;
                return;
            }
            worst = kept[i].length < kept[worst].length ? i : worst;
        }
        if (kept[worst].length < array.length) {
            kept[worst] = array;
        }
    }
}
