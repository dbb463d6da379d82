package plumbago.web.graph.surface;

import java.util.Arrays;

/**
 * The shortest codes for symbols that are so frequent, none of them longer than a limit, in Deflate's canonical order (RFC
 * 1951, section 3.2.2). Used by one thread.
 */
final class HuffmanCode {
    private static final int LENGTH_SHIFT = 16;

    /** Each symbol's code, and above it its length. */
    private final int[] codes;

    /**
     * @param counts how often each symbol is used; one that is not has no code. At least one must be.
     * @param limit most bits of a code, up to 16, and enough for all symbols to have codes of one length and one bit more
     */
    HuffmanCode(int[] counts, int limit) {
        codes = new int[counts.length];
        int[] weights = counts.clone();
        while (longest(weights) > limit) {
            // The flatter the counts, the shorter the longest code; rare symbols stay among the used.
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (weights[i] + 1) / 2;
            }
        }
        number(limit);
    }

    /** A symbol's code, to be taken apart by {@link #bits} and {@link #length}. */
    int of(int symbol) {
        return codes[symbol];
    }

    /** A code's bits, the first of them lowest. */
    static int bits(int code) {
        return code & ((1 << LENGTH_SHIFT) - 1);
    }

    /** How many bits a code has; 0 if there is none for the symbol. */
    static int length(int code) {
        return code >>> LENGTH_SHIFT;
    }

    /** How many symbols there are up to the last that has a code. */
    int used() {
        int used = codes.length;
        while (codes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** Sets the lengths of all codes; the longest. */
    private int longest(int[] weights) {
        long[] leaves = new long[weights.length];
        int n = 0;
        for (int symbol = 0; symbol < weights.length; symbol++) {
            if (weights[symbol] > 0) {
                leaves[n++] = ((long) weights[symbol] << LENGTH_SHIFT) | symbol;
            }
        }
        Arrays.sort(leaves, 0, n);
        if (n == 1) {
            codes[symbol(leaves[0])] = 1 << LENGTH_SHIFT;
            return 1;
        }
        int[] parents = parents(leaves, n);
        // From the root down: who is made later stands higher.
        int[] depths = new int[2 * n - 1];
        int longest = 0;
        for (int node = 2 * n - 3; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < n) {
                codes[symbol(leaves[node])] = depths[node] << LENGTH_SHIFT;
                longest = Math.max(longest, depths[node]);
            }
        }
        return longest;
    }

    /** Joins the two lightest nodes until one is left: leaves come in their order, and so do the nodes that are made. */
    private static int[] parents(long[] leaves, int n) {
        long[] weights = new long[2 * n - 1];
        for (int i = 0; i < n; i++) {
            weights[i] = leaves[i] >>> LENGTH_SHIFT;
        }
        int[] parents = new int[2 * n - 1];
        int leaf = 0;
        int made = n;
        for (int node = n; node < 2 * n - 1; node++) {
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = leaf < n && (made == node || weights[leaf] <= weights[made]);
                int lightest = takesLeaf ? leaf++ : made++;
                weights[node] += weights[lightest];
                parents[lightest] = node;
            }
        }
        return parents;
    }

    private static int symbol(long leaf) {
        return (int) leaf & ((1 << LENGTH_SHIFT) - 1);
    }

    private void number(int limit) {
        int[] ofLength = new int[limit + 1];
        for (int code : codes) {
            ofLength[length(code)]++;
        }
        ofLength[0] = 0;
        int[] next = new int[limit + 1];
        for (int length = 1; length <= limit; length++) {
            next[length] = (next[length - 1] + ofLength[length - 1]) << 1;
        }
        for (int symbol = 0; symbol < codes.length; symbol++) {
            int length = length(codes[symbol]);
            if (length > 0) {
                codes[symbol] |= Integer.reverse(next[length]++) >>> (Integer.SIZE - length);
            }
        }
    }
}
