package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.ProcessMeasures;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.housekeeping.Outcome;
import plumbago.carbon.stats.SelfMetrics;
import plumbago.whisper.Access;
import plumbago.whisper.WhisperFile;

/**
 * Steady load with a clock that runs ahead: a simulated minute takes as long as its points take. All is as in production:
 * the journal is on, and files are held open and mapped. Every minute all metrics get a point, half of them over a
 * connection that stays and half over a new one, and series are found and read beside; every hour some metrics are
 * new, those of the hour before get no more, those before them expire, and the rule files change. Memory, inside the heap
 * and outside, file descriptors, mappings, names that can be found, and the journal must be the same at the end as after
 * the first third.
 *
 * <p>The suite runs four hours of few metrics; {@code -Dplumbago.soak=24} runs a day of ten thousand.
 */
class SoakTest {
    private static final int HOURS = Integer.getInteger("plumbago.soak", 4);
    private static final boolean SHORT = HOURS < 24;
    private static final int METRICS = SHORT ? 500 : 10_000;
    private static final int NEW_IN_AN_HOUR = SHORT ? 20 : 500;

    /** After so many minutes all points are stored before it goes on; files idle for ten minutes are closed. */
    private static final int SETTLE_MINUTES = 5;

    /** Of the writer, in real time. */
    private static final long REST_MILLIS = 10;

    /** The least that there can be, so that its segments come and go. */
    private static final int JOURNAL_BYTES = SHORT ? 4 << 20 : 32 << 20;

    /** When all is stored: the one written to, the one in reserve, and what is removed a second later. */
    private static final int MOST_SEGMENTS = 8;

    private static final int READS_IN_A_MINUTE = 100;
    /** Beyond the files' times of change, which are real: what is old by the points in it expires. */
    private static final long START = 4_000_000_000L / 3600 * 3600;

    /** What the JVM may come to need that has nothing to do with the load: compiled code's data, buffers of threads. */
    private static final double HEAP_SLACK = 4e6;

    /** A name that has been seen is kept for as long as the process runs; with what stands around it. */
    private static final double BYTES_OF_A_NAME = 300;

    /** Compiled code, the collector's own data, buffers of threads. */
    private static final double ANONYMOUS_SLACK = 40e6;

    private static final double DESCRIPTOR_SLACK = 8;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(START);
    private final AtomicLong sent = new AtomicLong();

    /**
     * What is held at a moment.
     *
     * @param anonymous memory that is neither a file's nor the heap's
     * @param mappings of Whisper files
     */
    private record Holdings(
            double heap,
            double anonymous,
            double descriptors,
            double mappings,
            double openFiles,
            double names,
            double found,
            double queueBytes,
            double journalBytes,
            double segments) {}

