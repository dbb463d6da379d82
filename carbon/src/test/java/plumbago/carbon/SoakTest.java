package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.config.ConfigSources;
import plumbago.carbon.config.Settings;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.stats.Measures;
import plumbago.carbon.stats.ProcessMeasures;
import plumbago.carbon.stats.SelfMetrics;

/**
 * Steady load with a clock that runs ahead: a simulated minute takes as long as its points take. Every minute all metrics
 * get a point, half of them over a connection that stays and half over a new one; every hour some metrics are new, and
 * those of the hour before get no more, so that their files are closed again; some series are read. Memory, file
 * descriptors and what the parts hold must be the same at the end as after the first third, but for the metrics that are
 * new.
 *
 * <p>The suite runs three hours of few metrics. A day of ten thousand: {@code ./mvnw verify -pl carbon -am
 * -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false -Dplumbago.soak.hours=24 -Dplumbago.soak.metrics=10000
 * -Dplumbago.soak.settle=5}.
 */
class SoakTest {
    private static final int HOURS = Integer.getInteger("plumbago.soak.hours", 3);
    private static final int METRICS = Integer.getInteger("plumbago.soak.metrics", 200);

    /** After so many minutes all points are stored before it goes on; files idle for ten minutes are closed. */
    private static final int SETTLE_MINUTES = Integer.getInteger("plumbago.soak.settle", 60);

    private static final int NEW_IN_AN_HOUR = 20;
    private static final long START = 1_700_000_000L / 60 * 60;

    /** What the JVM may come to need that has nothing to do with the load: compiled code's data, buffers of threads. */
    private static final double HEAP_SLACK = 4e6;

    private static final double DESCRIPTOR_SLACK = 8;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(START);
    private final AtomicLong sent = new AtomicLong();

    /** What is held at a moment. */
    private record Holdings(double heap, double descriptors, double mappedFiles, double names, double queueBytes) {}

    private CarbonService start(int port) throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1m:1d,1h:7d\n");
        Settings settings = Settings.load(ConfigSources.of(Map.of())
                .withOverrides(List.of(
                        "cache.LINE_RECEIVER_PORT=" + port,
                        "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                        "cache.PICKLE_RECEIVER_PORT=0",
                        "cache.CACHE_QUERY_PORT=0",
                        "cache.STORAGE_DIR=" + folder,
                        "cache.CONF_DIR=" + folder,
                        "cache.CARBON_METRIC_INTERVAL=0")));
        return CarbonService.start(settings, new SimulatedClock(() -> 1000 * now.get()));
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
        try (CarbonService carbon = start(port);
                Socket staying = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = staying.getOutputStream();
            for (int hour = 0; hour < HOURS; hour++) {
                for (int minute = 0; minute < 60; minute++) {
                    now.addAndGet(60);
                    out.write(lines(0, METRICS / 2, hour));
                    sendOverNewConnection(port, lines(METRICS / 2, METRICS, hour));
                    carbon.report();
                    carbon.checkRules();
                    readSome(carbon, minute);
                    if ((minute + 1) % SETTLE_MINUTES == 0) {
                        awaitAllStored(carbon);
                    }
                }
                byHour.add(holdings(carbon));
                System.out.println("  soak, hour " + (hour + 1) + ": " + byHour.get(hour));
            }
            assertEquals(0, carbon.counters().dropped());
        }
        Holdings early = byHour.get((HOURS - 1) / 3);
        Holdings late = byHour.get(HOURS - 1);
        assertTrue(late.heap() <= early.heap() * 1.1 + HEAP_SLACK, "heap: " + byHour);
        assertTrue(late.descriptors() <= early.descriptors() + DESCRIPTOR_SLACK, "descriptors: " + byHour);
        assertTrue(late.mappedFiles() <= early.mappedFiles() + NEW_IN_AN_HOUR, "mapped files: " + byHour);
        assertEquals(early.queueBytes(), late.queueBytes(), early.queueBytes() / 2, "queues: " + byHour);
        assertTrue(late.names() - early.names() <= NEW_IN_AN_HOUR * (HOURS + 1), "names: " + byHour);
    }

    private static void sendOverNewConnection(int port, byte[] lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines);
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private void readSome(CarbonService carbon, int minute) throws IOException {
        for (int i = minute % 7; i < METRICS; i += 97) {
            String metric = "soak.host" + i / 100 + ".m" + i;
            carbon.reader().read(metric, now.get() - 3600, now.get(), now.get());
        }
    }

    private void awaitAllStored(CarbonService carbon) {
        while (carbon.counters().receivedOfSenders() < sent.get() || carbon.queuedPoints() > 0) {
            Thread.onSpinWait();
        }
    }

    private static Holdings holdings(CarbonService carbon) {
        System.gc();
        Measures process = new Measures();
        ProcessMeasures.tell(process);
        Map<String, Double> values = new SelfMetrics(process, System::nanoTime).take();
        Map<String, Double> service = new SelfMetrics(carbon.measures(), System::nanoTime).take();
        return new Holdings(
                values.get("heapUsed"),
                values.get("openDescriptors"),
                service.get("openFiles"),
                service.get("cache.names"),
                service.get("cache.bytes"));
    }
}
