package plumbago.carbon.relay;

import java.util.Arrays;
import plumbago.carbon.point.NameArena;

/**
 * The routes of names that have come in, so that rings and rules are asked once for each. Names beyond the bound make it
 * forget all of them. A table with open addressing over the names' hashes, which have a key that senders do not know. Belongs to
 * one thread.
 */
final class RouteCache {
    /** Beside its bytes, what a name takes: reference, hash, route and slots. */
    private static final int BYTES_PER_NAME = 32;

    private static final int FEWEST_SLOTS = 1024;

    private final long maxBytes;
    private NameArena names = new NameArena();
    private int[] slots = new int[FEWEST_SLOTS];
    private long[] references = new long[FEWEST_SLOTS / 2];
    private int[] hashes = new int[FEWEST_SLOTS / 2];
    private Route[] routes = new Route[FEWEST_SLOTS / 2];
    private int size;

    /** Names mostly come in the order of before: the one behind that which was found last is looked at first. */
    private int expected;

    /** @param maxBytes how much memory names may take */
    RouteCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The route of a name, or null if it has none yet. */
    Route find(byte[] bytes, int offset, int length, int hash) {
        int next = expected;
        if (next < size && hashes[next] == hash && names.is(references[next], bytes, offset, length)) {
            expected = next + 1;
            return routes[next];
        }
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int name = slots[slot] - 1;
            if (hashes[name] == hash && names.is(references[name], bytes, offset, length)) {
                expected = name + 1;
                return routes[name];
            }
        }
        return null;
    }

    /** Adds a name that is not there. */
    void put(byte[] bytes, int offset, int length, int hash, Route route) {
        if (names.memoryBytes() + (long) size * BYTES_PER_NAME >= maxBytes) {
            clear();
        }
        if (size == references.length) {
            grow();
        }
        references[size] = names.add(bytes, offset, length);
        hashes[size] = hash;
        routes[size] = route;
        place(hash, size);
        size++;
    }

    private void place(int hash, int name) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = name + 1;
    }

    private void grow() {
        int more = 2 * size;
        references = Arrays.copyOf(references, more);
        hashes = Arrays.copyOf(hashes, more);
        routes = Arrays.copyOf(routes, more);
        slots = new int[2 * more];
        for (int name = 0; name < size; name++) {
            place(hashes[name], name);
        }
    }

    /** Forgets all names. */
    void clear() {
        names = new NameArena();
        slots = new int[FEWEST_SLOTS];
        references = new long[FEWEST_SLOTS / 2];
        hashes = new int[FEWEST_SLOTS / 2];
        routes = new Route[FEWEST_SLOTS / 2];
        size = 0;
        expected = 0;
    }

    int size() {
        return size;
    }
}
