package plumbago.whisper;

import java.nio.ByteBuffer;

/**
 * The headers a thread has seen last. A million files share a handful of headers, so an open file costs no header of its
 * own, and opening one compares a few dozen bytes instead of making objects of them.
 */
final class KnownHeaders {
    private static final int ENTRIES = 32;

    private final byte[][] bytes = new byte[ENTRIES][];
    private final Header[] headers = new Header[ENTRIES];

    /** The header that these bytes stand for, if they were seen before; all from 0 to the limit. */
    Header find(ByteBuffer header) {
        int entry = entry(header);
        byte[] known = bytes[entry];
        if (known == null || known.length != header.limit()) {
            return null;
        }
        for (int i = 0; i < known.length; i++) {
            if (known[i] != header.get(i)) {
                return null;
            }
        }
        return headers[entry];
    }

    void remember(ByteBuffer header, Header decoded) {
        int entry = entry(header);
        byte[] copy = new byte[header.limit()];
        header.get(0, copy);
        bytes[entry] = copy;
        headers[entry] = decoded;
    }

    private static int entry(ByteBuffer header) {
        int hash = header.limit();
        for (int i = 0; i + Integer.BYTES <= header.limit(); i += Integer.BYTES) {
            hash = hash * 31 + header.getInt(i);
        }
        hash *= 0x9E37_79B9;
        return hash >>> 27;
    }
}
