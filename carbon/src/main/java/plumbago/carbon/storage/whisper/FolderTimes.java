package plumbago.carbon.storage.whisper;

import plumbago.carbon.point.NameHash;

/**
 * When each folder was last changed, by its path. A folder takes two longs: what is kept of its path is a hash of 64
 * bits, so that two of a million folders are confused once in many millions of data folders; the hash has a key, so that no
 * sender can have two of them confused. Not thread-safe.
 */
final class FolderTimes {
    /** Of a folder that is not known. */
    static final long UNKNOWN = 0;

    private long[] table = new long[128];
    private int count;

    long get(String path) {
        long key = key(path);
        int mask = table.length - 1;
        for (int at = place(key, mask); table[at] != 0; at = (at + 2) & mask) {
            if (table[at] == key) {
                return table[at + 1];
            }
        }
        return UNKNOWN;
    }

    void put(String path, long time) {
        if (4 * (count + 1) > table.length) {
            grow();
        }
        put(key(path), time);
    }

    private void put(long key, long time) {
        int mask = table.length - 1;
        int at = place(key, mask);
        while (table[at] != 0 && table[at] != key) {
            at = (at + 2) & mask;
        }
        if (table[at] == 0) {
            table[at] = key;
            count++;
        }
        table[at + 1] = time;
    }

    private void grow() {
        long[] before = table;
        table = new long[2 * before.length];
        count = 0;
        for (int at = 0; at < before.length; at += 2) {
            if (before[at] != 0) {
                put(before[at], before[at + 1]);
            }
        }
    }

    private static int place(long key, int mask) {
        return (int) key & mask & ~1;
    }

    /** Never 0, which is a free place. */
    private static long key(String path) {
        long hash = NameHash.wide(path);
        return hash == 0 ? 1 : hash;
    }
}
