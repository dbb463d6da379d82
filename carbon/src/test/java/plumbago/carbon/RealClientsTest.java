package plumbago.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.carbon.TestService.freePort;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.graphite.Graphite;
import com.codahale.metrics.graphite.GraphiteReporter;
import com.codahale.metrics.graphite.GraphiteSender;
import com.codahale.metrics.graphite.GraphiteUDP;
import com.codahale.metrics.graphite.PickledGraphite;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.graphite.GraphiteConfig;
import io.micrometer.graphite.GraphiteMeterRegistry;
import io.micrometer.graphite.GraphiteProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.carbon.receiver.DatagramReceiver;
import plumbago.carbon.receiver.FrameReceiver;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.carbon.stats.Refusal;

/** The libraries that Java programs send with, against the listeners. */
@Timeout(600)
class RealClientsTest {
    private static final long NOW = 1_700_000_000L;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private CarbonService carbon;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        carbon = TestService.start(
                folder,
                port,
                java.time.Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                "cache.ENABLE_UDP_LISTENER=True",
                "cache.UDP_RECEIVER_INTERFACE=127.0.0.1",
                "cache.UDP_RECEIVER_PORT=" + port,
                "cache.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PICKLE_RECEIVER_PORT=" + freePort());
    }

    @AfterEach
    void stop() {
        carbon.close();
    }

    /** Waits until so many points have come in and are in the queues or beyond. */
    private void awaitReceived(long points) {
        while (carbon.store().counters().received() < points
                || carbon.store().counters().received()
                        > carbon.store().queuedPoints()
                                + carbon.store().counters().stored()
                                + carbon.store().counters().dropped()) {
            Thread.onSpinWait();
        }
    }

    private double latest(String metric) throws IOException {
        double[] values = carbon.store()
                .reader()
                .read(metric, NOW - 120, NOW, NOW)
                .orElseThrow(() -> new AssertionError(metric + " is not there"))
                .values();
        return values[values.length - 1];
    }

    /** A clock that shows the time of the test. */
    private static final class FixedClock extends com.codahale.metrics.Clock {
        @Override
        public long getTick() {
            return TimeUnit.SECONDS.toNanos(NOW);
        }

        @Override
        public long getTime() {
            return TimeUnit.SECONDS.toMillis(NOW);
        }
    }

    private enum Way {
        PLAINTEXT,
        DATAGRAMS,
        PICKLES
    }

    private GraphiteSender sender(Way way) {
        return switch (way) {
            case PLAINTEXT -> new Graphite(new InetSocketAddress(HERE, carbon.port(PlaintextReceiver.PROTOCOL)));
            case DATAGRAMS -> new GraphiteUDP(new InetSocketAddress(HERE, carbon.port(DatagramReceiver.PROTOCOL)));
            case PICKLES -> new PickledGraphite(new InetSocketAddress(HERE, carbon.port(FrameReceiver.PICKLES)), 10);
        };
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void dropwizardMetrics(Way way) throws IOException {
        MetricRegistry registry = new MetricRegistry();
        int counters = 25;
        for (int i = 0; i < counters; i++) {
            Counter counter = registry.counter("requests." + i);
            counter.inc(i);
        }
        registry.gauge("temperature.\u00e9", () -> () -> 21.5);
        registry.histogram("size").update(1234);
        try (GraphiteReporter reporter = GraphiteReporter.forRegistry(registry)
                .prefixedWith("app")
                .withClock(new FixedClock())
                .filter(MetricFilter.ALL)
                .build(sender(way))) {
            reporter.report();
            // The histogram makes eleven.
            awaitReceived(counters + 1 + 11);
        }
        for (int i = 0; i < counters; i++) {
            assertEquals(i, latest("app.requests." + i + ".count"));
        }
        assertEquals(21.5, latest("app.temperature.\u00e9"));
        assertEquals(1234, latest("app.size.max"));
        assertNothingRefused();
    }

    private void assertNothingRefused() {
        for (Refusal kind : Refusal.values()) {
            assertEquals(0, carbon.store().counters().refusals(kind), kind.label());
        }
    }

    @ParameterizedTest
    @EnumSource(GraphiteProtocol.class)
    void micrometer(GraphiteProtocol protocol) throws IOException {
        GraphiteConfig config = new GraphiteConfig() {
            @Override
            public String get(String key) {
                return null;
            }

            @Override
            public String host() {
                return HERE.getHostAddress();
            }

            @Override
            public int port() {
                return protocol == GraphiteProtocol.PICKLED
                        ? carbon.port(FrameReceiver.PICKLES)
                        : carbon.port(PlaintextReceiver.PROTOCOL);
            }

            @Override
            public GraphiteProtocol protocol() {
                return protocol;
            }
        };
        GraphiteMeterRegistry registry = new GraphiteMeterRegistry(config, Clock.SYSTEM);
        registry.gauge("room.temperature", Tags.of("house", "h 1", "floor", "2"), 18.25);
        registry.close();
        awaitReceived(1);
        // It stands at the time of the wall clock, so only its name is asked for here.
        Set<String> names = Set.copyOf(carbon.store().index().find("*").stream()
                .map(plumbago.carbon.index.IndexNode::path)
                .toList());
        assertEquals(Set.of("_tagged"), names);
        assertNothingRefused();
    }
}
