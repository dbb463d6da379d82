package plumbago.carbon.cache;

import java.util.Arrays;

/**
 * The series of a stripe whose points have been copied to be stored, any number of them, until each is done with, in any
 * order; and what of the journal each of them needs no more when what was copied is stored. A table with open addressing:
 * it is looked into once when a series is taken and once when it is done, and allocates nothing but when it grows.
 *
 * <p>Not thread-safe.
 */
final class InHand {
    /** In place of a number of points: some were left in the queue, so that they are in no newer record is not known. */
    private static final int SOME = -1;

    /** By slot: a handle and 1, or 0. */
    private int[] handles = new int[16];

    private int[] counts = new int[16];
    private int[] segments = new int[16];
    private long[] records = new long[16];
    private int size;

    /** The slot of the series that was found last. */
    private int found;

    /**
     * Notes that a series is in hand, in place of what was noted of it before.
     *
     * @param count how many points were copied
     * @param all whether these were all that waited
     * @param segment of the journal, that no point which comes after these is older than
     * @param record the newest of the journal whose points are among these
     */
    void put(int handle, int count, boolean all, int segment, long record) {
        if (2 * (size + 1) > handles.length) {
            grow();
        }
        if (!find(handle)) {
            handles[found] = handle + 1;
            size++;
        }
        counts[found] = all ? count : SOME;
        segments[found] = segment;
        records[found] = record;
    }

    /** Looks for a series; {@link #remove} and what tells of a series speak of this one then. */
    boolean find(int handle) {
        int mask = handles.length - 1;
        int slot = handle & mask;
        while (handles[slot] != 0 && handles[slot] != handle + 1) {
            slot = (slot + 1) & mask;
        }
        found = slot;
        return handles[slot] != 0;
    }

    /** Whether so many points are all that waited when the series that was found was copied. */
    boolean isAll(int count) {
        return counts[found] == count;
    }

    /** The segment that was given with the series that was found. */
    int segment() {
        return segments[found];
    }

    /** The record that was given with the series that was found. */
    long record() {
        return records[found];
    }

    /** Forgets the series that was found. */
    void remove() {
        int mask = handles.length - 1;
        int gap = found;
        size--;
        // What was pushed on by the one that goes moves back, so that no look-up ends before it.
        for (int slot = (gap + 1) & mask; handles[slot] != 0; slot = (slot + 1) & mask) {
            int home = (handles[slot] - 1) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                move(slot, gap);
                gap = slot;
            }
        }
        handles[gap] = 0;
    }

    /** Forgets all series. */
    void clear() {
        Arrays.fill(handles, 0);
        size = 0;
    }

    long memoryBytes() {
        return 20L * handles.length;
    }

    private void move(int from, int to) {
        handles[to] = handles[from];
        counts[to] = counts[from];
        segments[to] = segments[from];
        records[to] = records[from];
    }

    private void grow() {
        int[] oldHandles = handles;
        int[] oldCounts = counts;
        int[] oldSegments = segments;
        long[] oldRecords = records;
        int capacity = 2 * oldHandles.length;
        handles = new int[capacity];
        counts = new int[capacity];
        segments = new int[capacity];
        records = new long[capacity];
        for (int i = 0; i < oldHandles.length; i++) {
            if (oldHandles[i] != 0) {
                boolean unused = find(oldHandles[i] - 1);
                handles[found] = oldHandles[i];
                counts[found] = oldCounts[i];
                segments[found] = oldSegments[i];
                records[found] = oldRecords[i];
            }
        }
    }
}
