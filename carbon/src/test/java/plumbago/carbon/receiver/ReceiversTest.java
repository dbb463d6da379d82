package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.base.part.Listening;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.stats.PointCounters;

/** The receivers of a daemon, without a store behind them. */
@Timeout(600)
class ReceiversTest {
    private static final long NOW = 1_700_000_000L;

    private final List<String> names = new CopyOnWriteArrayList<>();

    private Intake intake() {
        return new Intake(
                batch -> {
                    for (int i = 0; i < batch.size(); i++) {
                        names.add(batch.name(i));
                    }
                },
                FlowControl.NONE,
                new PointCounters(),
                () -> NOW,
                new UnfinishedQuota(1 << 20, FlowControl.NONE, System::nanoTime));
    }

    private static Settings settings(Section daemon, String... overrides) throws ConfigException {
        return Settings.load(
                ConfigSources.of(Map.of()).withOverrides(List.of(overrides)).withInstance(daemon, "a"),
                CarbonSettings.GROUPS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void send(int port, String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            // The end of the connection: all of it has been passed on.
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void eachDaemonListensAsItsSectionSaysAndPassesPointsOnToItsOwnSink() throws Exception {
        int lines = freePort();
        Settings settings = settings(
                Section.RELAY,
                "cache.LINE_RECEIVER_PORT=1",
                "relay.LINE_RECEIVER_PORT=" + lines,
                "relay.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "relay.PICKLE_RECEIVER_PORT=0");
        Measures measures = new Measures();
        try (Receivers receivers = new Receivers(settings, Receivers.PROTOCOLS, intake(), 1)) {
            receivers.register(measures);
            assertEquals(0, measures.value("plumbago_connections").orElseThrow());
            assertEquals(lines, receivers.port(PlaintextReceiver.PROTOCOL));
            assertEquals(0, receivers.port(FrameReceiver.PICKLES));
            assertEquals(List.of(new Listening("relay", lines, "plaintext over TCP")), receivers.listening("relay"));
            send(lines, "a.b 1 " + NOW + "\nc 2 " + NOW + "\n");
            assertEquals(List.of("a.b", "c"), names);
        }
        assertThrows(IOException.class, () -> send(lines, ""));
    }

    @Test
    void nothingStaysOpenWhereOneCannotListen() throws Exception {
        int lines = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(
                    Section.AGGREGATOR,
                    "aggregator.LINE_RECEIVER_PORT=" + lines,
                    "aggregator.PICKLE_RECEIVER_INTERFACE=127.0.0.1",
                    "aggregator.PICKLE_RECEIVER_PORT=" + taken.getLocalPort());
            assertThrows(IOException.class, () -> new Receivers(settings, Receivers.PROTOCOLS, intake(), 1));
            assertThrows(IOException.class, () -> send(lines, ""));
        }
    }
}
