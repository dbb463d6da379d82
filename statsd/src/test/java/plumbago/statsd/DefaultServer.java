package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.ListenerOptions;
import plumbago.carbon.stats.PointCounters;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.FlushedMetrics;
import plumbago.statsd.backend.PacketCopy;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;
import plumbago.statsd.server.StatsdServer;

/**
 * A server as the settings have it where nothing is set, but for its ports and a clock that is set: clients send, and what is
 * flushed is taken by its names.
 */
final class DefaultServer implements AutoCloseable {
    private static final long START = 1_700_000_000_000L;
    private static final int MOST_WAIT_SECONDS = 30;

    /** Packets, lines and bad lines. */
    private static final int OWN_METRICS = 3;

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final SetClock clock = new SetClock(START);
    private final BlockingQueue<Map<String, Double>> flushes = new LinkedBlockingQueue<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final StatsdOptions options;
    private final StatsdServer server;
    private final int udp;

    /** @param copies get all packets */
    DefaultServer(PacketCopy... copies) throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of()),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList());
        options = StatsdOptionsReader.read(settings);
        server = new StatsdServer(new StatsdServer.Setup(
                options,
                clock,
                Optional.empty(),
                0,
                List.of(new Recorder()),
                List.of(copies),
                Optional.of((when, title, text, tags) -> events.add(
                        (when.isPresent() ? when.getAsLong() : "now") + " " + title + " / " + text + " " + tags)),
                false,
                false,
                false));
        server.start();
        udp = server.listenForDatagrams(ANY, DatagramOptions.allowing(any -> true));
    }

    /** For datagrams. */
    int port() {
        return udp;
    }

    int listenForConnections() throws IOException {
        return server.listenForConnections(ANY, ListenerOptions.open(), new PointCounters());
    }

    /** Waits until so many lines have come in, none of which may be a bad one. */
    void awaitLines(long count) {
        Await.until(() -> server.lines() >= count);
        assertEquals(0, server.badLines(), "bad lines");
    }

    /** Waits until so many metrics are there besides the server's own. */
    void awaitMetrics(int count) {
        Await.until(() -> server.metrics().sizeNow() >= OWN_METRICS + count);
        assertEquals(0, server.badLines(), "bad lines");
    }

    long lines() {
        return server.lines();
    }

    /** Each as its time, title, text and tags. */
    List<String> events() {
        return List.copyOf(events);
    }

    /** Has the interval end, and gives what is flushed but the server's own. */
    Map<String, Double> flush() throws InterruptedException {
        clock.advance(options.flushIntervalMillis());
        server.lookAtClock();
        Map<String, Double> flushed = flushes.poll(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(flushed != null, "no flush");
        return flushed;
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Recorder implements Backend {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public void flush(FlushedMetrics metrics) {
            Map<String, Double> points = new TreeMap<>();
            metrics.eachPoint((bytes, offset, length, value) -> {
                String name = new String(bytes, offset, length, StandardCharsets.UTF_8);
                if (!name.matches("(stats\\.|stats_counts\\.|stats\\.gauges\\.)?statsd\\..*")) {
                    points.put(name, value);
                }
            });
            flushes.add(points);
        }

        @Override
        public void status(StatusWriter writer) {}

        @Override
        public void close() {}
    }
}
