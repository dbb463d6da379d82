package plumbago.carbon.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives each of many names a dense number, its handle, and holds one record of fixed size for each, which lies in one half
 * of a cache line. What its last three longs mean is the user's business; this is how the write queues use it:
 *
 * <pre>
 *   slots    open addressing, one long each:   hash (32) | handle + 1 (32), 0 = free
 *   records  four longs for each handle:
 *              0  name: offset in the arena (40) | length (24)
 *              1  queue: head chunk (32) | tail chunk (32)
 *              2  queue: points waiting (32) | flags (16) | first slot in head (8) | slots used in tail (8)
 *              3  journal: segment of the oldest point (32) | what the name means if not its own metric (32)
 *   arena    the names' bytes one behind the other, in pieces of 1 MiB that no name crosses
 * </pre>
 *
 * A look-up touches one slot, one record and the name, whatever the number of metrics. Not thread-safe: the stripe's
 * lock guards it.
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

    private static final int PIECE_BITS = 20;
    private static final int PIECE_BYTES = 1 << PIECE_BITS;
    private static final int LENGTH_BITS = 24;

    private long[] slots = new long[1024];
    private long[] records = new long[512 * RECORD_LONGS];
    private byte[][] arena = new byte[4][];
    private long arenaEnd;
    private int size;

    /** The handle of a name, or -1 if it has none yet. */
    public int find(byte[] bytes, int offset, int length, int hash) {
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            long slot = table[i];
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == hash) {
                int handle = (int) slot - 1;
                if (isName(handle, bytes, offset, length)) {
                    return handle;
                }
            }
        }
    }

    private boolean isName(int handle, byte[] bytes, int offset, int length) {
        long name = records[handle * RECORD_LONGS];
        if ((int) (name & ((1 << LENGTH_BITS) - 1)) != length) {
            return false;
        }
        long at = name >>> LENGTH_BITS;
        int start = (int) (at & (PIECE_BYTES - 1));
        return Arrays.equals(arena[(int) (at >>> PIECE_BITS)], start, start + length, bytes, offset, offset + length);
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
        records[handle * RECORD_LONGS] = store(bytes, offset, length) << LENGTH_BITS | length;
        place(slots, (long) hash << 32 | (handle + 1));
        return handle;
    }

    private long store(byte[] bytes, int offset, int length) {
        int start = (int) (arenaEnd & (PIECE_BYTES - 1));
        if (start + length > PIECE_BYTES) {
            arenaEnd += PIECE_BYTES - start;
            start = 0;
        }
        int piece = (int) (arenaEnd >>> PIECE_BITS);
        if (piece == arena.length) {
            arena = Arrays.copyOf(arena, 2 * piece);
        }
        if (arena[piece] == null) {
            arena[piece] = new byte[PIECE_BYTES];
        }
        System.arraycopy(bytes, offset, arena[piece], start, length);
        long at = arenaEnd;
        arenaEnd += length;
        return at;
    }

    /** Makes room for so many names in all. */
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
        long name = records[handle * RECORD_LONGS];
        long at = name >>> LENGTH_BITS;
        return new String(
                arena[(int) (at >>> PIECE_BITS)],
                (int) (at & (PIECE_BYTES - 1)),
                (int) (name & ((1 << LENGTH_BITS) - 1)),
                StandardCharsets.UTF_8);
    }

    /** Length of the name of a handle in bytes. */
    public int nameLength(int handle) {
        return (int) (records[handle * RECORD_LONGS] & ((1 << LENGTH_BITS) - 1));
    }

    /** Puts the bytes of the name of a handle into a buffer. */
    public void copyName(int handle, ByteBuffer into) {
        long at = records[handle * RECORD_LONGS] >>> LENGTH_BITS;
        into.put(arena[(int) (at >>> PIECE_BITS)], (int) (at & (PIECE_BYTES - 1)), nameLength(handle));
    }

    /** Whether a byte is in the name of a handle. */
    boolean hasByte(int handle, byte wanted) {
        long at = records[handle * RECORD_LONGS] >>> LENGTH_BITS;
        byte[] piece = arena[(int) (at >>> PIECE_BITS)];
        int start = (int) (at & (PIECE_BYTES - 1));
        for (int i = start; i < start + nameLength(handle); i++) {
            if (piece[i] == wanted) {
                return true;
            }
        }
        return false;
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

    /** Bytes held, in all. */
    long memoryBytes() {
        long pieces = (arenaEnd + PIECE_BYTES - 1) >>> PIECE_BITS;
        return 8L * slots.length + 8L * records.length + pieces * PIECE_BYTES;
    }
}
