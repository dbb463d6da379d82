package plumbago.whisper;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.UnsafeMemory;

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

    /** Whether a store has been announced to readers and has not ended; of the one thread that writes. */
    private boolean storing;

    /** How many calls are at work in the mapping, and in the highest bit whether the file is closed. */
    @SuppressWarnings({"unused", "FieldMayBeFinal"}) // read and written through USERS
    private volatile int users;

    private MappedStorage(Path path, Object identity, long length, long address, boolean writable) {
        super(path, identity, length);
        this.writable = writable;
        store.set(address, length);
    }

    /** Loads what mapping takes. */
    static void prepare() {
        new PointerBytesStore().releaseLast();
    }

    /** Maps a file of at least 16 bytes; the channel is not needed afterwards. */
    static MappedStorage map(Path path, Object identity, FileChannel channel, long length, boolean writable)
            throws IOException {
        HeaderFormat.checkLongEnough(path, length);
        FileChannel.MapMode mode = writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        long address = OS.map(channel, mode, 0, length);
        Posix.adviseRandom(address, length);
        return new MappedStorage(path, identity, length, address, writable);
    }

    @Override
    Access access() {
        return Access.MAPPED;
    }

    @Override
    long metadataWord(int index) {
        return store.readLong((long) index * Long.BYTES);
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
    void reportFaults() {
        LateFaults.report();
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
        int disturbed = 0;
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
                    disturbed = 0;
                    continue;
                }
            }
            // A busy writer leaves short pauses only: ask for less, until a single point fits into one.
            chunk = Math.max(1, wanted / 8);
            WriteSequence.pause(disturbed++);
        }
    }

    /** Reads by address, which takes half the time of reading through the store; the range was checked. */
    private void decode(long offset, int count, long firstTime, long step, double[] values, int at) {
        UnsafeMemory memory = UnsafeMemory.MEMORY;
        long from = store.addressForRead(offset);
        long expected = firstTime;
        for (int i = 0; i < count; i++) {
            long time = Integer.toUnsignedLong(Integer.reverseBytes(memory.readInt(from)));
            long bits = Long.reverseBytes(memory.readLong(from + Integer.BYTES));
            values[at + i] = FetchResult.value(time == expected, bits);
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
        storing = true;
        try {
            store.writeInt(offset, timeBits);
            store.writeLong(offset + Integer.BYTES, valueBits);
        } finally {
            WriteSequence.writeFinished(stripe());
            storing = false;
        }
    }

    /** A fault that is told late may strike where a store is about to be ended, and all readers would wait for that. */
    @Override
    void endStore() {
        if (storing) {
            storing = false;
            WriteSequence.writeFinished(stripe());
        }
    }

    @Override
    void flush(Scratch scratch) {
        // Nothing is held back.
    }

    @Override
    void force() throws IOException {
        if (!Posix.sync(store.addressForRead(0), length())) {
            // The pages belong to the file, not to the mapping: a channel of the file may ask for them to be written.
            try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
                channel.force(false);
            }
        }
    }

    /** Storing into a read-only mapping would not fail, it would end the process. */
    private void checkWritable() {
        if (!writable) {
            throw new NonWritableChannelException();
        }
    }
}
