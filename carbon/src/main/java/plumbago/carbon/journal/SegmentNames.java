package plumbago.carbon.journal;

import java.util.Arrays;
import plumbago.carbon.point.NameArena;
import plumbago.carbon.point.NameHash;

/**
 * What the ids of one segment stand for. Each name that an id gets has a dense number, and a record of three longs:
 *
 * <pre>
 *   0  name: its reference in the arena
 *   1  up to which record its points have been stored
 *   2  a number of whoever reads the segment
 * </pre>
 *
 * Used for one segment after the other, so that most of the space is touched for the first time only once. Not thread-safe.
 */
final class SegmentNames {
    /** In place of what is not known yet about a name. */
    static final int UNKNOWN = -1;

    private static final int RECORD_LONGS = 3;
    private static final int STORED_UP_TO = 1;
    private static final int MEANING = 2;

    private final NameArena arena = new NameArena();
    private long[] records = new long[1024 * RECORD_LONGS];
    private IdMap ids = new IdMap();
    private int size;

    /** Begins with another segment. */
    void clear() {
        arena.clear();
        ids = new IdMap();
        size = 0;
    }

    /** An id stands for this name from now on. */
    void put(int id, byte[] bytes, int offset, int length) {
        int at = size * RECORD_LONGS;
        if (at == records.length) {
            records = Arrays.copyOf(records, 2 * at);
        }
        records[at] = arena.add(bytes, offset, length);
        records[at + STORED_UP_TO] = UNKNOWN;
        records[at + MEANING] = UNKNOWN;
        ids.put(id, size++);
    }

    /** The number of the name that an id stands for, or -1. */
    int number(int id) {
        return ids.get(id);
    }

    /** How many names the ids were given. */
    int size() {
        return size;
    }

    /** Up to which record the points of a name have been stored. */
    long storedUpTo(int number) {
        return records[number * RECORD_LONGS + STORED_UP_TO];
    }

    void setStoredUpTo(int number, long sequence) {
        records[number * RECORD_LONGS + STORED_UP_TO] = sequence;
    }

    /** What a name means to whoever reads the segment. */
    int meaning(int number) {
        return (int) records[number * RECORD_LONGS + MEANING];
    }

    void setMeaning(int number, int meaning) {
        records[number * RECORD_LONGS + MEANING] = meaning;
    }

    /** The array that the bytes of a name lie in. */
    byte[] bytes(int number) {
        return arena.bytes(reference(number));
    }

    /** Where the bytes of a name begin in their array. */
    int start(int number) {
        return NameArena.start(reference(number));
    }

    /** How many bytes a name has. */
    int length(int number) {
        return NameArena.length(reference(number));
    }

    /** The hash of a name. */
    int hash(int number) {
        return NameHash.of(bytes(number), start(number), length(number));
    }

    private long reference(int number) {
        return records[number * RECORD_LONGS];
    }
}
