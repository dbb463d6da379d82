package plumbago.carbon.aggregator;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds intervals by their beginning where there are too many to look through: a table with open addressing, by a hash that senders
 * do not know. The beginnings themselves are the caller's. Not thread-safe.
 */
final class IntervalIndex {
    private static final int EMPTY = -1;
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private int[] slots;
    private int size;

    /** That of the first beginnings of an array. */
    IntervalIndex(long[] starts, int count) {
        fill(starts, count);
    }

    private void fill(long[] starts, int count) {
        slots = new int[Integer.highestOneBit(Math.max(8, count)) * 4];
        Arrays.fill(slots, EMPTY);
        size = count;
        for (int i = 0; i < count; i++) {
            slots[free(starts[i])] = i;
        }
    }

    /** Where a beginning is in the array, or -1. */
    int find(long[] starts, long start) {
        int slot = home(start);
        while (slots[slot] != EMPTY && starts[slots[slot]] != start) {
            slot = after(slot);
        }
        return slots[slot];
    }

    /** Adds the one at the end of the array. */
    void add(long[] starts, int at) {
        if (2 * (size + 1) > slots.length) {
            fill(starts, at);
        }
        slots[free(starts[at])] = at;
        size++;
    }

    /** One is to be somewhere else in the array, where it is not yet. */
    void move(long[] starts, int from, int to) {
        slots[slotOf(starts, from)] = to;
    }

    /** Takes one out that is in the array still. */
    void remove(long[] starts, int at) {
        int hole = slotOf(starts, at);
        // Those behind must be found from where they belong.
        for (int slot = after(hole); slots[slot] != EMPTY; slot = after(slot)) {
            int home = home(starts[slots[slot]]);
            int mask = slots.length - 1;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
        }
        slots[hole] = EMPTY;
        size--;
    }

    private int slotOf(long[] starts, int at) {
        int slot = home(starts[at]);
        while (slots[slot] != at) {
            slot = after(slot);
        }
        return slot;
    }

    private int free(long start) {
        int slot = home(start);
        while (slots[slot] != EMPTY) {
            slot = after(slot);
        }
        return slot;
    }

    private int after(int slot) {
        return slot + 1 & slots.length - 1;
    }

    private int home(long start) {
        long hash = (start ^ SEED) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (hash ^ hash >>> 33) & slots.length - 1;
    }

    /** What it takes in memory, by estimate. */
    long memoryBytes() {
        return 48 + 4L * slots.length;
    }
}
