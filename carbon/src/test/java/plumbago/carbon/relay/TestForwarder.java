package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.Transport;
import plumbago.base.text.UrlEncoding;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.stats.PointCounters;

/** A forwarder with a carbon.conf of its own that can be changed, and a clock that is set by hand. */
final class TestForwarder implements AutoCloseable {
    /** What the clock shows at first, in seconds. */
    static final long NOW = 1_700_000_000L;

    final AtomicLong millis = new AtomicLong(NOW * 1000);
    final PointCounters counters = new PointCounters();
    final Measures measures = new Measures();
    private final Path folder;
    private final Transport transport = new Transport(2);
    private Forwarder forwarder;

    /** @param folder has carbon.conf and the files of rules, and the spools below it */
    TestForwarder(Path folder) {
        this.folder = folder;
    }

    /** One that is started with these settings. */
    static TestForwarder start(Path folder, String... settings) throws ConfigException, IOException {
        TestForwarder made = new TestForwarder(folder);
        made.configure(settings);
        try {
            made.open(Optional.empty());
        } catch (ConfigException | IOException | RuntimeException e) {
            made.close();
            throw e;
        }
        return made;
    }

    /** Writes carbon.conf; lines are spoken unless it is said otherwise. */
    void configure(String... settings) throws IOException {
        Files.writeString(
                folder.resolve("carbon.conf"),
                "[relay]\nLINE_RECEIVER_PORT = 0\nPICKLE_RECEIVER_PORT = 0\nDESTINATION_PROTOCOL = line\nCONF_DIR = "
                        + folder + "\nSTORAGE_DIR = " + folder + "\n" + String.join("\n", settings) + "\n");
    }

    Settings settings() throws ConfigException {
        return Settings.load(
                ConfigSources.of(Map.of())
                        .withConfig(folder.resolve("carbon.conf"))
                        .withInstance(Section.RELAY, "a"),
                CarbonSettings.GROUPS);
    }

    /** Opens it by carbon.conf, and has it send. */
    void open(Optional<PartContext> local) throws ConfigException, IOException {
        Settings settings = settings();
        forwarder = Forwarder.open(new Forwarder.Setup(
                settings,
                "relay",
                RoutingOptions.of(settings),
                counters,
                transport,
                new SimulatedClock(millis::get),
                Runnable::run,
                local));
        forwarder.register(measures, new Measures());
        forwarder.start();
    }

    Forwarder forwarder() {
        return forwarder;
    }

    /** @param points {@code name, timestamp, value} triples */
    void send(Object... points) {
        forwarder.sink().accept(TestBatch.of(points));
    }

    /** Sends so many points of different names, whose values count up from the first. */
    void send(int from, int count) {
        for (int i = from; i < from + count; i++) {
            send(name(i), NOW, i);
        }
    }

    static String name(int i) {
        return "servers.host" + i + ".load";
    }

    static String line(int i) {
        return name(i) + ' ' + i + ' ' + NOW;
    }

    /** Has settings and rules looked at. */
    void check() {
        forwarder.check(true);
    }

    static String destination(LineSink sink) {
        return "127.0.0.1:" + sink.port() + ":i" + sink.port();
    }

    static String destinations(LineSink... sinks) {
        return "DESTINATIONS = "
                + String.join(
                        ", ",
                        List.of(sinks).stream().map(TestForwarder::destination).toList());
    }

    /** What is reported of a destination: {@code sent}, {@code waiting_points} and the like. */
    long measure(String what, LineSink sink) {
        return measure("plumbago_relay_" + what + "{destination=\"" + destination(sink) + "\"}");
    }

    long dropped(String reason, LineSink sink) {
        return measure(
                "plumbago_relay_dropped_total{destination=\"" + destination(sink) + "\",reason=\"" + reason + "\"}");
    }

    private long measure(String series) {
        return (long) measures.value(series).orElseThrow(() -> new AssertionError("there is no " + series));
    }

    /** What has become of a destination's points. What moves on meanwhile is in none of the sums, and never in two. */
    long settled(LineSink sink) {
        long gone = measure("sent_total", sink)
                + dropped("full", sink)
                + dropped("expired", sink)
                + dropped("damaged", sink)
                + measure("diverted_total", sink);
        return gone + measure("waiting_points", sink);
    }

    long taken(LineSink sink) {
        return measure("attempted_total", sink) + measure("replayed_points", sink);
    }

    /** Waits until nothing waits for a destination. */
    void awaitSent(LineSink sink, long points) {
        await(() -> measure("sent_total", sink) >= points, () -> sentOf(sink) + ", expected " + points);
    }

    private String sentOf(LineSink sink) {
        return measure("sent_total", sink) + " sent and " + measure("waiting_points", sink) + " waiting";
    }

    void assertBalance(LineSink... sinks) {
        for (LineSink sink : sinks) {
            await(() -> settled(sink) == taken(sink), () -> settled(sink) + " of " + taken(sink));
        }
    }

    /** Waits for something that other threads bring about. */
    static void await(BooleanSupplier what, Supplier<String> otherwise) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!what.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, otherwise);
            Thread.onSpinWait();
        }
    }

    /** Waits until a destination could not be connected to so often. */
    void awaitFailures(int count, LineSink sink) {
        SpooledDestination destination = forwarder.destinations().stream()
                .filter(one -> one.destination().toString().equals(destination(sink)))
                .map(SpooledDestination.class::cast)
                .findAny()
                .orElseThrow();
        await(() -> destination.failures() >= count, () -> destination.failures() + " failures");
    }

    /** Until names go to a destination, or do not. */
    void awaitLive(boolean isLive, LineSink sink) {
        String name = destination(sink);
        await(
                () -> isLive
                        == forwarder.liveDestinations().stream()
                                .anyMatch(one -> one.destination().toString().equals(name)),
                () -> name + " should be live: " + isLive);
    }

    /** The folder of what waits for a destination. */
    Path spool(LineSink sink) {
        return folder.resolve("spool/relay/a").resolve(UrlEncoding.encode(destination(sink)));
    }

    /** Stops, as at the end of the process. */
    void stop() {
        if (forwarder != null) {
            forwarder.close();
        }
    }

    @Override
    public void close() {
        stop();
        transport.close();
    }

    /** Compares without regard to the order. */
    static void assertSameLines(List<String> expected, List<String> came) {
        assertEquals(expected.stream().sorted().toList(), came.stream().sorted().toList());
    }
}
