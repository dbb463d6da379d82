package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.base.part.Listening;
import plumbago.base.part.RunningParts;
import plumbago.carbon.PartContext;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.TestService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.store.SeriesStore;

/** The relay beside a store in one process: what goes to that one's listener needs no connection. */
@Timeout(600)
class RelayPartTest {
    private static final long NOW = 1_700_000_000L;

    @TempDir
    Path folder;

    private final List<String> overrides = new ArrayList<>();
    private LineSink sink;
    private SeriesStore store;
    private PartContext beside;
    private int cachePort;
    private int relayPort;

    @BeforeEach
    void open() throws Exception {
        sink = new LineSink();
        cachePort = TestService.freePort();
        relayPort = TestService.freePort();
        for (String section : List.of("cache", "relay")) {
            overrides.addAll(List.of(
                    section + ".LINE_RECEIVER_INTERFACE=127.0.0.1",
                    section + ".PICKLE_RECEIVER_PORT=0",
                    section + ".STORAGE_DIR=" + folder.resolve("storage"),
                    section + ".CONF_DIR=" + folder,
                    section + ".CARBON_METRIC_INTERVAL=0"));
        }
        overrides.addAll(List.of(
                "cache.LINE_RECEIVER_PORT=" + cachePort,
                "cache.CACHE_QUERY_PORT=0",
                "relay.LINE_RECEIVER_PORT=" + relayPort,
                "relay.DESTINATION_PROTOCOL=line",
                "relay.RELAY_METHOD=constant"));
        Settings settings = settings(Section.CACHE);
        store = SeriesStore.open(settings, Clock.systemUTC());
        beside = PartContext.of(settings, Clock.systemUTC(), store, "");
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        sink.close();
    }

    private Settings settings(Section daemon) throws ConfigException {
        return Settings.load(
                ConfigSources.of(Map.of()).withOverrides(overrides).withInstance(daemon, "a"), CarbonSettings.GROUPS);
    }

    private RunningParts relay(String destinations) throws ConfigException, IOException {
        overrides.add("relay.DESTINATIONS=" + destinations);
        return RunningParts.start(List.of(RelayPart.DECLARATION), ProcessContext.of(settings(Section.RELAY), beside));
    }

    private void send(String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), relayPort)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            // The end of the connection: all of it has been passed on.
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private double measure(String what, String destination) {
        return store.measures()
                .value("plumbago_relay_" + what + "{daemon=\"relay\",destination=\"" + destination + "\"}")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void whatGoesToTheListenerOfThisProcessIsInItsStoreAtOnce(String host) throws Exception {
        String local = host + ":" + cachePort + ":a";
        String remote = "127.0.0.1:" + sink.port() + ":b";
        try (RunningParts relay = relay(local + ", " + remote)) {
            assertEquals(
                    List.of(relayPort),
                    relay.listening().stream().map(Listening::port).toList());
            send("to.both 1.5 " + NOW + "\nö.\u65e5 2 " + NOW + "\nto.both -inf 1700000060\n");
            assertEquals(3, store.counters().received());
            assertFalse(store.index().find("to.both").isEmpty());
            assertFalse(store.index().find("ö.\u65e5").isEmpty());
            assertEquals(List.of("to.both 1.5 " + NOW, "ö.\u65e5 2 " + NOW, "to.both -inf 1700000060"), sink.await(3));
            assertEquals(3, measure("attempted_total", local));
            assertEquals(3, measure("sent_total", local));
            assertEquals(0, measure("waiting_points", local));
            assertEquals(1, measure("connected", local));
            assertEquals(
                    3,
                    store.measures()
                            .value("plumbago_points_received_total{daemon=\"relay\"}")
                            .orElseThrow());
            assertFalse(Files.exists(folder.resolve("storage/spool/relay/a/" + host + "%3A" + cachePort + "%3Aa")));
        }
    }

    /** A store that was another process's before, or on another port: what waits for it comes to this one. */
    @Test
    void whatWaitedForTheListenerOfThisProcessIsInItsStoreAtTheStart() throws Exception {
        String destinations = "127.0.0.1:" + cachePort + ":a";
        Files.writeString(
                folder.resolve("carbon.conf"),
                "[relay]\nLINE_RECEIVER_PORT = 0\nPICKLE_RECEIVER_PORT = 0\nDESTINATION_PROTOCOL = line\nCONF_DIR = "
                        + folder + "\nSTORAGE_DIR = " + folder.resolve("storage")
                        + "\nRELAY_METHOD = constant\nDESTINATIONS = " + destinations + "\n");
        try (TestForwarder alone = new TestForwarder(folder)) {
            alone.open(Optional.empty());
            alone.send("waits", NOW, 1);
        }
        try (RunningParts relay = relay(destinations)) {
            assertEquals(1, relay.listening().size());
            assertEquals(1, store.counters().received());
            assertFalse(store.index().find("waits").isEmpty());
            assertEquals(1, measure("replayed_points", destinations));
            assertEquals(1, measure("diverted_total", destinations));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void aRelayThatSendsToItselfDoesNotStart(String host) {
        ConfigException e = assertThrows(ConfigException.class, () -> relay(host + ":" + relayPort + ":a"));
        assertTrue(e.getMessage().contains("is where this daemon itself listens"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("storage/spool")), "nothing is left of it");
    }
}
