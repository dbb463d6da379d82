package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.measure.PrometheusText;
import plumbago.base.net.DatagramOptions;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.config.StatsdOptionsReader;
import plumbago.statsd.config.StatsdSettings;
import plumbago.statsd.server.StatsdServer;

class StatsdMeasuresTest {
    @Test
    void aFloodOfNamesIsAProblemForAsLongAsItGoesOn() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of()).withOverrides(List.of("statsd.maxMetrics=100")),
                Stream.concat(FolderSettings.GROUPS.stream(), StatsdSettings.GROUPS.stream())
                        .toList());
        StatsdOptions options = StatsdOptionsReader.read(settings);
        Measures measures = new Measures();
        Problems problems = new Problems();
        List<Runnable> chores = new ArrayList<>();
        try (StatsdServer server = new StatsdServer(new StatsdServer.Setup(
                        options,
                        new SetClock(1_700_000_000_000L),
                        Optional.empty(),
                        0,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        false));
                DatagramSocket socket = new DatagramSocket()) {
            server.start();
            int port = server.listenForDatagrams(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DatagramOptions.allowing(any -> true));
            new StatsdMeasures(server, options).register(measures, problems, chores::add);
            chores.forEach(Runnable::run);
            assertEquals(List.of(), problems.now());
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                flood.append("spoofed").append(i).append(":1|c\n");
            }
            byte[] packet = flood.toString().getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
            Await.until(() -> server.packets() == 1);
            chores.forEach(Runnable::run);
            assertEquals(1, problems.now().size());
            assertTrue(
                    problems.now().get(0).contains("maxMetrics"), problems.now().get(0));
            String text = PrometheusText.of(measures);
            assertTrue(text.contains("plumbago_statsd_metrics 100\n"), text);
            assertTrue(text.contains("plumbago_statsd_metrics_refused_total 103\n"), text);
            assertTrue(text.contains("plumbago_datagrams_lost_total{listener=\"statsd\"} 0\n"), text);
            chores.forEach(Runnable::run);
            assertEquals(List.of(), problems.now());
        }
    }
}
