package plumbago.whisper;

import static plumbago.whisper.WhisperException.Kind;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/**
 * A file opened for one operation, with as few calls of the operating system as will do: its first bytes, which are the
 * header and in most files all that an update looks at, are read at once.
 *
 * <p>For one thread, which has only one such file open at a time.
 */
final class DescriptorStorage extends ReadWriteStorage {
    private final SystemCalls calls;
    private final Scratch scratch;
    private int descriptor;
    /** How many of the file's first bytes stand in {@link Scratch#head}. */
    private int headLength;

    private DescriptorStorage(Path path, Object identity, long length, int descriptor, Scratch scratch) {
        super(path, identity, length);
        this.calls = scratch.calls();
        this.scratch = scratch;
        this.descriptor = descriptor;
    }

    /**
     * Opens a file.
     *
     * @return null if it has to be tried in another way, which then also finds the reason why it cannot be opened
     * @throws WhisperException of kind {@link Kind#FILE_MISSING}
     */
    static DescriptorStorage open(Path path) throws IOException {
        Scratch scratch = Scratch.get();
        SystemCalls calls = scratch.calls();
        int descriptor = calls == null ? SystemCalls.NOT_ASKED : calls.open(path);
        if (descriptor < 0) {
            if (descriptor == SystemCalls.FAILED && calls.error() == SystemCalls.NO_SUCH_FILE) {
                throw StorageOpener.missing(path, null);
            }
            return null;
        }
        if (!calls.look(descriptor)) {
            calls.close(descriptor);
            return null;
        }
        DescriptorStorage storage = new DescriptorStorage(path, calls.key(), calls.length(), descriptor, scratch);
        try {
            storage.readHead();
            return storage;
        } catch (Throwable e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Makes a file under a name of its own, in the folder of the path it is to have; {@link #path} is that path at once.
     *
     * @param name letters of ASCII only
     * @return null if it has to be tried in another way
     * @throws WhisperException of kind {@link Kind#FILE_MISSING} if there is no such folder
     */
    static DescriptorStorage makeBeside(Path path, String name, long length) throws WhisperException {
        Scratch scratch = Scratch.get();
        SystemCalls calls = scratch.calls();
        if (calls == null) {
            return null;
        }
        int descriptor = calls.makeBeside(path, name);
        if (descriptor >= 0) {
            return new DescriptorStorage(path, path, length, descriptor, scratch);
        }
        if (descriptor == SystemCalls.FAILED && calls.error() == SystemCalls.NO_SUCH_FILE) {
            throw NewFile.folderMissing(path, null);
        }
        return null;
    }

    /**
     * Has the disk promise room for all of it.
     *
     * @return false if the file system knows no promise
     * @throws IOException if the disk is full
     */
    boolean reserve() throws IOException {
        return calls.reserve(descriptor, length(), path());
    }

    /** Gives the file that this thread made last its path, as {@link SystemCalls#renameMade}. */
    int renameMade() {
        return calls.renameMade();
    }

    /** Removes the file that this thread made last, if it has no other name yet. */
    void removeMade() {
        calls.removeMade();
    }

    private void readHead() throws IOException {
        int wanted = (int) Math.min(Scratch.HEAD_SIZE, length());
        while (headLength < wanted) {
            long read = calls.read(descriptor, scratch.headAddress() + headLength, wanted - headLength, headLength);
            if (read > 0) {
                headLength += (int) read;
            } else if (read == 0) {
                return;
            } else {
                checkInterrupted();
            }
        }
    }

    private void checkInterrupted() throws IOException {
        int error = calls.error();
        if (error != SystemCalls.INTERRUPTED) {
            throw calls.failed(path(), error);
        }
    }

    @Override
    boolean isCurrent() {
        return calls.look(path()) && calls.key().equals(identity());
    }

    @Override
    Access access() {
        return Access.ONCE;
    }

    @Override
    void enter() throws IOException {
        if (descriptor < 0) {
            throw new ClosedChannelException();
        }
    }

    @Override
    void leave() {
        // See enter.
    }

    @Override
    int read(ByteBuffer bytes, long position) throws IOException {
        enter();
        int count = bytes.remaining();
        if (position + count <= headLength) {
            bytes.put(bytes.position(), scratch.head, (int) position, count).position(bytes.limit());
            return count;
        }
        if (!bytes.isDirect()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(count);
            int read = read(direct, position);
            bytes.put(direct.flip());
            return read;
        }
        long into = scratch.address(bytes) + bytes.position();
        long read;
        while ((read = calls.read(descriptor, into, count, position)) < 0) {
            checkInterrupted();
        }
        bytes.position(bytes.position() + (int) read);
        return read == 0 ? -1 : (int) read;
    }

    @Override
    int write(ByteBuffer bytes, long position) throws IOException {
        enter();
        if (!bytes.isDirect()) {
            return write(ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip(), position);
        }
        long from = scratch.address(bytes) + bytes.position();
        long written;
        while ((written = calls.write(descriptor, from, bytes.remaining(), position)) < 0) {
            checkInterrupted();
        }
        int count = (int) written;
        if (position < headLength) {
            int known = (int) Math.min(count, headLength - position);
            scratch.head.put((int) position, bytes, bytes.position(), known);
        }
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    void force() throws IOException {
        enter();
        if (!calls.sync(descriptor)) {
            throw calls.failed(path(), calls.error());
        }
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            calls.close(descriptor);
            descriptor = -1;
        }
    }
}
