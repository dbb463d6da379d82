package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.timgroup.statsd.Event;
import com.timgroup.statsd.NonBlockingStatsDClientBuilder;
import com.timgroup.statsd.ServiceCheck;
import com.timgroup.statsd.StatsDClient;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.statsd.StatsdConfig;
import io.micrometer.statsd.StatsdFlavor;
import io.micrometer.statsd.StatsdMeterRegistry;
import io.micrometer.statsd.StatsdProtocol;
import java.io.File;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The libraries that Java programs send with. */
@Timeout(600)
class JavaClientsTest {
    private static final String HERE = InetAddress.getLoopbackAddress().getHostAddress();

    @ParameterizedTest
    @EnumSource(
            value = StatsdProtocol.class,
            names = {"UDP", "TCP"})
    void micrometerAsEtsyHasIt(StatsdProtocol protocol) throws Exception {
        try (DefaultServer server = new DefaultServer()) {
            sendByMicrometer(server, StatsdFlavor.ETSY, protocol);
            Map<String, Double> flushed = server.flush();
            assertEquals(3, flushed.get("stats_counts.httpRequests.path.-a_b.statistic.count.status.200"));
            assertEquals(400, flushed.get("stats.timers.dbQuery.table.users.sum"));
            assertEquals(80, flushed.get("stats.timers.dbQuery.table.users.lower"));
            assertEquals(10.5, flushed.get("stats.timers.payloadSize.upper"));
            assertEquals(21.5, flushed.get("stats.gauges.roomTemperature.house.h_1.statistic.value"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StatsdProtocol.class,
            names = {"UDP", "TCP"})
    void micrometerAsDatadogHasIt(StatsdProtocol protocol) throws Exception {
        try (DefaultServer server = new DefaultServer()) {
            sendByMicrometer(server, StatsdFlavor.DATADOG, protocol);
            Map<String, Double> flushed = server.flush();
            assertEquals(3, flushed.get("stats_counts.http.requests;statistic=count;path=-a_b;status=200"));
            assertEquals(400, flushed.get("stats.timers.db.query.sum;table=users"));
            assertEquals(80, flushed.get("stats.timers.db.query.lower;table=users"));
            assertEquals(10.5, flushed.get("stats.timers.payload.size.upper"));
            assertEquals(21.5, flushed.get("stats.gauges.room.temperature;statistic=value;house=h_1"));
        }
    }

    private static void sendByMicrometer(DefaultServer server, StatsdFlavor flavor, StatsdProtocol protocol)
            throws Exception {
        int port = protocol == StatsdProtocol.TCP ? server.listenForConnections() : server.port();
        StatsdMeterRegistry registry = new StatsdMeterRegistry(
                new StatsdConfig() {
                    @Override
                    public String get(String key) {
                        return null;
                    }

                    @Override
                    public StatsdFlavor flavor() {
                        return flavor;
                    }

                    @Override
                    public StatsdProtocol protocol() {
                        return protocol;
                    }

                    @Override
                    public String host() {
                        return HERE;
                    }

                    @Override
                    public int port() {
                        return port;
                    }

                    @Override
                    public Duration pollingFrequency() {
                        return Duration.ofMillis(20);
                    }
                },
                Clock.SYSTEM);
        // It loses what is counted before it is connected: then gauges come, again and again.
        registry.gauge("ready", 1);
        server.awaitLines(1);
        registry.gauge("room.temperature", Tags.of("house", "h 1"), 21.5);
        Counter counter = registry.counter("http.requests", Tags.of("status", "200", "path", "/a b"));
        counter.increment();
        counter.increment(2);
        Timer timer = registry.timer("db.query", Tags.of("table", "users"));
        timer.record(Duration.ofMillis(320));
        timer.record(Duration.ofMillis(80));
        registry.summary("payload.size").record(10.5);
        registry.gauge("done", 1);
        server.awaitMetrics(6);
        registry.close();
    }

    @Test
    void dogStatsd() throws Exception {
        try (DefaultServer server = new DefaultServer()) {
            StatsDClient client = new NonBlockingStatsDClientBuilder()
                    .hostname(HERE)
                    .port(server.port())
                    .prefix("app")
                    .constantTags("env:prod")
                    .containerID("0123abc")
                    .enableTelemetry(false)
                    .aggregationFlushInterval(10)
                    .build();
            client.count("sold", 3, "fruit:pear");
            client.countWithTimestamp("late", 5, 1_700_000_000L);
            client.gauge("temperature", -5);
            client.gauge("large", 1e300);
            client.gauge("small", 0.000001);
            client.gaugeWithTimestamp("old", 5.5, 1_700_000_000L, "x");
            client.time("asked", 320);
            client.histogram("size", 3.5, "a:b");
            client.distribution("latency", 7);
            client.recordSetValue("users", "anna", "q:r");
            client.recordSetValue("users", "b\u00f6rje", "q:r");
            client.recordEvent(
                    Event.builder()
                            .withTitle("de|ploy \u00fc")
                            .withText("two\nlines|")
                            .withDate(1_700_000_000_000L)
                            .withHostname("web1")
                            .withAggregationKey("k")
                            .withPriority(Event.Priority.LOW)
                            .withSourceTypeName("src")
                            .withAlertType(Event.AlertType.ERROR)
                            .build(),
                    "team:a");
            client.serviceCheck(ServiceCheck.builder()
                    .withName("app.up")
                    .withStatus(ServiceCheck.Status.CRITICAL)
                    .withMessage("m: a|b\nc")
                    .withHostname("web1")
                    .withTimestamp(1_700_000_000)
                    .withTags(new String[] {"x:y"})
                    .build());
            // What it has not sent is lost at its end.
            server.awaitLines(13);
            client.close();
            assertEquals(
                    Set.of(
                            "1700000000 app.de|ploy \u00fc / two\nlines| [host:web1, aggregation_key:k, priority:low,"
                                    + " alert_type:error, source:src, env:prod, team:a]",
                            "1700000000 app.up is CRITICAL / m: a|b\nc [host:web1, env:prod, x:y, service_check]"),
                    Set.copyOf(server.events()));
            Map<String, Double> flushed = server.flush();
            assertEquals(3, flushed.get("stats_counts.app.sold;env=prod;fruit=pear"));
            assertEquals(5, flushed.get("stats_counts.app.late;env=prod"));
            assertEquals(-5, flushed.get("stats.gauges.app.temperature;env=prod"));
            assertEquals(1e300, flushed.get("stats.gauges.app.large;env=prod"));
            assertEquals(1e-6, flushed.get("stats.gauges.app.small;env=prod"));
            assertEquals(5.5, flushed.get("stats.gauges.app.old;env=prod;x"));
            assertEquals(2, flushed.get("stats.gauges.app.up;host=web1;env=prod;x=y"));
            assertEquals(320, flushed.get("stats.timers.app.asked.upper;env=prod"));
            assertEquals(3.5, flushed.get("stats.timers.app.size.median;env=prod;a=b"));
            assertEquals(7, flushed.get("stats.timers.app.latency.sum;env=prod"));
            assertEquals(2, flushed.get("stats.sets.app.users.count;env=prod;q=r"));
        }
    }

    /** Many threads count with it, and it adds up before it sends. */
    @Test
    void dogStatsdAddsUpAndLosesNothing() throws Exception {
        int threads = 4;
        int each = 5000;
        try (DefaultServer server = new DefaultServer()) {
            StatsDClient client = new NonBlockingStatsDClientBuilder()
                    .hostname(HERE)
                    .port(server.port())
                    .enableTelemetry(false)
                    .blocking(true)
                    .aggregationFlushInterval(10)
                    .build();
            List<Thread> counting = Stream.generate(() -> new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            client.increment("hits", "page:" + i % 10);
                        }
                    }))
                    .limit(threads)
                    .toList();
            counting.forEach(Thread::start);
            double sum = 0;
            Await.until(() -> server.lines() >= 10);
            for (int tries = 0; sum < threads * each && tries < 1000; tries++) {
                long lines = server.lines();
                for (double count : server.flush().entrySet().stream()
                        .filter(point -> point.getKey().startsWith("stats_counts."))
                        .mapToDouble(Map.Entry::getValue)
                        .toArray()) {
                    sum += count;
                }
                if (sum < threads * each) {
                    server.awaitLines(lines + 1);
                }
            }
            client.close();
            assertEquals(threads * each, sum);
        }
    }

