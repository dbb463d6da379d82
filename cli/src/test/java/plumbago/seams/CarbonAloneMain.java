package plumbago.seams;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.base.net.ListenAddresses;
import plumbago.base.part.PartDeclaration;
import plumbago.base.part.RunningParts;
import plumbago.carbon.CarbonService;
import plumbago.carbon.PartContext;
import plumbago.carbon.store.SeriesStore;

/** A store with the parts of carbon, for a class path that has no others. */
final class CarbonAloneMain {
    private CarbonAloneMain() {}

    /** @param args the folder, and the port for lines */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Clock clock = Clock.systemUTC();
        List<PartDeclaration<PartContext>> alone = List.of(CarbonService.declaration());
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder,
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.LINE_RECEIVER_PORT=" + args[1],
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.CARBON_METRIC_INTERVAL=0")),
                alone.get(0).settings());
        ListenAddresses.check(settings, alone.get(0).addresses());
        try (SeriesStore store = SeriesStore.open(settings, clock);
                RunningParts parts = RunningParts.start(alone, PartContext.of(settings, clock, store, "test"))) {
            if (isThere("plumbago.web.WebPart")) {
                throw new AssertionError("the web side is on the class path");
            }
            int unused =
                    store.state().events().add(5, "alone", "", List.of("t")).id();
            System.out.println(parts.listening().get(0).port());
            while (System.in.read() >= 0) {}
        }
    }

    private static boolean isThere(String name) {
        try {
            return Class.forName(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
