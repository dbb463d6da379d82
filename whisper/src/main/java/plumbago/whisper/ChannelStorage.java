package plumbago.whisper;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file reached by reads and writes at positions. Points that lie side by side are written together. */
final class ChannelStorage extends PointStorage {
    private final FileChannel channel;

    /** Where the points in {@link Scratch#output} belong; only of meaning while there are any. */
    private long outputOffset;

    ChannelStorage(Path path, Object identity, FileChannel channel, long length) {
        super(path, identity, length);
        this.channel = channel;
    }

    @Override
    Access access() {
        return Access.CHANNEL;
    }

    /** A look would cost as much as the update it is for; a file that is open for long should be mapped. */
    @Override
    long metadataWord(int index) {
        return 0;
    }

    @Override
    void enter() {
        // A closed channel says so itself.
    }

    @Override
    void leave() {
        // See enter.
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    void readBytes(long offset, ByteBuffer bytes) throws IOException {
        checkRange(offset, bytes.remaining());
        long position = offset;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position);
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
                position += channel.write(bytes, position);
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
        if (output.position() > 0 && (offset != outputOffset + output.position() || !output.hasRemaining())) {
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

    @Override
    void force() throws IOException {
        channel.force(false);
    }
}
