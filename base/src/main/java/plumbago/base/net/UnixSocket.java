package plumbago.base.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Unix stream socket in the place of an address: a file that programs of this machine connect to.
 *
 * @param path the file; as long as the system allows, which is 107 bytes on Linux
 * @param mode who may connect, which takes leave to write: the file's permissions as a number, 0 to 0777. Until a moment after
 *     the socket is there it has those of the process's umask
 */
public record UnixSocket(Path path, int mode) {
    private static final int ALL = 0777;

    /** As Java writes permissions, of which the first is the highest bit. */
    private static final String ALL_NAMED = "rwxrwxrwx";

    private static final int FIRST = 0400;
    private static final Logger LOG = LoggerFactory.getLogger(UnixSocket.class);

    /** @throws IllegalArgumentException if the mode is out of its range */
    public UnixSocket {
        if ((mode & ~ALL) != 0) {
            throw new IllegalArgumentException(
                    "mode " + Integer.toOctalString(mode) + " of " + path + ": expected 0 to 777, in octal digits");
        }
    }

    /**
     * Removes the file that a process left which was killed.
     *
     * @throws IOException if something else is there, or somebody listens on it
     */
    void removeStale() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(path + " is there, and is no socket");
        }
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Not to wait where somebody listens who has no time at the moment.
            socket.configureBlocking(false);
            socket.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            LOG.debug("nobody listens on {} any more", path, e);
            Files.delete(path);
            return;
        } catch (IOException e) {
            throw new IOException(path + " is there, and cannot be tried: " + ListenProblem.of(e), e);
        }
        throw new IOException(path + " is in use: another process listens on it");
    }

    /** Gives the file its permissions. */
    void setMode() throws IOException {
        char[] permissions = ALL_NAMED.toCharArray();
        for (int i = 0; i < permissions.length; i++) {
            if ((mode & (FIRST >> i)) == 0) {
                permissions[i] = '-';
            }
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(new String(permissions)));
    }

    /** What tells the file that is there now from any that may take its place; empty if there is none. */
    Optional<Object> key() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Removes the file, if it is still the one with that key. */
    void remove(Optional<Object> key) {
        if (key.isEmpty() || !key.equals(key())) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} stays behind: {}", path, e.getMessage());
        }
    }
}
