package plumbago.carbon.journal;

import java.util.Arrays;

/** From the ids of one segment, which lie close together, to numbers of ours. Not thread-safe. */
final class IdMap {
    private static final int PAGE_BITS = 12;
    private static final int PAGE = 1 << PAGE_BITS;

    private int[][] pages = new int[16][];

    /** The number of an id, or -1. */
    int get(int id) {
        int page = id >>> PAGE_BITS;
        return page >= pages.length || pages[page] == null ? -1 : pages[page][id & (PAGE - 1)] - 1;
    }

    void put(int id, int number) {
        int page = id >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
        }
        if (pages[page] == null) {
            pages[page] = new int[PAGE];
        }
        pages[page][id & (PAGE - 1)] = number + 1;
    }
}