    /** The client of before DogStatsD's, whose classes have the same names: it gets a class loader of its own. */
    @Test
    void javaStatsdClient() throws Exception {
        String jar = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.contains("java-statsd-client"))
                .findFirst()
                .orElseThrow();
        try (DefaultServer server = new DefaultServer();
                URLClassLoader classes = new URLClassLoader(
                        new URL[] {Path.of(jar).toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object client = classes.loadClass("com.timgroup.statsd.NonBlockingStatsDClient")
                    .getConstructor(String.class, String.class, int.class)
                    .newInstance("my.app", HERE, server.port());
            Class<?> calls = classes.loadClass("com.timgroup.statsd.StatsDClient");
            calls.getMethod("count", String.class, long.class, double.class).invoke(client, "sold", 3L, 0.1);
            calls.getMethod("decrement", String.class).invoke(client, "stock");
            calls.getMethod("gauge", String.class, double.class).invoke(client, "temperature", 3.5);
            calls.getMethod("gauge", String.class, double.class).invoke(client, "temperature", -3.5);
            calls.getMethod("recordGaugeDelta", String.class, double.class).invoke(client, "temperature", 0.00001);
            calls.getMethod("recordGaugeDelta", String.class, long.class).invoke(client, "temperature", -2L);
            calls.getMethod("recordExecutionTime", String.class, long.class, double.class)
                    .invoke(client, "asked", 320L, 0.5);
            calls.getMethod("set", String.class, String.class).invoke(client, "users", "anna");
            // Below 0 a gauge is set by two lines.
            server.awaitLines(9);
            calls.getMethod("stop").invoke(client);
            Map<String, Double> flushed = server.flush();
            assertEquals(30, flushed.get("stats_counts.my.app.sold"));
            assertEquals(-1, flushed.get("stats_counts.my.app.stock"));
            assertEquals(-3.5 + 0.00001 - 2, flushed.get("stats.gauges.my.app.temperature"));
            assertEquals(2, flushed.get("stats.timers.my.app.asked.count"));
            assertEquals(320, flushed.get("stats.timers.my.app.asked.upper"));
            assertEquals(1, flushed.get("stats.sets.my.app.users.count"));
        }
    }
}
