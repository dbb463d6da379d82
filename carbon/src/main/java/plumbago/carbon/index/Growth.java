package plumbago.carbon.index;

import java.util.Arrays;

/** Arrays that grow by half, so that a million entries waste at most a third of their memory. */
final class Growth {
    private Growth() {}

    static int[] ensureCapacity(int[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, size(array.length, needed));
    }

    static byte[] ensureCapacity(byte[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, size(array.length, needed));
    }

    static long[] ensureCapacity(long[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, size(array.length, needed));
    }

    private static int size(int now, int needed) {
        return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, now + (now >> 1) + 16L));
    }

    /** The most places in a row of a hash table that are not 0. */
    static int longestRun(int[] table) {
        int longest = 0;
        int run = 0;
        for (int place : table) {
            run = place == 0 ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
