package plumbago.whisper;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.core.OS;

/** A file reached through memory. Chronicle's store is in native order; the file is big-endian. */
final class MappedStorage extends PointStorage {
    /** Points read between two looks at the write counter, at first. */
    private static final int READ_CHUNK = 4_096;

    private static final int CLOSED = 1 << 31;

    private static final VarHandle USERS;

    static {
        try {
            USERS = MethodHandles.lookup().findVarHandle(MappedStorage.class, "users", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PointerBytesStore store = new PointerBytesStore();
    private final boolean writable;

    /** How many calls are at work in the mapping, and in the highest bit whether the file is closed. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // read and written through USERS
    private volatile int users;

    private MappedStorage(Path path, long length, int stripe, long address, boolean writable) {
        super(path, length, stripe);
        this.writable = writable;
        store.set(address, length);
    }

    static MappedStorage map(Path path, FileChannel channel, long length, int stripe, boolean writable)
            throws IOException {
        FileChannel.MapMode mode = writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        return new MappedStorage(path, length, stripe, OS.map(channel, mode, 0, length), writable);
    }

    @Override
    void enter() throws IOException {
        int now;
        do {
            now = users;
            if (now < 0) {
                throw new ClosedChannelException();
            }
        } while (!USERS.compareAndSet(this, now, now + 1));
    }

    @Override
    void leave() {
        if ((int) USERS.getAndAdd(this, -1) == CLOSED + 1) {
            unmap();
        }
    }

    /** Gives the memory back as soon as the last call that is at work in it has ended. */
    @Override
    public void close() {
        if ((int) USERS.getAndBitwiseOr(this, CLOSED) == 0) {
            unmap();
        }
    }

    private void unmap() {
        try {
            OS.unmap(store.addressForRead(0), length());
        } catch (IOException e) {
            throw new IllegalStateException("cannot unmap " + path(), e);
        }
    }

    @Override
    void readBytes(long offset, ByteBuffer bytes) throws IOException {
        checkRange(offset, bytes.remaining());
        for (long i = offset; bytes.hasRemaining(); i++) {
            bytes.put(store.readByte(i));
        }
    }

    @Override
    void writeBytes(long offset, ByteBuffer bytes) throws IOException {
        checkRange(offset, bytes.remaining());
        checkWritable();
        WriteSequence.writeStarted(stripe());
        try {
            for (long i = offset; bytes.hasRemaining(); i++) {
                store.writeByte(i, bytes.get());
            }
        } finally {
            WriteSequence.writeFinished(stripe());
        }
    }

    @Override
    long readTime(long offset, Scratch scratch) throws IOException {
        checkRange(offset, Integer.BYTES);
        return Integer.toUnsignedLong(Integer.reverseBytes(store.readInt(offset)));
    }

    @Override
    void readValues(long offset, int count, long firstTime, long step, double[] values, int at, Scratch scratch)
            throws IOException {
        checkRange(offset, (long) count * Archive.POINT_SIZE);
        int done = 0;
        int chunk = READ_CHUNK;
        while (done < count) {
            int wanted = Math.min(chunk, count - done);
            long sequence = WriteSequence.readStarted(stripe());
            if (sequence >= 0) {
                decode(
                        offset + (long) done * Archive.POINT_SIZE,
                        wanted,
                        firstTime + done * step,
                        step,
                        values,
                        at + done);
                if (WriteSequence.undisturbed(stripe(), sequence)) {
                    done += wanted;
                    continue;
                }
            }
            // A busy writer leaves short pauses only: ask for less, until a single point fits into one.
            chunk = Math.max(1, wanted / 8);
            Thread.onSpinWait();
        }
    }

    private void decode(long offset, int count, long firstTime, long step, double[] values, int at) {
        long from = offset;
        long expected = firstTime;
        for (int i = 0; i < count; i++) {
            long time = Integer.toUnsignedLong(Integer.reverseBytes(store.readInt(from)));
            values[at + i] = time == expected
                    ? FetchResult.stored(Long.reverseBytes(store.readLong(from + Integer.BYTES)))
                    : FetchResult.NO_POINT;
            from += Archive.POINT_SIZE;
            expected += step;
        }
    }

    @Override
    void writePoint(long offset, long time, double value, Scratch scratch) throws IOException {
        checkRange(offset, Archive.POINT_SIZE);
        checkWritable();
        int timeBits = Integer.reverseBytes((int) time);
        long valueBits = Long.reverseBytes(Double.doubleToRawLongBits(value));
        WriteSequence.writeStarted(stripe());
        try {
            store.writeInt(offset, timeBits);
            store.writeLong(offset + Integer.BYTES, valueBits);
        } finally {
            WriteSequence.writeFinished(stripe());
        }
    }

    @Override
    void flush(Scratch scratch) {
        // Nothing is held back.
    }

    @Override
    void force() throws IOException {
        // The pages belong to the file, not to the mapping: any channel of the file may ask for them to be written.
        try (FileChannel channel = FileChannel.open(path(), java.nio.file.StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** Storing into a read-only mapping would not fail, it would end the process. */
    private void checkWritable() {
        if (!writable) {
            throw new java.nio.channels.NonWritableChannelException();
        }
    }
}
