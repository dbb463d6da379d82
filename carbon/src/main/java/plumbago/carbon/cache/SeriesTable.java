package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;
import plumbago.carbon.point.NameArena;

/**
 * Gives each of many names a dense number, its handle, and holds one record of fixed size for each, which lies in one half
 * of a cache line. What its last three longs mean is the user's business; this is how the write queues use it:
 *
 * <pre>
 *   slots    open addressing, one long each:   hash (32) | handle + 1 (32), 0 = free
 *   records  four longs for each handle:
 *              0  name: its reference in the arena
 *              1  queue: head chunk (32) | tail chunk (32)
 *              2  queue: points waiting (32) | flags (16) | first slot in head (8) | slots used in tail (8)
 *              3  journal: segment of the oldest point (32) | what the name means if not its own metric (32)
 * </pre>
 *
 * A look-up touches one slot, one record and the name, whatever the number of metrics; in the order of before, no slot.
 * Not thread-safe: the stripe's lock guards it.
 */
public final class SeriesTable {
    static final int RECORD_LONGS = 4;

    /** The first of the three longs of a record that belong to the user of the table. */
    public static final int FIRST_FIELD = 1;

    static final int QUEUE = FIRST_FIELD;
    static final int STATE = 2;
    static final int MEANING = 3;

    /** About what a name costs besides its own bytes: a record, and a slot of a table that is half full. */
    static final int BYTES_PER_NAME = 8 * RECORD_LONGS + 8 * 3;

    private long[] slots = new long[1024];
    private long[] records = new long[512 * RECORD_LONGS];
    private final NameArena arena = new NameArena();
    private int size;

    /** The name that was found last, -1 if there was none; and whether it came behind the one before it. */
    private int lastFound = -1;

    private boolean inOrder;

    /**
     * The handle of a name, or -1 if it has none yet. Senders tend to name their metrics in one order, and so does the
     * journal: while that goes on, the next name is looked at first, which lies beside the last one in memory.
     */
    public int find(byte[] bytes, int offset, int length, int hash) {
        int next = lastFound + 1;
        if (inOrder && next < size && arena.is(records[next * RECORD_LONGS], bytes, offset, length)) {
            lastFound = next;
            return next;
        }
        int handle = findByHash(bytes, offset, length, hash);
        inOrder = handle == next;
        lastFound = handle;
        return handle;
    }

    private int findByHash(byte[] bytes, int offset, int length, int hash) {
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            long slot = table[i];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == hash) {
                int handle = (int) slot - 1;
                if (arena.is(records[handle * RECORD_LONGS], bytes, offset, length)) {
                    return handle;
                }
            }
        }
    }

    /** Gives a name that has none the next handle; its record is zero. */
    public int add(byte[] bytes, int offset, int length, int hash) {
        if (2 * (size + 1) > slots.length) {
            growSlots(2 * slots.length);
        }
        int handle = size++;
        if (records.length == handle * RECORD_LONGS) {
            records = Arrays.copyOf(records, (handle + (handle >> 1)) * RECORD_LONGS);
        }
        records[handle * RECORD_LONGS] = arena.add(bytes, offset, length);
        place(slots, (long) hash << 32 | (handle + 1));
        return handle;
    }

    /** Makes space for so many names in all. */
    public void expect(int names) {
        if (names * RECORD_LONGS > records.length) {
            records = Arrays.copyOf(records, names * RECORD_LONGS);
        }
        int needed = Integer.highestOneBit(Math.max(1, 2 * names - 1)) << 1;
        if (needed > slots.length) {
            growSlots(needed);
        }
    }

    private void growSlots(int length) {
        long[] larger = new long[length];
        for (long slot : slots) {
            if (slot != 0) {
                place(larger, slot);
            }
        }
        slots = larger;
    }

    private static void place(long[] table, long slot) {
        int mask = table.length - 1;
        int i = (int) (slot >>> 32) & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = slot;
    }

    /** The name of a handle. */
    public String name(int handle) {
        return arena.text(records[handle * RECORD_LONGS]);
    }

    /** Length of the name of a handle in bytes. */
    public int nameLength(int handle) {
        return NameArena.length(records[handle * RECORD_LONGS]);
    }

    /** Puts the bytes of the name of a handle into a buffer. */
    public void copyName(int handle, ByteBuffer into) {
        arena.copy(records[handle * RECORD_LONGS], into);
    }

    /** Whether a byte is in the name of a handle. */
    boolean hasByte(int handle, byte wanted) {
        return arena.hasByte(records[handle * RECORD_LONGS], wanted);
    }

    /** Reads one long of a record. */
    public long get(int handle, int field) {
        return records[handle * RECORD_LONGS + field];
    }

    /** Writes one long of a record. */
    public void set(int handle, int field, long value) {
        records[handle * RECORD_LONGS + field] = value;
    }

    /** How many names there are. */
    public int size() {
        return size;
    }

    /** The most slots in a row that are taken: no look-up goes over more of them. */
    int longestRun() {
        int longest = 0;
        int run = 0;
        for (long slot : slots) {
            run = slot == 0 ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Bytes held, in all. */
    long memoryBytes() {
        return 8L * slots.length + 8L * records.length + arena.memoryBytes();
    }
}
