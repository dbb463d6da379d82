package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.stats.DropReason;

/**
 * Files that become shorter while they are mapped, with points that keep coming for them and readers at work: only their
 * own points are dropped, and counted, and all other series are written and read as if nothing had happened.
 */
@Timeout(600)
class CutFilesTest {
    private static final long NOW = 1_700_000_000L;
    private static final int SERIES = 300;
    private static final int EACH_CUT = 10;
    private static final int ROUNDS = 200;

    /** So that the points go through all pages of a file. */
    private static final int STEP = 17;

    private static final long FIRST = NOW - 3500;

    @TempDir
    Path folder;

    @Test
    void hurtThemselvesAlone() throws Exception {
        Files.writeString(folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
        int port = TestService.freePort();
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.LINE_RECEIVER_PORT=" + port,
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                                "cache.CONF_DIR=" + folder,
                                "cache.CARBON_METRIC_INTERVAL=0")),
                CarbonSettings.GROUPS);
        try (CarbonService carbon =
                        CarbonService.start(settings, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), 1);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            AtomicBoolean ended = new AtomicBoolean();
            AtomicBoolean cut = new AtomicBoolean();
            AtomicLong readAfterCut = new AtomicLong();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    while (!ended.get()) {
                        readAll(carbon, cut, failure);
                        readAfterCut.addAndGet(cut.get() ? 1 : 0);
                    }
                } catch (Error e) {
                    // A page that was missing, told of outside of the read that missed it.
                    failure.compareAndSet(null, e);
                }
            });
            OutputStream out = socket.getOutputStream();
            for (int round = 0; round < ROUNDS; round++) {
                if (round == ROUNDS / 2) {
                    cut.set(true);
                    cutSome();
                }
                send(out, round);
                if (round == 0) {
                    reader.start();
                }
                while (carbon.store().counters().received() < (round + 1L) * SERIES
                        || carbon.store().queuedPoints() > 0) {
                    Thread.onSpinWait();
                }
            }
            while (readAfterCut.get() < 2 && failure.get() == null) {
                Thread.onSpinWait();
            }
            ended.set(true);
            reader.join();
            assertEquals(null, failure.get());
            assertEquals(
                    (long) SERIES / EACH_CUT * (ROUNDS / 2),
                    carbon.store().counters().dropped(DropReason.CORRUPT_FILE));
            assertEquals(
                    carbon.store().counters().received(),
                    carbon.store().counters().stored()
                            + carbon.store().counters().dropped());
            for (int series = 0; series < SERIES; series++) {
                if (series % EACH_CUT != 0) {
                    assertAllThere(carbon, series);
                }
            }
        }
    }

    private static void send(OutputStream out, int round) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int series = 0; series < SERIES; series++) {
            lines.append("cut.m").append(series).append(' ').append(round).append(' ');
            lines.append(FIRST + (long) round * STEP).append('\n');
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** To nothing, or to a header whose points are not there. */
    private void cutSome() throws IOException {
        for (int series = 0; series < SERIES; series += EACH_CUT) {
            Path file = folder.resolve("storage/whisper/cut/m" + series + ".wsp");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(series % (2 * EACH_CUT) == 0 ? 0 : 4096);
            }
        }
    }

    private static void readAll(CarbonService carbon, AtomicBoolean cut, AtomicReference<Throwable> failure) {
        for (int series = 0; series < SERIES; series++) {
            boolean mayFail = series % EACH_CUT == 0;
            try {
                carbon.store().reader().read("cut.m" + series, NOW - 200, NOW, NOW);
            } catch (IOException e) {
                if (!mayFail || !cut.get()) {
                    failure.compareAndSet(null, e);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private static void assertAllThere(CarbonService carbon, int series) throws IOException {
        double[] values = carbon.store()
                .reader()
                .read("cut.m" + series, FIRST - 1, NOW, NOW)
                .orElseThrow()
                .values();
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(round, values[round * STEP], "cut.m" + series);
        }
        assertTrue(values.length > ROUNDS);
    }
}
