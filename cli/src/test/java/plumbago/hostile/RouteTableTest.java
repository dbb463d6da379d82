package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/**
 * {@code docs/security.md} tells of each route what it does: a new one, or one that does something else, is seen there.
 * {@code -Dplumbago.reference.write=true} writes it anew.
 */
class RouteTableTest {
    private static final Path DOC = Path.of("").toAbsolutePath().getParent().resolve("docs/security.md");
    private static final String BEGIN = "<!-- routes: begin -->\n";
    private static final String END = "<!-- routes: end -->\n";

    @TempDir
    Path folder;

    @Test
    void theDocSaysWhatEachRouteDoes() throws Exception {
        String text = Files.readString(DOC);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String shouldBe = table(routes());
        if (Boolean.getBoolean("plumbago.reference.write")) {
            Files.writeString(DOC, text.substring(0, begin) + shouldBe + text.substring(end));
            return;
        }
        assertEquals(shouldBe, text.substring(begin, end));
    }

    private List<String> routes() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_PORT=0",
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder)),
                CarbonSettings.GROUPS);
        try (CarbonService carbon = CarbonService.start(settings, Clock.systemUTC());
                WebServer web = server(carbon)) {
            web.acceptPoints(carbon::posted);
            web.register(carbon.store().measures());
            web.offer(carbon.store().housekeeping());
            web.offer(carbon.store().metadata());
            web.offer(carbon.store(), carbon.context().intake().senders());
            return web.routes();
        }
    }

    private static WebServer server(CarbonService carbon) throws IOException {
        return new WebServer(
                "127.0.0.1",
                0,
                carbon.store().reader(),
                carbon.store().index(),
                carbon.store().state(),
                Clock.systemUTC(),
                System::nanoTime,
                "test",
                WebOptions.defaults());
    }

    /** From lines such as {@code WRITE POST /events}; a path has a row for each thing that is done at it. */
    private static String table(List<String> routes) {
        Map<String, String> methods = new TreeMap<>();
        for (String route : routes) {
            String[] words = route.split(" ");
            methods.merge(words[2] + " " + words[0], words[1], (before, more) -> before + ", " + more);
        }
        StringBuilder table = new StringBuilder("| path | by | does |\n| --- | --- | --- |\n");
        Map<String, String> does = Map.of("READ", "reads", "WRITE", "writes", "ADMIN", "administers");
        methods.forEach((route, by) -> {
            String[] words = route.split(" ");
            table.append("| `" + words[0] + "` | " + by + " | " + does.get(words[1]) + " |\n");
        });
        return table.toString();
    }
}