    private CarbonService start(int port) throws Exception {
        writeRules(0);
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=" + port,
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder,
                                "cache.USE_WHITELIST=True",
                                "cache.MAX_JOURNAL_BYTES=" + JOURNAL_BYTES,
                                "cache.CARBON_METRIC_INTERVAL=0")),
                CarbonSettings.GROUPS);
        return CarbonService.start(settings, new SimulatedClock(() -> 1000 * now.get()), REST_MILLIS);
    }

    /** Rules that leave all metrics be but those of one hour, which get archives of their own. */
    private void writeRules(int hour) throws IOException {
        Files.writeString(
                folder.resolve("storage-schemas.conf"),
                "[hour]\npattern = ^soak\\.hour" + hour + "\\.\nretentions = 1m:" + retention(hour)
                        + "h\n[all]\npattern = .*\nretentions = 1m:1d,1h:7d\n");
        Files.writeString(
                folder.resolve("storage-aggregation.conf"), "[all]\npattern = .*\nxFilesFactor = 0\n# " + hour);
        Files.writeString(folder.resolve("blacklist.conf"), "^refused\\.in\\.hour" + hour + "\n");
    }

    private static int retention(int hour) {
        return 2 + hour % 7;
    }

    private byte[] lines(int from, int to, int hour) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("soak.host")
                    .append(i / 100)
                    .append(".m")
                    .append(i)
                    .append(' ')
                    .append(i % 1000);
            lines.append(' ').append(now.get()).append('\n');
        }
        for (int i = 0; from == 0 && i < NEW_IN_AN_HOUR; i++) {
            lines.append("soak.hour")
                    .append(hour)
                    .append(".m")
                    .append(i)
                    .append(" 1 ")
                    .append(now.get());
            lines.append('\n');
        }
        sent.addAndGet(lines.chars().filter(c -> c == '\n').count());
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void holdsNoMoreAtTheEndThanAfterTheFirstHours() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<Holdings> byHour = new ArrayList<>();
        ExecutorService client = Executors.newSingleThreadExecutor();
        try (CarbonService carbon = start(port);
                Socket staying = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = staying.getOutputStream();
            for (int hour = 0; hour < HOURS; hour++) {
                writeRules(hour);
                List<Future<Integer>> asked = new ArrayList<>();
                for (int minute = 0; minute < 60; minute++) {
                    now.addAndGet(60);
                    carbon.store().checkRules();
                    out.write(lines(0, METRICS / 2, hour));
                    sendOverNewConnection(port, lines(METRICS / 2, METRICS, hour));
                    carbon.report();
                    int from = minute * READS_IN_A_MINUTE;
                    asked.add(client.submit(() -> readSome(carbon, from)));
                    if ((minute + 1) % SETTLE_MINUTES == 0) {
                        awaitAllStored(carbon);
                    }
                }
                for (Future<Integer> answer : asked) {
                    assertTrue(answer.get() > 0);
                }
                assertRulesWereRead(hour);
                expire(carbon, hour - 1);
                byHour.add(holdings(carbon));
                System.out.println("  soak, hour " + (hour + 1) + ": " + byHour.get(hour));
            }
            assertEquals(0, carbon.store().counters().dropped());
            assertEquals(0, carbon.store().counters().errors());
        } finally {
            client.shutdownNow();
        }
        Holdings early = byHour.get((HOURS - 1) / 3);
        Holdings late = byHour.get(HOURS - 1);
        double newNames = late.names() - early.names();
        assertTrue(newNames <= NEW_IN_AN_HOUR * (HOURS + 1), "names: " + byHour);
        assertTrue(late.heap() <= early.heap() * 1.1 + newNames * BYTES_OF_A_NAME + HEAP_SLACK, "heap: " + byHour);
        assertTrue(
                leastAnonymous(byHour.subList(HOURS / 2, HOURS))
                        <= leastAnonymous(byHour.subList(1, HOURS / 2)) + ANONYMOUS_SLACK,
                "outside of the heap: " + byHour);
        assertTrue(late.descriptors() <= early.descriptors() + DESCRIPTOR_SLACK, "descriptors: " + byHour);
        assertTrue(late.mappings() <= early.mappings() + NEW_IN_AN_HOUR, "mappings: " + byHour);
        assertTrue(late.openFiles() <= early.openFiles() + NEW_IN_AN_HOUR, "open files: " + byHour);
        assertEquals(early.found(), late.found(), "metrics that can be found: " + byHour);
        assertEquals(early.queueBytes(), late.queueBytes(), early.queueBytes() / 2, "queues: " + byHour);
        for (Holdings holdings : byHour) {
            assertTrue(holdings.journalBytes() <= JOURNAL_BYTES, "journal: " + byHour);
            assertTrue(holdings.segments() <= MOST_SEGMENTS, "journal: " + byHour);
        }
    }

    /**
     * What the heap gives back counts as outside of it until the collector has told the system, in its own time; and in
     * the first hour the heap has not used all that it has.
     */
    private static double leastAnonymous(List<Holdings> hours) {
        return hours.stream().mapToDouble(Holdings::anonymous).min().orElseThrow();
    }

    private static void sendOverNewConnection(int port, byte[] lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    /** Reads some series while points come in, and finds them by a pattern; how many had anything. */
    private int readSome(CarbonService carbon, int from) throws IOException {
        int read = 0;
        for (int i = 0; i < READS_IN_A_MINUTE; i++) {
            int number = (from + i * 97) % METRICS;
            String metric = "soak.host" + number / 100 + ".m" + number;
            if (carbon.store()
                    .reader()
                    .read(metric, now.get() - 3600, now.get(), now.get())
                    .isPresent()) {
                read++;
            }
        }
        return read
                + carbon.store().index().find("soak.host*.m" + from % METRICS).size();
    }

    private void assertRulesWereRead(int hour) throws IOException {
        try (WhisperFile file =
                WhisperFile.open(folder.resolve("whisper/soak/hour" + hour + "/m0.wsp"), Access.CHANNEL)) {
            assertEquals(retention(hour) * 60L, file.header().archives().get(0).points(), "of hour " + hour);
        }
    }

    private void expire(CarbonService carbon, int hour) {
        List<String> old = carbon.store().index().below("soak.hour" + hour);
        Outcome outcome = carbon.store().housekeeping().expire(old, Duration.ofMinutes(59), false, "the soak test");
        assertEquals(hour < 0 ? 0 : NEW_IN_AN_HOUR, outcome.done().size(), outcome.toString());
        assertFalse(Files.exists(folder.resolve("whisper/soak/hour" + hour)));
    }

    private void awaitAllStored(CarbonService carbon) {
        while (carbon.store().counters().receivedOfSenders() < sent.get()
                || carbon.store().queuedPoints() > 0) {
            Thread.onSpinWait();
        }
    }

    private static Holdings holdings(CarbonService carbon) throws IOException {
        System.gc();
        Measures process = new Measures();
        ProcessMeasures.register(process);
        Map<String, Double> values = new SelfMetrics(process, System::nanoTime).take();
        Map<String, Double> service = new SelfMetrics(carbon.store().measures(), System::nanoTime).take();
        return new Holdings(
                values.get("heapUsed"),
                anonymousBytes(),
                values.get("openDescriptors"),
                mappings(),
                service.get("openFiles"),
                service.get("cache.names"),
                service.get("index.metrics"),
                service.get("cache.bytes"),
                service.get("journal.bytes"),
                service.get("journal.segments"));
    }

    /** As Linux tells it; 0 elsewhere. */
    private static double anonymousBytes() throws IOException {
        if (!Files.exists(Path.of("/proc/self/status"))) {
            return 0;
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("RssAnon:")) {
                MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
                return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""))
                        - memory.getHeapMemoryUsage().getCommitted()
                        - memory.getNonHeapMemoryUsage().getCommitted();
            }
        }
        return 0;
    }

    private static double mappings() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.exists(maps)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.filter(line -> line.contains(".wsp")).count();
        }
    }
}
