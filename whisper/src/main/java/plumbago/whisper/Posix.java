package plumbago.whisper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import net.openhft.posix.MAdviseFlag;
import net.openhft.posix.MSyncFlag;
import net.openhft.posix.OpenFlag;
import net.openhft.posix.PosixAPI;

/**
 * What Java cannot ask of the operating system. Where it cannot be asked at all (another system, or a missing native
 * library) every method says that nothing was done.
 */
public final class Posix {
    private static final int NO_SPACE = 28;
    private static final int FILE_TOO_BIG = 27;
    private static final int QUOTA_EXCEEDED = 122;

    private static final int LOCK_EXCLUSIVE = 2;

    private Posix() {}

    /** What {@link PosixAPI} leaves out. Public, as the class that is made of it lies elsewhere. */
    public interface FileLocks {
        /** Locks an open file against all others that ask, and waits until they let go. */
        int flock(int descriptor, int operation);
    }

    /** What {@link PosixAPI} leaves out, too. */
    public interface FileSystems {
        /** Waits until all that was written to the file system of an open file is on the disk. */
        int syncfs(int descriptor);
    }

    /** Loaded by the first call that needs it. */
    private static final class Disks {
        static final FileSystems INSTANCE =
                LibraryLoader.create(FileSystems.class).load("c");
    }

    /** Loaded by the first lock. */
    private static final class Locks {
        static final FileLocks INSTANCE = LibraryLoader.create(FileLocks.class).load("c");
    }

    /** Loaded by the first call that needs it: it takes longer than a whole small tool may. */
    private static final class Api {
        static final PosixAPI INSTANCE = PosixAPI.posix();
    }

    /**
     * Makes a file as long as told, if it is shorter, and has the disk promise room for each byte of it, so that no
     * later store into it can find the disk full. What it holds stays.
     *
     * @return whether the room is promised; false if the system or the file system knows no promise
     * @throws IOException if there is no room
     */
    public static boolean reserve(Path file, long length) throws IOException {
        int descriptor;
        try {
            descriptor = Api.INSTANCE.open(file.toString(), OpenFlag.O_RDWR, 0);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
        if (descriptor < 0) {
            return false;
        }
        try {
            if (Api.INSTANCE.fallocate(descriptor, 0, 0, length) == 0) {
                return true;
            }
            int error = Api.INSTANCE.lastError();
            if (isNoRoom(error)) {
                throw new FileSystemException(file.toString(), null, Api.INSTANCE.strerror(error));
            }
            return false;
        } catch (LinkageError e) {
            return false;
        } finally {
            Api.INSTANCE.close(descriptor);
        }
    }

    /**
     * Waits until all that was written to a file system, through memory or otherwise, is on the disk.
     *
     * @param path any file or folder of the file system
     * @return whether it is; false if the system cannot be asked, or the disk failed
     */
    public static boolean syncFileSystem(Path path) {
        int descriptor = -1;
        try {
            descriptor = Api.INSTANCE.open(path.toString(), OpenFlag.O_RDONLY, 0);
            return descriptor >= 0 && Disks.INSTANCE.syncfs(descriptor) == 0;
        } catch (RuntimeException | LinkageError e) {
            return false;
        } finally {
            if (descriptor >= 0) {
                Api.INSTANCE.close(descriptor);
            }
        }
    }

    /**
     * Waits for the lock that Graphite's own programs take while they write.
     *
     * @return what lets go of it
     */
    static Closeable lock(Path file) throws IOException {
        int descriptor = -1;
        boolean locked = false;
        try {
            descriptor = Api.INSTANCE.open(file.toString(), OpenFlag.O_RDWR, 0);
            locked = descriptor >= 0 && Locks.INSTANCE.flock(descriptor, LOCK_EXCLUSIVE) == 0;
        } catch (RuntimeException | LinkageError e) {
            throw new FileSystemException(file.toString(), null, "cannot be locked on this system: " + e.getMessage());
        } finally {
            if (!locked && descriptor >= 0) {
                Api.INSTANCE.close(descriptor);
            }
        }
        if (!locked) {
            throw new FileSystemException(file.toString(), null, "cannot be locked");
        }
        int lock = descriptor;
        return () -> Api.INSTANCE.close(lock);
    }

    /** Whether the number of an error says that there is no room on the disk. */
    static boolean isNoRoom(int error) {
        return error == NO_SPACE || error == FILE_TOO_BIG || error == QUOTA_EXCEEDED;
    }

    /** What the system calls one of its errors. */
    static String text(int error) {
        return Api.INSTANCE.strerror(error);
    }

    /**
     * Waits until mapped pages are on the disk.
     *
     * @return whether they are; false if the system cannot be asked
     */
    static boolean sync(long address, long length) {
        try {
            return Api.INSTANCE.msync(address, length, MSyncFlag.MS_SYNC) == 0;
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** Keeps the kernel from reading a whole file into memory where a few of its pages are touched. */
    static void adviseRandom(long address, long length) {
        try {
            Api.INSTANCE.madvise(address, length, MAdviseFlag.MADV_RANDOM);
        } catch (RuntimeException | LinkageError e) {
            // Only advice.
        }
    }
}
