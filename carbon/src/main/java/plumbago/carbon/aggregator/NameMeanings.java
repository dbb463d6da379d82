package plumbago.carbon.aggregator;

import java.util.Arrays;
import plumbago.carbon.point.NameArena;

/**
 * Names with what they mean, found by their hash. When they take more than they may, all are forgotten, and each is judged anew when
 * its next point comes. Guarded by the lock of the {@link AggregatorSink}.
 */
final class NameMeanings {
    private static final int LEAST_SLOTS = 1 << 10;
    private static final int NO_NAME = -1;

    private final long maxBytes;
    private final NameArena names = new NameArena();
    private int[] slots;
    private int[] hashes;
    private long[] references;
    private Meaning[] meanings;
    private int size;
    private long bytes;

    NameMeanings(long maxBytes) {
        this.maxBytes = maxBytes;
        clear();
    }

    /** What a name means; null if that is not known. */
    Meaning find(byte[] name, int offset, int length, int hash) {
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != NO_NAME; slot = slot + 1 & mask) {
            int i = slots[slot];
            if (hashes[i] == hash && names.is(references[i], name, offset, length)) {
                return meanings[i];
            }
        }
        return null;
    }

    /** Whether one more would take too much. */
    boolean isFull() {
        return bytes > maxBytes;
    }

    /** Adds a name that is not there. */
    void put(byte[] name, int offset, int length, int hash, Meaning meaning) {
        if (2 * size >= slots.length) {
            grow();
        }
        references[size] = names.add(name, offset, length);
        hashes[size] = hash;
        meanings[size] = meaning;
        bytes += length + 32 + meaning.memoryBytes();
        insert(size++);
    }

    private void insert(int i) {
        int mask = slots.length - 1;
        int slot = hashes[i] & mask;
        while (slots[slot] != NO_NAME) {
            slot = slot + 1 & mask;
        }
        slots[slot] = i;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, NO_NAME);
        hashes = Arrays.copyOf(hashes, slots.length / 2);
        references = Arrays.copyOf(references, slots.length / 2);
        meanings = Arrays.copyOf(meanings, slots.length / 2);
        for (int i = 0; i < size; i++) {
            insert(i);
        }
    }

    /** Forgets all. */
    void clear() {
        slots = new int[LEAST_SLOTS];
        Arrays.fill(slots, NO_NAME);
        hashes = new int[LEAST_SLOTS / 2];
        references = new long[LEAST_SLOTS / 2];
        meanings = new Meaning[LEAST_SLOTS / 2];
        names.clear();
        size = 0;
        bytes = 0;
    }
}
