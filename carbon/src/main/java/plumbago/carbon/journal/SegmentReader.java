package plumbago.carbon.journal;

import static plumbago.carbon.journal.SegmentFormat.HEADER_BYTES;
import static plumbago.carbon.journal.SegmentFormat.MAX_RECORD_BYTES;
import static plumbago.carbon.journal.SegmentFormat.NAME_HEADER_BYTES;
import static plumbago.carbon.journal.SegmentFormat.POINT_BYTES;
import static plumbago.carbon.journal.SegmentFormat.RECORD_HEADER_BYTES;
import static plumbago.carbon.journal.SegmentFormat.RECORD_MAGIC;
import static plumbago.carbon.journal.SegmentFormat.STORED_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Reads the records of one segment. What is not sound is reported and skipped: after it the next record is looked for byte
 * by byte. Not thread-safe; meant to be used for one segment after the other.
 */
final class SegmentReader {
    private static final byte FIRST_MAGIC_BYTE = (byte) RECORD_MAGIC;

    private final ByteBuffer window;
    private FileChannel channel;

    /** Where in the file the window begins. */
    private long windowStart;

    private long salt;
    private boolean saltKnown;
    private long lastSequence;

    /** Where to stop reading, and where the last sound record ended. */
    private long limit;

    private long soundEnd;

    /** Where the last byte ended that is not zero. */
    private long usedEnd;

    SegmentReader() {
        this(1 << 20);
    }

