package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.web.WebSettings;

/** What is wrong with the templates of pictures stops the start. */
class PictureSettingsTest {
    @TempDir
    Path folder;

    private void start(String... more) throws Exception {
        List<String> overrides = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.CONF_DIR=" + folder,
                "cache.LINE_RECEIVER_PORT=0",
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "web.HTTP_INTERFACE=127.0.0.1",
                "web.HTTP_PORT=" + freePort()));
        overrides.addAll(List.of(more));
        Server.start(
                        Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), Parts.settings()),
                        Clock.systemUTC())
                .close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void aFileMayBeMissing() throws Exception {
        start();
        start("web.GRAPH_TEMPLATES=nosuch.conf");
        start("web.GRAPH_TEMPLATES=");
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("graphTemplates.conf"), "[mine]\nbackground = nosuch\n");
        ConfigException e = assertThrows(ConfigException.class, this::start);
        assertEquals(
                List.of(file + ", line 2, section [mine]: background = nosuch: expected a colour such as red, darkblue,"
                        + " ff8800 or #ff8800cc"),
                e.problems());
        start("web.GRAPH_TEMPLATES=another.conf");
    }

    @Test
    void theDefaultTemplateIsOneThatThereIs() throws Exception {
        start("web.DEFAULT_GRAPH_TEMPLATE=plumbago-dark");
        ConfigException e = assertThrows(ConfigException.class, () -> start("web.DEFAULT_GRAPH_TEMPLATE=mine"));
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "--set web.DEFAULT_GRAPH_TEMPLATE=mine: DEFAULT_GRAPH_TEMPLATE = mine: there is no such"
                                        + " template; expected one of alphas, classic, default, "),
                e.getMessage());
        Files.writeString(folder.resolve("graphTemplates.conf"), "[mine]\nbackground = black\n");
        start("web.DEFAULT_GRAPH_TEMPLATE=mine");
    }

    @Test
    void formatsHavePerCentSigns() throws Exception {
        Path file = Files.writeString(folder.resolve("carbon.conf"), "[web]\nDATE_FORMAT = %%d.%%m.\n");
        Settings settings = Settings.load(ConfigSources.of(Map.of()).withConfig(file), Parts.settings());
        assertEquals("%d.%m.", settings.get(WebSettings.DATE_FORMAT));
        assertEquals("%m/%d", Settings.defaults(Parts.settings()).get(WebSettings.DATE_FORMAT));
    }
}
