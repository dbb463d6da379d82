package plumbago.statsd.proxy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nodes of the keys that were asked for last. Keys of more than {@value #MOST_KEY_BYTES} bytes are not kept. For one thread
 * at a time.
 */
final class RouteCache {
    static final int MOST_KEY_BYTES = 512;

    /** Bytes of a key; comparable, so that names chosen to have one hash code make no look-up long. */
    private static final class Key implements Comparable<Key> {
        private byte[] bytes;
        private int offset;
        private int length;
        private int hash;

        Key at(byte[] newBytes, int newOffset, int newLength) {
            bytes = newBytes;
            offset = newOffset;
            length = newLength;
            int sum = 1;
            for (int i = newOffset; i < newOffset + newLength; i++) {
                sum = 31 * sum + newBytes[i];
            }
            hash = sum;
            return this;
        }

        Key copy() {
            return new Key().at(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && compareTo(that) == 0;
        }

        @Override
        public int compareTo(Key that) {
            return Arrays.compare(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
        }
    }

    private final Map<Key, ProxyNode> nodes;
    private final Key probe = new Key();

    /** @param most keys that are kept */
    RouteCache(int most) {
        nodes = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, ProxyNode> eldest) {
                return size() > most;
            }
        };
    }

    /** The node that was put in for a key, or null. */
    ProxyNode get(byte[] key, int offset, int length) {
        return length > MOST_KEY_BYTES ? null : nodes.get(probe.at(key, offset, length));
    }

    void put(byte[] key, int offset, int length, ProxyNode node) {
        if (length <= MOST_KEY_BYTES) {
            nodes.put(probe.at(key, offset, length).copy(), node);
        }
    }

    void clear() {
        nodes.clear();
    }

    int size() {
        return nodes.size();
    }
}
