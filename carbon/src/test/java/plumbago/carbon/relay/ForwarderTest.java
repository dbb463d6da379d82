package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static plumbago.carbon.relay.TestForwarder.NOW;
import static plumbago.carbon.relay.TestForwarder.destination;
import static plumbago.carbon.relay.TestForwarder.destinations;
import static plumbago.carbon.relay.TestForwarder.name;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigException;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.RelayRules;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.relay.route.Routers;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.stats.DropReason;

class ForwarderTest {
    private static final int NAMES = 300;

    @TempDir
    Path folder;

    private final List<LineSink> sinks = new ArrayList<>();
    private TestForwarder relay;

    @BeforeEach
    void listen() throws IOException {
        for (int i = 0; i < 3; i++) {
            sinks.add(new LineSink());
        }
    }

    @AfterEach
    void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
        for (LineSink sink : sinks) {
            sink.close();
        }
    }

    private String all() {
        return destinations(sinks.toArray(new LineSink[0]));
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
    }

    /** Every sink gets the lines that a router of the same settings gives it, in their order, and no others. */
    @ParameterizedTest
    @CsvSource({
        "consistent-hashing, 1, True",
        "consistent-hashing, 2, False",
        "consistent-hashing, 2, True",
        "fast-hashing, 1, True",
        "fast-hashing, 2, False",
        "aggregated-consistent-hashing, 1, True",
        "fast-aggregated-hashing, 2, False",
        "constant, 1, True",
        "rules, 1, True"
    })
    void eachMethodSendsToThoseThatItChooses(String method, int copies, String diverse) throws Exception {
        write(
                "relay-rules.conf",
                "[odd]",
                "pattern = host\\d*[13579]\\.",
                "destinations = " + destination(sinks.get(0)) + ", " + destination(sinks.get(2)),
                "continue = true",
                "[sevens]",
                "pattern = 7",
                "destinations = " + destination(sinks.get(1)),
                "[rest]",
                "default = true",
                "destinations = " + destination(sinks.get(2)));
        write("aggregation-rules.conf", "all.<n>.load (60) = sum servers.host*<n>.load");
        relay = TestForwarder.start(
                folder,
                all(),
                "RELAY_METHOD = " + method,
                "REPLICATION_FACTOR = " + copies,
                "DIVERSE_REPLICAS = " + diverse);
        relay.send(0, NAMES);
        Router router = router();
        for (int at = 0; at < sinks.size(); at++) {
            int sink = at;
            List<String> expected = IntStream.range(0, NAMES)
                    .filter(i -> IntStream.of(router.destinations(name(i))).anyMatch(index -> index == sink))
                    .mapToObj(TestForwarder::line)
                    .toList();
            relay.awaitSent(sinks.get(at), expected.size());
            assertEquals(expected, sinks.get(at).await(expected.size()));
            assertEquals(expected.size(), relay.measure("attempted_total", sinks.get(at)));
        }
        assertEquals(NAMES, relay.counters.received());
        assertEquals(0, relay.counters.dropped());
    }

    private Router router() throws ConfigException, IOException {
        List<Destination> destinations = Destination.of(relay.settings());
        RelayRules rules = RelayRules.load(folder.resolve("relay-rules.conf"), destinations);
        AggregationRules aggregates =
                AggregationRules.parse("rules", Files.readString(folder.resolve("aggregation-rules.conf")));
        return Routers.of(RoutingOptions.of(relay.settings()), destinations, () -> rules, aggregates::aggregates);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameThatTheListsRefuseGoesNowhere(boolean used) throws Exception {
        write("whitelist.conf", "^servers\\.", "^carbon\\.");
        write("blacklist.conf", "host1\\.");
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant", "USE_WHITELIST = " + used);
        relay.send("servers.host1.load", NOW, 1, "servers.host2.load", NOW, 2, "other.name", NOW, 3);
        int expected = used ? 1 : 3;
        for (LineSink sink : sinks) {
            relay.awaitSent(sink, expected);
            assertEquals(expected, relay.measure("attempted_total", sink));
        }
        assertEquals(used ? 1 : 0, relay.counters.dropped(DropReason.BLACKLISTED));
        assertEquals(used ? 1 : 0, relay.counters.dropped(DropReason.NOT_WHITELISTED));
        assertEquals(3, relay.counters.received());
    }

    @Test
    void noListIsAskedAboutTheDaemonsOwnMetrics() throws Exception {
        write("whitelist.conf", "^servers\\.");
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant", "USE_WHITELIST = True");
        relay.forwarder().ownSink().accept(TestBatch.of("carbon.relays.x", NOW, 1));
        assertEquals(List.of("carbon.relays.x 1 " + NOW), sinks.get(0).await(1));
        assertEquals(0, relay.counters.dropped());
    }

    @Test
    void listsThatChangeAreLookedAt() throws Exception {
        write("whitelist.conf", "^servers\\.");
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant", "USE_WHITELIST = True");
        relay.send("servers.a", NOW, 1, "other.a", NOW, 1);
        write("whitelist.conf", "^other\\.", "# and no servers any more");
        relay.check();
        relay.send("servers.a", NOW, 2, "other.a", NOW, 2);
        assertEquals(
                List.of("servers.a 1 " + NOW, "other.a 2 " + NOW), sinks.get(1).await(2));
        assertEquals(2, relay.counters.dropped(DropReason.NOT_WHITELISTED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tagsAreInOrderWhereItIsAskedFor(boolean normalised) throws Exception {
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant", "TAG_RELAY_NORMALIZED = " + normalised);
        relay.send("cpu;host=b;dc=a", NOW, 1, "cpu;dc=a;host=b", NOW, 2, "plain", NOW, 3, "cpu;=broken", NOW, 4);
        String first = normalised ? "cpu;dc=a;host=b" : "cpu;host=b;dc=a";
        assertEquals(
                List.of(first + " 1 " + NOW, "cpu;dc=a;host=b 2 " + NOW, "plain 3 " + NOW, "cpu;=broken 4 " + NOW),
                sinks.get(0).await(4));
    }

    @Test
    void aNameIsRoutedByItsTagsInOrder() throws Exception {
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = consistent-hashing", "TAG_RELAY_NORMALIZED = True");
        for (int i = 0; i < 50; i++) {
            relay.send("cpu;host=" + i + ";dc=a", NOW, 1, "cpu;dc=a;host=" + i, NOW, 1);
        }
        for (LineSink sink : sinks) {
            long attempted = relay.measure("attempted_total", sink);
            assertEquals(0, attempted % 2, "both went there");
            relay.awaitSent(sink, attempted);
        }
    }

    @Test
    void namesThatWouldBeOthersOnALineAreRefusedAndCounted() throws Exception {
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant");
        relay.send("with blank", NOW, 1, "with\u00a0other", NOW, 1, "with\nline", NOW, 1, "with\u0001control", NOW, 1);
        relay.send("", NOW, 1, "x".repeat(16_001), NOW, 1, "ö.\u65e5\u672c", NOW, 5);
        byte[] broken = "a\u00c3b".getBytes(StandardCharsets.ISO_8859_1);
        PointBatch batch = new PointBatch();
        batch.reset(broken);
        batch.add(0, broken.length, NameHash.of(broken, 0, broken.length), NOW, 1);
        relay.forwarder().sink().accept(batch);
        assertEquals(List.of("ö.\u65e5\u672c 5 " + NOW), sinks.get(0).await(1));
        assertEquals(7, relay.counters.dropped(DropReason.INVALID_NAME));
        assertEquals(8, relay.counters.received());
        relay.awaitSent(sinks.get(0), 1);
        assertEquals(1, relay.measure("attempted_total", sinks.get(0)));
    }

    @Test
    void timestampsThatNoFileCanHoldAreCounted() throws Exception {
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant", "ACCEPT_MILLISECONDS = False");
        relay.send("a", -1, 1, "a", 1L << 32, 1, "a", Long.MAX_VALUE, 1, "a", 0, 1, "a", (1L << 32) - 1, 2);
        assertEquals(List.of("a 1 0", "a 2 4294967295"), sinks.get(0).await(2));
        assertEquals(3, relay.counters.dropped(DropReason.INVALID_TIMESTAMP));
        assertEquals(5, relay.counters.received());
    }

    @Test
    void valuesArriveAsTheyWere() throws Exception {
        double[] values = {
            0,
            -0.0,
            1,
            -1,
            0.1,
            1 / 3.0,
            123456789.12345679,
            9007199254740991.0,
            9007199254740992.0,
            -9007199254740994.0,
            1e15,
            1e16,
            1e300,
            -1e300,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            -Double.MIN_VALUE,
            0x1p63,
            -0x1p63,
            Long.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant");
        for (double value : values) {
            relay.send("value", NOW, value);
        }
        List<String> lines = sinks.get(0).await(values.length);
        for (int i = 0; i < values.length; i++) {
            String text = lines.get(i).split(" ", -1)[1];
            double came = text.endsWith("inf")
                    ? Double.parseDouble(text.replace("inf", "Infinity"))
                    : Double.parseDouble(text);
            assertEquals(Double.doubleToLongBits(values[i]), Double.doubleToLongBits(came), text);
        }
        assertEquals("value 1 " + NOW, lines.get(2));
        assertEquals("value -inf " + NOW, lines.get(values.length - 1));
    }

    /** A point goes to the shortest queue of those that are one server, and the others of its ring get none of it. */
    @Test
    void destinationsOfOneServerShareWhatComes() throws Exception {
        LineSink sink = sinks.get(0);
        String address = "127.0.0.1:" + sink.port();
        sink.die(true);
        relay = TestForwarder.start(
                folder,
                "DESTINATIONS = " + address + ":a, " + address + ":b",
                "RELAY_METHOD = consistent-hashing",
                "DESTINATION_POOL_REPLICAS = True");
        for (int i = 0; i < 100; i++) {
            relay.send("one.name", NOW, i);
        }
        assertEquals(50, waiting(address + ":a"));
        assertEquals(50, waiting(address + ":b"));
        sink.open();
        assertEquals(100, sink.await(100).stream().distinct().count());
    }

    private long waiting(String destination) {
        return (long) relay.measures
                .value("plumbago_relay_waiting_points{destination=\"" + destination + "\"}")
                .orElseThrow();
    }

    @Test
    void nobodyToSendToIsToldAtTheStart() {
        ConfigException e =
                assertThrows(ConfigException.class, () -> TestForwarder.start(folder, "RELAY_METHOD = constant"));
        assertEquals(
                "DESTINATIONS in [relay] names nobody to send to; expected HOST:PORT:INSTANCE, ...", e.getMessage());
    }

    @Test
    void twoForwardersDoNotShareSpools() throws Exception {
        relay = TestForwarder.start(folder, all(), "RELAY_METHOD = constant");
        assertThrows(IOException.class, () -> TestForwarder.start(folder, all(), "RELAY_METHOD = constant"));
        relay.send("a", NOW, 1);
        assertEquals(List.of("a 1 " + NOW), sinks.get(0).await(1));
        relay.stop();
        relay.open(Optional.empty());
        relay.send("a", NOW, 2);
        assertEquals(List.of("a 1 " + NOW, "a 2 " + NOW), sinks.get(0).await(2));
    }
}
