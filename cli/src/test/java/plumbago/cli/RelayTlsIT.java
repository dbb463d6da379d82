package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A relay that encrypts, before a receiver that wants it. */
@Timeout(600)
class RelayTlsIT {
    private static final int COUNT = 20_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whatACertificateOfSomebodyElseKeepsBackGoesOnWhenTheAuthorityIsTheRightOne() throws Exception {
        Path cacheFolder = Files.createDirectory(folder.resolve("cache"));
        Files.writeString(cacheFolder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1m:10y\n");
        Certificates.make(cacheFolder.resolve("listener.crt"), cacheFolder.resolve("listener.key"));
        Certificates.make(folder.resolve("other.crt"), folder.resolve("other.key"));
        Files.copy(cacheFolder.resolve("listener.crt"), folder.resolve("authority.crt"));
        try (RunningServer cache = RunningServer.start(
                cacheFolder,
                "cache.CONF_DIR=" + cacheFolder,
                "cache.CARBON_METRIC_INTERVAL=0",
                "cache.TLS_CERTIFICATE=listener.crt",
                "cache.TLS_KEY=listener.key")) {
            String destination = "localhost:" + cache.linePort;
            Files.writeString(folder.resolve("carbon.conf"), """
                    [relay]
                    RELAY_METHOD = constant
                    DESTINATION_PROTOCOL = line
                    DESTINATION_TRANSPORT = ssl
                    DESTINATIONS = %s
                    """.formatted(destination));
            String of = "{daemon=\"relay\",destination=\"" + destination + "\"}";
            try (RunningServer relay = RunningServer.startRelay(folder, "relay.DESTINATION_SSL_CA=other.crt")) {
                RelayLoad load = new RelayLoad(relay.linePort, 0, COUNT);
                load.run();
                assertTrue(!load.isCut());
                String refusal = "no connection to " + destination + ": TLS: ";
                while (!Files.readString(relay.log).contains(refusal)) {
                    Thread.onSpinWait();
                }
                assertEquals(COUNT, relay.measure("plumbago_relay_waiting_points" + of));
                assertEquals(0, relay.measure("plumbago_relay_connected" + of));
                relay.stop();
                assertEquals(0, cache.measure("plumbago_points_received_total"));
            }
            try (RunningServer relay = RunningServer.startRelay(folder, "relay.DESTINATION_SSL_CA=authority.crt")) {
                while (cache.measure("plumbago_points_received_total") < COUNT) {
                    Thread.onSpinWait();
                }
                while (relay.measure("plumbago_relay_waiting_points" + of) > 0) {
                    Thread.onSpinWait();
                }
                relay.stop();
            }
            cache.stop();
        }
        String log = Files.readString(cacheFolder.resolve("log"));
        assertTrue(log.contains("stopped; " + COUNT + " points received, "), log);
    }
}
