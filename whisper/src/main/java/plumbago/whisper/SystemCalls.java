package plumbago.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.IgnoreError;

/**
 * The calls of 64-bit Linux that open, make, read and write a file, without what Java does around them. What a file costs
 * that is opened for a single update is the number of these calls.
 *
 * <p>Used by one thread each, for it holds that thread's buffers.
 */
final class SystemCalls {
    private static final int READ_WRITE = 2;
    private static final int CREATE = 0100;
    private static final int EXCLUSIVE = 0200;
    /** A pipe is opened at once, to be found out and closed. */
    private static final int DO_NOT_WAIT = 04000;

    private static final int NO_TERMINAL = 0400;
    private static final int CLOSE_ON_EXEC = 02000000;
    /** When a file was last read is not noted, which is a write as well; refused to all but the file's owner. */
    private static final int NO_ACCESS_TIME = 01000000;

    private static final int MODE = 0666;

    private static final int CURRENT_FOLDER = -100;
    private static final int EMPTY_PATH = 0x1000;
    private static final int BASIC_STATS = 0x7ff;
    private static final int NO_REPLACE = 1;

    private static final boolean UTF_8_NAMES = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    private static final int LONGEST_NAME = 4_096;

    /** Of {@code struct statx}, which is laid out alike on all machines; numbers in the machine's own order. */
    private static final int STATX_SIZE = 256;

    private static final int MODE_AT = 28;
    private static final int INODE_AT = 32;
    private static final int SIZE_AT = 40;
    private static final int DEVICE_MAJOR_AT = 136;
    private static final int DEVICE_MINOR_AT = 140;
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;

    /** In the place of a descriptor: the system refused, and {@link #error} says why. */
    static final int FAILED = -1;

    /** In the place of a descriptor or of an error's number: the system was not asked. */
    static final int NOT_ASKED = -2;

    private static final int NOT_PERMITTED = 1;

    static final int NO_SUCH_FILE = 2;
    static final int INTERRUPTED = 4;
    static final int EXISTS = 17;

    /** Public, as the class that is made of it lies elsewhere. Addresses and sizes are in bytes. */
    public interface Linux {
        int open(long path, int flags, int mode);

        @IgnoreError
        int close(int descriptor);

        long pread(int descriptor, long into, long count, long position);

        long pwrite(int descriptor, long from, long count, long position);

        int fallocate(int descriptor, int mode, long offset, long length);

        int fdatasync(int descriptor);

        int statx(int folder, long path, int flags, int mask, long into);

        int renameat2(int fromFolder, long from, int toFolder, long to, int flags);

        @IgnoreError
        int unlink(long path);
    }

    /**
     * What all names of one file have in common. Its hash is the same as that of the key that Java gives the file, so that
     * it makes no difference to {@link WriteSequence} how a file was opened.
     */
    record FileKey(long device, long inode) {
        @Override
        public int hashCode() {
            return (int) (device ^ (device >>> 32)) + (int) (inode ^ (inode >>> 32));
        }
    }

    /** Loaded by the first call that needs it. */
    private static final class Loaded {
        static final Linux CALLS = load();

        private static Linux load() {
            String machine = System.getProperty("os.arch");
            if (!System.getProperty("os.name").equals("Linux")
                    || !(machine.equals("amd64") || machine.equals("aarch64"))) {
                return null;
            }
            try {
                Linux calls = LibraryLoader.create(Linux.class).load("c");
                SystemCalls trial = new SystemCalls(calls);
                return trial.agreesWithJava("/") && trial.agreesWithJava(System.getProperty("java.home"))
                        ? calls
                        : null;
            } catch (RuntimeException | LinkageError | IOException e) {
                return null;
            }
        }
    }

    private final Linux calls;
    private final Runtime runtime;
    private final ByteBuffer name = direct(LONGEST_NAME);
    private final long nameAddress;
    private final ByteBuffer otherName = direct(LONGEST_NAME);
    private final long otherNameAddress;
    private final ByteBuffer status = direct(STATX_SIZE);
    private final long statusAddress;
    private final ByteBuffer noName = direct(1);
    private final long noNameAddress;

    private SystemCalls(Linux calls) {
        this.calls = calls;
        runtime = Runtime.getRuntime(calls);
        nameAddress = address(name);
        otherNameAddress = address(otherName);
        statusAddress = address(status);
        noNameAddress = address(noName);
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Null where the system cannot be asked. */
    static SystemCalls forThread() {
        return Loaded.CALLS == null ? null : new SystemCalls(Loaded.CALLS);
    }

    private boolean agreesWithJava(String path) throws IOException {
        Path same = Path.of(path);
        Object key = Files.readAttributes(same, BasicFileAttributes.class).fileKey();
        return spell(same, name)
                && calls.statx(CURRENT_FOLDER, nameAddress, 0, BASIC_STATS, statusAddress) == 0
                && key != null
                && key.hashCode() == key().hashCode();
    }

    /** Where the bytes of a direct buffer begin in memory. */
    long address(ByteBuffer direct) {
        return Pointer.wrap(runtime, direct).address();
    }

    /** Names are spelled as Java spells them in a UTF-8 locale; in another only those that are the same in each. */
    private static boolean spell(Path path, ByteBuffer into) {
        String text = path.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= LONGEST_NAME || (bytes.length > text.length() && !UTF_8_NAMES)) {
            return false;
        }
        into.clear().put(bytes).put((byte) 0);
        return true;
    }

