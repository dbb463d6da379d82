package plumbago.hostile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/** A server in this process that answers all that the program answers by HTTP, on a port of loopback. */
final class AllRoutes implements AutoCloseable {
    private final CarbonService carbon;
    private final WebServer web;

    /** Puts it together; it listens after {@link #start}. */
    AllRoutes(Path folder) throws ConfigException, IOException {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=0",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.CARBON_METRIC_INTERVAL=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder)),
                CarbonSettings.GROUPS);
        carbon = CarbonService.start(settings, Clock.systemUTC());
        web = new WebServer(
                "127.0.0.1",
                0,
                carbon.store().reader(),
                carbon.store().index(),
                carbon.store().state(),
                Clock.systemUTC(),
                System::nanoTime,
                "test",
                WebOptions.defaults());
        web.acceptPoints(carbon::posted);
        web.register(carbon.store().measures());
        web.offer(carbon.store().housekeeping());
        web.offer(carbon.store().metadata());
        web.offer(carbon.store(), carbon.context().intake().senders());
    }

    /** Lines such as {@code WRITE POST /events}. */
    List<String> table() {
        return web.routes();
    }

    int start() throws IOException {
        web.start();
        web.ready();
        return web.port();
    }

    @Override
    public void close() throws IOException {
        web.close();
        carbon.close();
    }
}
