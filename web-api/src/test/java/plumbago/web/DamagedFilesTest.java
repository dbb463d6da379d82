package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.whisper.Access;
import plumbago.whisper.Allocation;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** Damaged files among a thousand: each hurts its own series, with a warning to the client and one in the log. */
@Timeout(600)
class DamagedFilesTest {
    private static final int FILES = 1000;
    private static final long NOW = 1_700_000_000L;

    private static final AtomicLong SECONDS = new AtomicLong(NOW);

    /** What may have become of a file. */
    enum Damage {
        EMPTY(0) {
            @Override
            byte[] done(byte[] file) {
                return new byte[0];
            }
        },
        HEADER_CUT(1) {
            @Override
            byte[] done(byte[] file) {
                return Arrays.copyOf(file, 20);
            }
        },
        TRUNCATED(2) {
            @Override
            byte[] done(byte[] file) {
                return Arrays.copyOf(file, file.length / 2);
            }
        },
        GARBAGE_HEADER(3) {
            @Override
            byte[] done(byte[] file) {
                byte[] garbage = new byte[40];
                new Random(5).nextBytes(garbage);
                byte[] done = file.clone();
                System.arraycopy(garbage, 0, done, 0, garbage.length);
                return done;
            }
        };

        final int place;

        Damage(int place) {
            this.place = place;
        }

        abstract byte[] done(byte[] file);
    }

    @TempDir
    static Path folder;

    private final LogLines log = new LogLines("plumbago.web.render.service.StoredSeries");
    private final List<String> lines = log.lines();
    private final HttpClient client = HttpClient.newHttpClient();
    private static CarbonService carbon;
    private static WebServer web;

    private static String metric(int i) {
        return String.format("many.%03d.value", i);
    }

    private static Path file(int i) {
        return folder.resolve("whisper/" + metric(i).replace('.', '/') + ".wsp");
    }

    @BeforeAll
    static void start() throws Exception {
        WhisperLayout layout = WhisperLayout.of(new Retention(10, 60), new Retention(60, 60));
        for (int i = 0; i < FILES; i++) {
            Files.createDirectories(file(i).getParent());
            WhisperFile.create(file(i), layout, Allocation.RESERVED);
            try (WhisperFile whisper = WhisperFile.open(file(i), Access.CHANNEL)) {
                whisper.update(NOW - 20, i, NOW);
            }
        }
        List<String> overrides = new ArrayList<>(List.of("cache.STORAGE_DIR=" + folder, "cache.CONF_DIR=" + folder));
        for (String port : List.of("LINE_RECEIVER_PORT", "PICKLE_RECEIVER_PORT", "CACHE_QUERY_PORT")) {
            overrides.add("cache." + port + "=0");
        }
        overrides.add("cache.CARBON_METRIC_INTERVAL=0");
        Clock clock = new SimulatedClock(() -> SECONDS.get() * 1000);
        carbon = CarbonService.start(
                Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), CarbonSettings.GROUPS), clock);
        web = new WebServer(
                "127.0.0.1",
                0,
                carbon.store().reader(),
                carbon.store().index(),
                carbon.store().state(),
                clock,
                System::nanoTime,
                "test",
                WebOptions.defaults());
        web.start();
    }

    @AfterAll
    static void stop() throws IOException {
        web.close();
        carbon.close();
    }

    @BeforeEach
    void waitUntilTheLogAccepts() {
        // The log accepts so many lines in a second.
        SECONDS.incrementAndGet();
    }

    @AfterEach
    void leave() {
        log.close();
    }

    private HttpResponse<String> render(String target) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + web.port() + "/render?format=raw&from=" + (NOW - 30) + "&until="
                + (NOW - 20) + "&target=" + target);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String values(HttpResponse<String> answer) {
        return answer.body().substring(answer.body().lastIndexOf('|') + 1).strip();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void theOthersAreAnswered(Damage damage) throws Exception {
        int damaged = 100 + damage.place;
        byte[] whole = Files.readAllBytes(file(damaged));
        Files.write(file(damaged), damage.done(whole));
        try {
            HttpResponse<String> sum = render("sumSeries(many.*.value)");
            assertEquals(200, sum.statusCode(), sum.body());
            assertEquals(FILES * (FILES - 1) / 2 - damaged + ".0", values(sum));
            assertEquals(
                    metric(damaged) + " could not be read",
                    sum.headers().firstValue("x-plumbago-warning").orElse("no warning"));
            assertEquals(1, lines.size(), lines.toString());
            String line = lines.get(0);
            assertTrue(line.startsWith(metric(damaged) + " was left out of an answer: "), line);
            assertTrue(line.contains(file(damaged).toString()), line);
            HttpResponse<String> all = render("many.*.value");
            assertEquals(FILES - 1, all.body().lines().count());
            assertEquals(-1, all.body().indexOf(metric(damaged)));
        } finally {
            Files.write(file(damaged), whole);
        }
    }

    @Test
    void soAreTheyWithSeveralDamagedAtOnce() throws Exception {
        Map<Integer, byte[]> whole = new HashMap<>();
        for (Damage damage : Damage.values()) {
            int damaged = 500 + damage.place;
            whole.put(damaged, Files.readAllBytes(file(damaged)));
            Files.write(file(damaged), damage.done(whole.get(damaged)));
        }
        try {
            HttpResponse<String> count = render("countSeries(many.*.value)");
            assertEquals("" + (FILES - whole.size()), values(count));
            String warning = count.headers().firstValue("x-plumbago-warning").orElse("");
            for (int damaged : whole.keySet()) {
                assertTrue(warning.contains(metric(damaged) + " could not be read"), warning);
            }
            assertEquals(whole.size(), lines.size());
        } finally {
            for (Map.Entry<Integer, byte[]> file : whole.entrySet()) {
                Files.write(file(file.getKey()), file.getValue());
            }
        }
        HttpResponse<String> again = render("countSeries(many.*.value)");
        assertEquals("" + FILES, values(again));
        assertTrue(again.headers().firstValue("x-plumbago-warning").isEmpty());
    }
}
