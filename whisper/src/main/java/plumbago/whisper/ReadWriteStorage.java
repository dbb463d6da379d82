package plumbago.whisper;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file reached by reads and writes at positions, each of which costs a call of the operating system. Points that lie
 * side by side are written together.
 */
abstract class ReadWriteStorage extends PointStorage {
    /** Where the points in {@link Scratch#output} belong; only of meaning while there are any. */
    private long outputOffset;

    ReadWriteStorage(Path path, Object identity, long length) {
        super(path, identity, length);
    }

    /** Reads some bytes into the rest of a buffer; returns how many, or -1 at the end of the file. */
    abstract int read(ByteBuffer bytes, long position) throws IOException;

    /** Writes some of the rest of a buffer; returns how many bytes. */
    abstract int write(ByteBuffer bytes, long position) throws IOException;

    /** A look would cost as much as the update it is for; a file that is open for long should be mapped. */
    @Override
    long metadataWord(int index) {
        return 0;
    }

    @Override
    void readBytes(long offset, ByteBuffer bytes) throws IOException {
        checkRange(offset, bytes.remaining());
        long position = offset;
        while (bytes.hasRemaining()) {
            int read = read(bytes, position);
            if (read < 0) {
                throw new EOFException(path() + " became shorter while it was open");
            }
            position += read;
        }
    }

    @Override
    void writeBytes(long offset, ByteBuffer bytes) throws IOException {
        checkRange(offset, bytes.remaining());
        WriteSequence.writeStarted(stripe());
        try {
            long position = offset;
            while (bytes.hasRemaining()) {
                position += write(bytes, position);
            }
        } finally {
            WriteSequence.writeFinished(stripe());
        }
    }

    @Override
    long readTime(long offset, Scratch scratch) throws IOException {
        flush(scratch);
        ByteBuffer input = scratch.input.clear().limit(Integer.BYTES);
        readBytes(offset, input);
        return Integer.toUnsignedLong(input.getInt(0));
    }

    @Override
    void readValues(long offset, int count, long firstTime, long step, double[] values, int at, Scratch scratch)
            throws IOException {
        flush(scratch);
        checkRange(offset, (long) count * Archive.POINT_SIZE);
        ByteBuffer input = scratch.input;
        int done = 0;
        int chunk = input.capacity() / Archive.POINT_SIZE;
        int disturbed = 0;
        while (done < count) {
            int wanted = Math.min(chunk, count - done);
            long sequence = WriteSequence.readStarted(stripe());
            if (sequence >= 0) {
                readBytes(
                        offset + (long) done * Archive.POINT_SIZE, input.clear().limit(wanted * Archive.POINT_SIZE));
                if (WriteSequence.undisturbed(stripe(), sequence)) {
                    decode(input, wanted, firstTime + done * step, step, values, at + done);
                    done += wanted;
                    disturbed = 0;
                    continue;
                }
            }
            // A busy writer leaves short pauses only: ask for less, until a single point fits into one.
            chunk = Math.max(1, wanted / 8);
            WriteSequence.pause(disturbed++);
        }
    }

    private static void decode(ByteBuffer input, int count, long firstTime, long step, double[] values, int at) {
        int from = 0;
        long expected = firstTime;
        for (int i = 0; i < count; i++) {
            long time = Integer.toUnsignedLong(input.getInt(from));
            values[at + i] = FetchResult.value(time == expected, input.getLong(from + Integer.BYTES));
            from += Archive.POINT_SIZE;
            expected += step;
        }
    }

    @Override
    void writePoint(long offset, long time, double value, Scratch scratch) throws IOException {
        checkRange(offset, Archive.POINT_SIZE);
        ByteBuffer output = scratch.output;
        // Behind a header there may be room for a part of a point.
        if (output.position() > 0
                && (offset != outputOffset + output.position() || output.remaining() < Archive.POINT_SIZE)) {
            flush(scratch);
        }
        if (output.position() == 0) {
            outputOffset = offset;
        }
        output.putInt((int) time).putLong(Double.doubleToRawLongBits(value));
    }

    @Override
    void flush(Scratch scratch) throws IOException {
        ByteBuffer output = scratch.output;
        if (output.position() > 0) {
            try {
                writeBytes(outputOffset, output.flip());
            } finally {
                output.clear();
            }
        }
    }

    /** Begins a new file with its header, which is held back to be written with the first points. */
    final void writeHeader(byte[] header, Scratch scratch) {
        scratch.output.clear().put(header);
        outputOffset = 0;
    }
}
