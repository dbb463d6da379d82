package plumbago.base.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whose process is at the other end of a connection within this machine: Linux lists sockets with their users in
 * {@code /proc/net/tcp} and {@code tcp6}. A proxy usually is another user's, and can be told from the programs of this one
 * even if it adds no word to what it forwards.
 */
final class LocalProcess {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final Path SELF = Path.of("/proc/self");
    private static final String MAPPED = words(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1});

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int USER = 7;
    private static final int INODE = 9;

    /** A list that is read while sockets come and go may leave one out. */
    private static final int ATTEMPTS = 3;

    private LocalProcess() {}

    /**
     * Whether a connection comes, as far as the system tells, from another process than one of this process's user or of
     * root. Where the system has no such lists nothing can be told, and the answer is no.
     *
     * @param remote the other end
     * @param local this end
     */
    static boolean isOfOtherUser(InetSocketAddress remote, InetSocketAddress local) {
        int self;
        try {
            self = (Integer) Files.getAttribute(SELF, "unix:uid");
        } catch (IOException | RuntimeException e) {
            return false;
        }
        String from = end(remote);
        String to = end(local);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            boolean read = false;
            for (Path table : TABLES) {
                try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
                    String[] found = find(lines, from, to);
                    read = true;
                    if (found != null) {
                        // A socket that no process holds any more is listed as root's, and has no inode.
                        int user = Integer.parseUnsignedInt(found[USER]);
                        return found[INODE].equals("0") || (user != 0 && user != self);
                    }
                } catch (IOException | NumberFormatException e) {
                    // Without IPv6 there is but one table.
                }
            }
            if (!read) {
                return false;
            }
        }
        return true;
    }

    /** The line of a socket; null if there is none. */
    private static String[] find(BufferedReader lines, String from, String to) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.strip().split("\\s+");
            if (fields.length > INODE && isEnd(fields[LOCAL], from) && isEnd(fields[REMOTE], to)) {
                return fields;
            }
        }
        return null;
    }

    /** The client's socket may be of IPv6 though it speaks IPv4. */
    private static boolean isEnd(String listed, String end) {
        return listed.equals(end) || (listed.length() > end.length() && listed.equals(MAPPED + end));
    }

    /** An address and a port as these tables have them. */
    private static String end(InetSocketAddress address) {
        return words(address.getAddress().getAddress()) + String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    /** Words of four bytes, each as a number of the machine's byte order. */
    private static String words(byte[] address) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        StringBuilder text = new StringBuilder(2 * address.length);
        for (int word = 0; word < address.length; word += 4) {
            for (int i = 0; i < 4; i++) {
                int at = word + (little ? 3 - i : i);
                text.append(String.format(Locale.ROOT, "%02X", address[at] & 0xff));
            }
        }
        return text.toString();
    }
}
