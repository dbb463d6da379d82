package plumbago.statsd.metric;

import java.util.Arrays;
import plumbago.carbon.point.NameHash;

/**
 * Names of one type and their ids, from 0 on, dense. The slots of a hash table hold the upper half of an entry's hash beside
 * its id, so that only a name that is most probably the right one is compared. An id that has become free is given away again
 * in the next interval: in this one values may have come in for it. Belongs to one thread.
 */
final class NameTable {
    private static final int LEAST_SLOTS = 1 << 6;

    /** {@code hash << 32 | id + 1}; 0 for none. */
    private long[] slots = new long[LEAST_SLOTS];

    private byte[][] names = new byte[LEAST_SLOTS / 2][];
    /** In which order they were defined. */
    private long[] since = new long[LEAST_SLOTS / 2];

    private long definitions;
    private int end;
    private int size;
    private int[] free = new int[8];
    private int freeCount;
    private int[] removed = new int[8];
    private int removedCount;

    /** The id of a name, or -1. */
    int find(byte[] bytes, int offset, int length, int hash) {
        int mask = slots.length - 1;
        for (int at = hash & mask; ; at = at + 1 & mask) {
            long slot = slots[at];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> Integer.SIZE) == hash) {
                int id = (int) slot - 1;
                byte[] name = names[id];
                if (Arrays.equals(name, 0, name.length, bytes, offset, offset + length)) {
                    return id;
                }
            }
        }
    }

    /** Gives a name that is not there an id. */
    int define(byte[] bytes, int offset, int length, int hash) {
        int id = freeCount > 0 ? free[--freeCount] : end;
        put(id, Arrays.copyOfRange(bytes, offset, offset + length), hash);
        return id;
    }

    /** Gives a name the id that it had in an earlier process. */
    void defineAs(int id, byte[] bytes, int offset, int length) {
        if (id < 0 || id > 1 << 28 || (id < end && names[id] != null)) {
            throw new IllegalArgumentException("id " + id + " is given twice, or is too large");
        }
        put(id, Arrays.copyOfRange(bytes, offset, offset + length), NameHash.of(bytes, offset, length));
    }

    private void put(int id, byte[] name, int hash) {
        if (id >= names.length) {
            int capacity = Math.max(2 * names.length, id + 1);
            names = Arrays.copyOf(names, capacity);
            since = Arrays.copyOf(since, capacity);
        }
        end = Math.max(end, id + 1);
        names[id] = name;
        since[id] = definitions++;
        size++;
        if (2 * size > slots.length) {
            long[] old = slots;
            slots = new long[2 * old.length];
            for (long slot : old) {
                if (slot != 0) {
                    insert((int) slot - 1, (int) (slot >>> Integer.SIZE));
                }
            }
        }
        insert(id, hash);
    }

    private void insert(int id, int hash) {
        int mask = slots.length - 1;
        int at = hash & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = (long) hash << Integer.SIZE | id + 1;
    }

    /** Takes a name away. */
    void remove(int id) {
        byte[] name = names[id];
        int mask = slots.length - 1;
        int at = NameHash.of(name, 0, name.length) & mask;
        while ((int) slots[at] - 1 != id) {
            at = at + 1 & mask;
        }
        // Those behind it move up, so that no look-up ends at the gap too early.
        int gap = at;
        for (int next = at + 1 & mask; slots[next] != 0; next = next + 1 & mask) {
            int home = (int) (slots[next] >>> Integer.SIZE) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
        }
        slots[gap] = 0;
        names[id] = null;
        size--;
        removed = put(removed, removedCount++, id);
    }

    private static int[] put(int[] ids, int count, int id) {
        int[] into = count == ids.length ? Arrays.copyOf(ids, 2 * count) : ids;
        into[count] = id;
        return into;
    }

    /** Says that an interval has ended. */
    void intervalEnded() {
        for (int i = 0; i < removedCount; i++) {
            free = put(free, freeCount++, removed[i]);
        }
        removedCount = 0;
    }

    /** Has ids without a name be free, after the names of an earlier process; those removed in this interval with its end. */
    void settle() {
        boolean[] isRemoved = new boolean[end];
        for (int i = 0; i < removedCount; i++) {
            isRemoved[removed[i]] = true;
        }
        freeCount = 0;
        for (int id = end - 1; id >= 0; id--) {
            if (names[id] == null && !isRemoved[id]) {
                free = put(free, freeCount++, id);
            }
        }
    }

    /** How many there are. */
    int size() {
        return size;
    }

    /** All ids are below this. */
    int end() {
        return end;
    }

    /** By id; null for none. */
    byte[][] names() {
        return names;
    }

    /** Whether an id has a name. */
    boolean has(int id) {
        return id < end && names[id] != null;
    }

    /** In which order names were defined, by id. */
    long since(int id) {
        return since[id];
    }
}
