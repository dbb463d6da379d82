package plumbago.carbon.index;

import java.util.Arrays;

/** Arrays that grow by half, so that a million entries waste at most a third of their memory. */
final class Growth {
    private Growth() {}

    static int[] room(int[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, size(array.length, needed));
    }

    static byte[] room(byte[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, size(array.length, needed));
    }

    private static int size(int now, int needed) {
        return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, now + (now >> 1) + 16L));
    }
}
