package plumbago.base.text.pickle;

/** The bytes of one pickle, from which nothing is read beyond the end. Not thread-safe. */
final class PickleInput {
    /** Longest number in digits that is read, as in newer Pythons: longer ones take ever more time to convert. */
    private static final int MAX_NUMBER_BYTES = 4300;

    private byte[] bytes = {};
    private int at;
    private int end;

    void begin(byte[] source, int offset, int length) {
        bytes = source;
        at = offset;
        end = offset + length;
    }

    /** The array that offsets belong to. Another one, with the same beginning, after something was appended. */
    byte[] bytes() {
        return bytes;
    }

    void replaceBytes(byte[] longer) {
        bytes = longer;
    }

    /** Where the pickle ends in the array. */
    int end() {
        return end;
    }

    int remaining() {
        return end - at;
    }

    int unsigned1() throws PickleException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int unsigned2() throws PickleException {
        need(2);
        int value = (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
        at += 2;
        return value;
    }

    int signed4() throws PickleException {
        need(4);
        int value = (bytes[at] & 0xFF)
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
        at += 4;
        return value;
    }

    long unsigned4() throws PickleException {
        return signed4() & 0xFFFFFFFFL;
    }

    /** Eight bytes, least first. */
    long signed8() throws PickleException {
        long low = unsigned4();
        return (long) signed4() << 32 | low;
    }

    /** A floating point number, most significant byte first. */
    double real8() throws PickleException {
        return Double.longBitsToDouble(Long.reverseBytes(signed8()));
    }

    /** Passes over bytes; returns where they begin. */
    int skip(long length) throws PickleException {
        if (length < 0 || length > remaining()) {
            throw new PickleException("it announces " + length + " bytes where there are " + remaining());
        }
        int start = at;
        at += (int) length;
        return start;
    }

    /** Passes over a line; returns where it begins. Its end is {@link #lineEnd}. */
    int skipLine() throws PickleException {
        int start = at;
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\n') {
                at = i + 1;
                return start;
            }
        }
        throw new PickleException("it ends within a line");
    }

    /** Where the line that was read last ends, without its newline. */
    int lineEnd() {
        return at - 1;
    }

    /** The line that a number stands in. */
    String number() throws PickleException {
        int start = skipLine();
        int length = lineEnd() - start;
        if (length > MAX_NUMBER_BYTES) {
            throw new PickleException("it has a number of " + length + " digits");
        }
        return new String(bytes, start, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private void need(int count) throws PickleException {
        if (count > remaining()) {
            throw new PickleException("it is cut off");
        }
    }
}
