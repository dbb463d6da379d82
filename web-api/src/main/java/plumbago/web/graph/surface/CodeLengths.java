package plumbago.web.graph.surface;

/**
 * How long the codes of a block are, as it says them before it uses them (RFC 1951, section 3.2.7): their lengths, written in
 * a Huffman code of their own. The only distance has a code of one bit.
 */
final class CodeLengths {
    /** Takes some bits, the lowest of them first. */
    interface Bits {
        void put(long value, int count);
    }

    /** Takes symbols, each with the bits behind it. */
    private interface Symbols {
        void symbol(int symbol, int extra, int extraBits);
    }

    /** The codes of all lengths and runs stand in this order, so that those that are hardly used come last. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** A run of lengths that are zero, from 3 to 10 of them, or from 11 to 138. */
    private static final int SHORT_RUN = 17;

    private static final int LONG_RUN = 18;
    private static final int SHORTEST_RUN = 3;
    private static final int SHORTEST_LONG_RUN = 11;
    private static final int LONGEST_RUN = 138;

    /** Fewer codes than these cannot be said. */
    private static final int LEAST_LITERALS = 257;

    private static final int LEAST_DESCRIBED = 4;
    private static final int MOST_BITS = 7;

    private final byte[] lengths;
    private final int literals;
    private final int distances;

    /**
     * @param code of literals and repetitions, and of the end of the block
     * @param distances the only distance that is used is the last of so many
     */
    CodeLengths(HuffmanCode code, int distances) {
        this.literals = code.used();
        this.distances = distances;
        lengths = new byte[literals + distances];
        for (int i = 0; i < literals; i++) {
            lengths[i] = (byte) HuffmanCode.length(code.of(i));
        }
        lengths[lengths.length - 1] = 1;
    }

    /** Writes them: no more than half a KiB. */
    void write(Bits to) {
        int[] counts = new int[ORDER.length];
        inRuns((symbol, extra, extraBits) -> counts[symbol]++);
        HuffmanCode code = new HuffmanCode(counts, MOST_BITS);
        int described = ORDER.length;
        while (HuffmanCode.length(code.of(ORDER[described - 1])) == 0) {
            described--;
        }
        to.put(literals - LEAST_LITERALS, 5);
        to.put(distances - 1, 5);
        to.put(described - LEAST_DESCRIBED, 4);
        for (int i = 0; i < described; i++) {
            to.put(HuffmanCode.length(code.of(ORDER[i])), 3);
        }
        inRuns((symbol, extra, extraBits) -> {
            int one = code.of(symbol);
            to.put(HuffmanCode.bits(one), HuffmanCode.length(one));
            to.put(extra, extraBits);
        });
    }

    private void inRuns(Symbols to) {
        for (int i = 0; i < lengths.length; ) {
            int zeros = 0;
            while (i + zeros < lengths.length && lengths[i + zeros] == 0 && zeros < LONGEST_RUN) {
                zeros++;
            }
            if (zeros >= SHORTEST_LONG_RUN) {
                to.symbol(LONG_RUN, zeros - SHORTEST_LONG_RUN, 7);
            } else if (zeros >= SHORTEST_RUN) {
                to.symbol(SHORT_RUN, zeros - SHORTEST_RUN, 3);
            } else {
                zeros = 1;
                to.symbol(lengths[i], 0, 0);
            }
            i += zeros;
        }
    }
}