    /** @param windowBytes how much of a file is held at once; at least two records */
    SegmentReader(int windowBytes) {
        window =
                ByteBuffer.allocate(Math.max(windowBytes, 2 * MAX_RECORD_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The highest sequence number of a sound record that has been read so far. */
    long lastSequence() {
        return lastSequence;
    }

    /**
     * Where in the segment that was read last its last sound record ends, in bytes; what follows is of no use. {@link
     * Long#MAX_VALUE} if it could not be read to its end.
     */
    long soundEnd() {
        return soundEnd;
    }

    /**
     * Behind which byte there are only zeros in the segment that was read last, in bytes; 0 if it has nothing but a header.
     * {@link Long#MAX_VALUE} if it is another's or could not be read to its end.
     */
    long usedEnd() {
        return usedEnd;
    }

    /** Begins with the oldest segment again. */
    void restart() {
        lastSequence = 0;
    }

    /**
     * Reads a segment from its beginning to its end. Records whose sequence number does not lie above all that were read
     * before are skipped.
     *
     * @param number the number that the segment has by its name
     */
    void read(Path file, int number, RecordVisitor visitor, Consumer<Damage> damages) {
        read(file, number, Long.MAX_VALUE, visitor, damages);
    }

    /**
     * The same up to where all sound records are known to end.
     *
     * @param end {@link #soundEnd} of an earlier time
     */
    void read(Path file, int number, long end, RecordVisitor visitor, Consumer<Damage> damages) {
        limit = end;
        soundEnd = 0;
        usedEnd = Long.MAX_VALUE;
        window.clear().limit(0);
        windowStart = 0;
        saltKnown = false;
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
            channel = opened;
            if (!fill(1)) {
                usedEnd = 0;
                damages.accept(new Damage(file, 0, 0, "the file is empty"));
                return;
            }
            if (readHeader(file, number, damages)) {
                readRecords(file, visitor, damages);
            }
        } catch (IOException e) {
            // What is behind it may be readable another time.
            soundEnd = Long.MAX_VALUE;
            damages.accept(new Damage(file, windowStart + window.position(), 0, "cannot be read: " + e.getMessage()));
        }
    }

    private boolean readHeader(Path file, int number, Consumer<Damage> damages) throws IOException {
        SegmentFormat.Header header =
                fill(HEADER_BYTES) ? SegmentFormat.readHeader(window.array(), window.position()) : null;
        if (header == null) {
            // The records say themselves what they are; the first one that is sound tells the salt of all.
            return true;
        }
        if (header.number() != number) {
            damages.accept(new Damage(file, 0, 0, "this is segment " + header.number() + " under another name"));
            return false;
        }
        salt = header.salt();
        saltKnown = true;
        window.position(window.position() + HEADER_BYTES);
        return true;
    }

    private void readRecords(Path file, RecordVisitor visitor, Consumer<Damage> damages) throws IOException {
        long lostFrom = -1;
        boolean onlyZeros = true;
        long lastNonZero = 0;
        while (offset() < limit && fill(1)) {
            int at = window.position();
            if (window.get(at) == FIRST_MAGIC_BYTE && isSound()) {
                if (lostFrom >= 0) {
                    damages.accept(damage(file, lostFrom, offset(), onlyZeros));
                    lostFrom = -1;
                }
                at = window.position();
                int length = window.getInt(at + SegmentFormat.LENGTH);
                visit(file, at, length, visitor, damages);
                window.position(at + length);
                soundEnd = offset();
            } else {
                if (lostFrom < 0) {
                    lostFrom = offset();
                    onlyZeros = true;
                }
                if (skipZeros()) {
                    continue;
                }
                onlyZeros = false;
                lastNonZero = offset();
                window.position(window.position() + 1);
            }
        }
        if (lostFrom >= 0 && !onlyZeros) {
            // Zeros behind it are space that was not used.
            damages.accept(damage(file, lostFrom, lastNonZero + 1, false));
            usedEnd = lastNonZero + 1;
        } else {
            usedEnd = soundEnd;
        }
    }

    private static Damage damage(Path file, long from, long to, boolean onlyZeros) {
        String what = onlyZeros ? "zeros between the records" : "no sound record";
        return new Damage(file, from, to - from, from == 0 ? "no sound header" : what);
    }

    private long offset() {
        return windowStart + window.position();
    }

    /** Passes over zeros; false if there are none here. */
    private boolean skipZeros() {
        int at = window.position();
        int end = window.limit();
        while (end - at >= Long.BYTES && window.getLong(at) == 0) {
            at += Long.BYTES;
        }
        while (at < end && window.get(at) == 0) {
            at++;
        }
        boolean some = at > window.position();
        window.position(at);
        return some;
    }

    /** Whether a whole and sound record of this segment begins here. */
    private boolean isSound() throws IOException {
        if (!fill(RECORD_HEADER_BYTES) || window.getInt(window.position()) != RECORD_MAGIC) {
            return false;
        }
        int length = window.getInt(window.position() + SegmentFormat.LENGTH);
        if (length < RECORD_HEADER_BYTES || length > MAX_RECORD_BYTES || !fill(length)) {
            return false;
        }
        int at = window.position();
        long recordSalt = window.getLong(at + SegmentFormat.SALT);
        if (saltKnown && recordSalt != salt) {
            return false;
        }
        if (SegmentFormat.checksum(window.array(), at + SegmentFormat.LENGTH, length - SegmentFormat.LENGTH)
                != window.getInt(at + SegmentFormat.CHECKSUM)) {
            return false;
        }
        long stored = Integer.toUnsignedLong(window.getInt(at + SegmentFormat.STORED));
        long points = Integer.toUnsignedLong(window.getInt(at + SegmentFormat.POINTS));
        long nameBytes = Integer.toUnsignedLong(window.getInt(at + SegmentFormat.NAMES_BYTES));
        if (RECORD_HEADER_BYTES + nameBytes + stored * STORED_BYTES + points * POINT_BYTES != length) {
            return false;
        }
        salt = recordSalt;
        saltKnown = true;
        return true;
    }

    private void visit(Path file, int start, int length, RecordVisitor visitor, Consumer<Damage> damages) {
        long sequence = window.getLong(start + SegmentFormat.SEQUENCE);
        int operation = window.getInt(start + SegmentFormat.OPERATION);
        if (sequence <= lastSequence) {
            damages.accept(new Damage(file, windowStart + start, length, "a record that is not newer than the last"));
            return;
        }
        lastSequence = sequence;
        if (operation != SegmentFormat.SET) {
            damages.accept(new Damage(file, windowStart + start, length, "a record of the unknown kind " + operation));
            return;
        }
        visitor.record(sequence);
        int at = start + RECORD_HEADER_BYTES;
        int namesEnd = at + window.getInt(start + SegmentFormat.NAMES_BYTES);
        for (int i = window.getInt(start + SegmentFormat.NAMES); i > 0; i--) {
            int nameLength = namesEnd - at < NAME_HEADER_BYTES ? -1 : window.getInt(at + Integer.BYTES);
            if (nameLength < 0 || nameLength > namesEnd - at - NAME_HEADER_BYTES) {
                damages.accept(new Damage(file, windowStart + at, 0, "names that overrun their space"));
                break;
            }
            visitor.name(window.getInt(at), window.array(), at + NAME_HEADER_BYTES, nameLength);
            at += NAME_HEADER_BYTES + nameLength;
        }
        at = namesEnd;
        for (int i = window.getInt(start + SegmentFormat.STORED); i > 0; i--) {
            visitor.stored(window.getInt(at), window.getLong(at + Integer.BYTES));
            at += STORED_BYTES;
        }
        int end = visitor.wantsPoints() ? start + length : at;
        for (; at < end; at += POINT_BYTES) {
            long point = window.getLong(at);
            visitor.point((int) point, point >>> 32, Double.longBitsToDouble(window.getLong(at + Long.BYTES)));
        }
        visitor.recordEnd();
    }

    /** Has so many bytes in the window from its position on; false if the file ends before. */
    private boolean fill(int bytes) throws IOException {
        if (window.remaining() >= bytes) {
            return true;
        }
        windowStart += window.position();
        window.compact();
        while (window.position() < bytes || window.hasRemaining()) {
            if (channel.read(window, windowStart + window.position()) < 0) {
                break;
            }
        }
        window.flip();
        return window.remaining() >= bytes;
    }
}
