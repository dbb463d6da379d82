package plumbago.statsd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.ListenerOptions;
import plumbago.carbon.stats.PointCounters;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.ConsoleBackend;
import plumbago.statsd.backend.GraphiteBackend;
import plumbago.statsd.backend.PacketCopy;
import plumbago.statsd.config.ConfigDump;
import plumbago.statsd.config.ConfigImport;
import plumbago.statsd.config.GraphiteOption;
import plumbago.statsd.config.PartOptions;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;
import plumbago.statsd.packet.EventSink;
import plumbago.statsd.server.StatsdServer;

/**
 * A server with an imported configuration of the original's, a clock that is set, and real sockets: packets go in, and what
 * reaches Graphite is read from a connection.
 */
final class GoldenServer implements AutoCloseable {
    private static final long START = 1_700_000_000_000L;
    private static final int MOST_WAIT_MILLIS = 30_000;
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** A point of a pickle as the original writes it. */
    private static final Pattern PICKLED = Pattern.compile("\\(S'([^']*)'\n\\(L(\\d+)L\nS'([^']*)'\ntta");

    private final SetClock clock = new SetClock(START);
    private final ServerSocket graphite = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final DatagramSocket sender = new DatagramSocket();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StatsdServer server;
    private final PartOptions part;
    private final StatsdOptions options;
    private final Settings settings;
    private final int udp;
    private long sent;

    GoldenServer(Path folder, JsonNode config) throws Exception {
        this(folder, config, List.of(), Optional.empty());
    }

    /**
     * @param copies get all packets
     * @param graphitePort where Graphite is; empty for the one of this
     */
    GoldenServer(Path folder, JsonNode config, List<PacketCopy> copies, Optional<Integer> graphitePort)
            throws Exception {
        graphite.setSoTimeout(MOST_WAIT_MILLIS);
        Path js = Files.writeString(folder.resolve("config.js"), config.toString());
        String section = ConfigImport.of(js).text();
        // What the import says of a configuration without hosts and ports is not what was recorded.
        String recorded = section.replaceAll("(?m)^(#|address =|backends =).*\n", "")
                + "graphiteHost = 127.0.0.1\ngraphitePort = " + graphite.getLocalPort() + "\ngraphitePicklePort = "
                + graphite.getLocalPort()
                + "\nport = 8125\naddress = 127.0.0.1\nmgmt_port = 8126\nmgmt_address = 127.0.0.1\n";
        settings = Settings.load(
                ConfigSources.of(Map.of()).withConfig(Files.writeString(folder.resolve("carbon.conf"), recorded)),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList());
        options = StatsdOptionsReader.read(settings);
        part = PartOptions.of(settings);
        server = new StatsdServer(new StatsdServer.Setup(
                options,
                clock,
                Optional.of(Files.createTempDirectory(folder, "journal")),
                1 << 26,
                backends(config, graphitePort.orElse(graphite.getLocalPort())),
                copies,
                part.dogstatsd() ? Optional.<EventSink>of((when, title, text, tags) -> {}) : Optional.empty(),
                false,
                false,
                false));
        server.start();
        udp = server.listenForDatagrams(ANY, DatagramOptions.allowing(any -> true));
    }

    private List<Backend> backends(JsonNode config, int graphitePort) {
        List<Backend> backends = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (config.has("backends")) {
            config.get("backends").forEach(name -> names.add(name.asText()));
        } else {
            names.add("./backends/graphite");
        }
        for (String name : names) {
            if (name.endsWith("graphite")) {
                boolean pickle = part.graphite().orElseThrow().pickle();
                backends.add(new GraphiteBackend(
                        new GraphiteOption("127.0.0.1", graphitePort, pickle),
                        options,
                        clock::millis,
                        GraphiteBackend.DEFAULT_BYTES));
            } else if (name.endsWith("console")) {
                backends.add(new ConsoleBackend(
                        new PrintStream(console, true, StandardCharsets.UTF_8),
                        part.prettyPrint(),
                        ZoneOffset.UTC,
                        START / 1000));
            }
        }
        return backends;
    }

    int listenForConnections() throws IOException {
        return server.listenForConnections(ANY, ListenerOptions.open(), new PointCounters());
    }

    /** Answers commands with the configuration of the recorded one. */
    int listenForCommands() throws IOException {
        // What the original has not is told behind its own.
        String config = ConfigDump.text(settings).replaceAll("(?m)^dogstatsd: .*\n", "");
        return server.listenForCommands(ANY, new PointCounters(), config);
    }

    int graphitePort() {
        return graphite.getLocalPort();
    }

    StatsdServer server() {
        return server;
    }

    String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** Sends a packet, and waits until it has been read. */
    void send(byte[] packet) throws IOException {
        sender.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), udp));
        sent++;
        Await.until(() -> server.packets() >= sent);
    }

    /** Waits until all that was sent over a connection has been read, as far as it can be. */
    void settle(Socket client) throws Exception {
        Await.until(() -> server.connectedSenders() == 1 && nothingWaits(client.getLocalPort()));
        // What was read has been passed on when the same thread does the next thing.
        server.lookAtClock().get(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether the system keeps nothing of what the client on a port has sent. */
    private static boolean nothingWaits(int clientPort) {
        String remote = String.format(":%04X", clientPort);
        try (Stream<String> tcp = Files.lines(Path.of("/proc/net/tcp"));
                Stream<String> tcp6 = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(tcp, tcp6)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 4 && fields[2].endsWith(remote))
                    .allMatch(fields -> fields[4].endsWith(":00000000"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has an interval end. */
    void endInterval() {
        clock.advance(options.flushIntervalMillis());
        server.lookAtClock();
    }

    /** Sends packets, has an interval end, and gives the lines that reach Graphite, with T for the time. */
    List<String> flushAfter(List<byte[]> packets) throws Exception {
        for (byte[] packet : packets) {
            send(packet);
        }
        endInterval();
        byte[] bytes = graphiteBytes();
        return part.graphite().orElseThrow().pickle() ? pickled(bytes) : lines(bytes);
    }

    byte[] graphiteBytes() throws IOException {
        try (Socket connection = graphite.accept();
                InputStream in = connection.getInputStream()) {
            connection.setSoTimeout(MOST_WAIT_MILLIS);
            return in.readAllBytes();
        }
    }

    /** Whether nobody has come to Graphite. */
    boolean isGraphiteUntouched() throws IOException {
        graphite.setSoTimeout(1);
        try {
            graphite.accept().close();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        }
    }

    private static List<String> lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            throw new AssertionError("no line feed at the end: " + text);
        }
        return text.lines().map(line -> line.replaceAll(" \\d+$", " T")).toList();
    }

    static List<String> pickled(byte[] frame) {
        String text = new String(frame, 4, frame.length - 4, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        Matcher point = PICKLED.matcher(text);
        int end = 2;
        while (point.find()) {
            if (point.start() != end) {
                throw new AssertionError("at " + end + " of " + text);
            }
            end = point.end();
            lines.add(point.group(1) + ' ' + point.group(3) + " T");
        }
        if (!text.startsWith("(l") || !text.substring(end).equals(".")) {
            throw new AssertionError(text);
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        sender.close();
        server.close();
        graphite.close();
    }
}