    /**
     * Spells a path in {@link #otherName}, and in {@link #name} a file in the same folder.
     *
     * @param fileName letters of ASCII only
     */
    private boolean spellBeside(Path path, String fileName) {
        if (!spell(path, otherName)) {
            return false;
        }
        int folder = otherName.position() - 1;
        while (folder > 0 && otherName.get(folder - 1) != '/') {
            folder--;
        }
        byte[] letters = fileName.getBytes(StandardCharsets.US_ASCII);
        if (folder + letters.length >= LONGEST_NAME) {
            return false;
        }
        name.clear().put(0, otherName, 0, folder).put(folder, letters).put(folder + letters.length, (byte) 0);
        return true;
    }

    /** Opens a file for reading and writing; {@link #FAILED} or {@link #NOT_ASKED} if it cannot be. */
    int open(Path path) {
        if (!spell(path, name)) {
            return NOT_ASKED;
        }
        int flags = READ_WRITE | DO_NOT_WAIT | NO_TERMINAL | CLOSE_ON_EXEC;
        int descriptor = calls.open(nameAddress, flags | NO_ACCESS_TIME, MODE);
        return descriptor < 0 && error() == NOT_PERMITTED ? calls.open(nameAddress, flags, MODE) : descriptor;
    }

    /**
     * Makes a file in the folder of a path that it is to have later, and opens it; {@link #FAILED} or {@link #NOT_ASKED} if
     * there is such a file, or it cannot be made. Both names are known until the next call that is given a path.
     */
    int makeBeside(Path path, String fileName) {
        return spellBeside(path, fileName)
                ? calls.open(nameAddress, READ_WRITE | CREATE | EXCLUSIVE | CLOSE_ON_EXEC, MODE)
                : NOT_ASKED;
    }

    /** Gives the file made its path, unless there is one; 0, the number of the error, or {@link #NOT_ASKED}. */
    int renameMade() {
        try {
            int done = calls.renameat2(CURRENT_FOLDER, nameAddress, CURRENT_FOLDER, otherNameAddress, NO_REPLACE);
            return done == 0 ? 0 : error();
        } catch (LinkageError e) {
            return NOT_ASKED;
        }
    }

    /** Removes the file made, if it still has the name it was made by. */
    void removeMade() {
        calls.unlink(nameAddress);
    }

    void close(int descriptor) {
        calls.close(descriptor);
    }

    /** Asks about an open file, for the two methods below; false if it is none with bytes. */
    boolean look(int descriptor) {
        return calls.statx(descriptor, noNameAddress, EMPTY_PATH, BASIC_STATS, statusAddress) == 0
                && (status.getShort(MODE_AT) & TYPE) == REGULAR;
    }

    /** Asks about a file by its name, as {@link #look(int)}. */
    boolean look(Path path) {
        return spell(path, name)
                && calls.statx(CURRENT_FOLDER, nameAddress, 0, BASIC_STATS, statusAddress) == 0
                && (status.getShort(MODE_AT) & TYPE) == REGULAR;
    }

    FileKey key() {
        long major = Integer.toUnsignedLong(status.getInt(DEVICE_MAJOR_AT));
        long minor = Integer.toUnsignedLong(status.getInt(DEVICE_MINOR_AT));
        long device = (minor & 0xff) | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
        return new FileKey(device, status.getLong(INODE_AT));
    }

    long length() {
        return status.getLong(SIZE_AT);
    }

    /**
     * Has the disk promise room for each byte up to a length, and makes the file as long.
     *
     * @return false if the file system knows no promise
     * @throws IOException if there is no room
     */
    boolean reserve(int descriptor, long length, Path path) throws IOException {
        if (calls.fallocate(descriptor, 0, 0, length) == 0) {
            return true;
        }
        int error = error();
        if (Posix.isNoRoom(error)) {
            throw failed(path, error);
        }
        return false;
    }

    /** As the system's own; -1 if it failed. */
    long read(int descriptor, long into, long count, long position) {
        return calls.pread(descriptor, into, count, position);
    }

    /** As the system's own; -1 if it failed. */
    long write(int descriptor, long from, long count, long position) {
        return calls.pwrite(descriptor, from, count, position);
    }

    /** Waits until the bytes are on the disk; false if it failed. */
    boolean sync(int descriptor) {
        return calls.fdatasync(descriptor) == 0;
    }

    /** The number of the last call's error. */
    int error() {
        return LastError.getLastError(runtime);
    }

    FileSystemException failed(Path path, int error) {
        return new FileSystemException(path.toString(), null, Posix.text(error));
    }
}
