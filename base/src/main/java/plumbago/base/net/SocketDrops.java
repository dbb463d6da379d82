package plumbago.base.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds one UDP socket of this process in Linux's lists of them, and how many datagrams the system has thrown away of those
 * that came for it. Safe for many threads.
 */
final class SocketDrops {
    /** A socket of Netty's is one of IPv6 also where its address is one of IPv4. */
    private static final List<String> LISTS = List.of("net/udp6", "net/udp");

    private static final Logger LOG = LoggerFactory.getLogger(SocketDrops.class);
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");

    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final Path proc;
    private final String port;

    /** Tells the socket from others on the same port; empty where it is not known. */
    private final Optional<String> inode;

    /**
     * @param proc the folder where the system tells of itself
     * @param port which the socket listens on
     * @param descriptor the socket's file descriptor, where it is known
     */
    SocketDrops(Path proc, int port, OptionalInt descriptor) {
        this.proc = proc;
        this.port = String.format(":%04X", port);
        this.inode = descriptor.isPresent() ? inode(descriptor.getAsInt()) : Optional.empty();
    }

    private Optional<String> inode(int descriptor) {
        try {
            Matcher link = SOCKET.matcher(Files.readSymbolicLink(proc.resolve("self/fd/" + descriptor))
                    .toString());
            return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** How many so far; empty if the socket is in no list, or several may be it. */
    OptionalLong count() {
        try {
            List<String> found = new ArrayList<>();
            for (String list : LISTS) {
                if (Files.isReadable(proc.resolve(list))) {
                    find(list, found);
                }
            }
            return found.size() == 1 ? OptionalLong.of(Long.parseLong(found.get(0))) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            LOG.debug("the list of sockets cannot be read", e);
            return OptionalLong.empty();
        }
    }

    private void find(String list, List<String> found) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(proc.resolve(list), StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = BLANKS.split(line.strip());
                if (isTheSocket(columns)) {
                    found.add(columns[DROPS]);
                }
            }
        }
    }

    private boolean isTheSocket(String[] columns) {
        return columns.length > DROPS
                && columns[LOCAL_ADDRESS].endsWith(port)
                && inode.map(columns[INODE]::equals).orElse(true);
    }
}
