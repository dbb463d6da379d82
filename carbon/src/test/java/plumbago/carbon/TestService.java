package plumbago.carbon;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CarbonSettings;

/** A service below a folder of a test. */
public final class TestService {
    private TestService() {}

    /** A port that nobody listens on at the moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts a service that takes lines on a port of this machine, and has no other listeners.
     *
     * @param more settings of it, {@code cache.NAME=value}
     */
    public static CarbonService start(Path folder, int linePort, Clock clock, String... more) throws Exception {
        List<String> settings = new ArrayList<>(List.of(
                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.LINE_RECEIVER_PORT=" + linePort,
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                "cache.CONF_DIR=" + folder,
                "cache.CARBON_METRIC_INTERVAL=0"));
        settings.addAll(List.of(more));
        return CarbonService.start(
                Settings.load(ConfigSources.of(Map.of()).withOverrides(settings), CarbonSettings.GROUPS), clock);
    }
}
