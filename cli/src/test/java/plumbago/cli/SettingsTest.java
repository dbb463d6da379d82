package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.Settings;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.web.WebSettings;

class SettingsTest {
    private static final ConfigSources NOTHING = ConfigSources.of(Map.of());

    @TempDir
    Path folder;

    @Test
    void hasDefaultsForAMachineOfItsOwn() {
        Settings settings = Settings.defaults(Parts.settings());
        assertEquals(2003, settings.get(ReceiverSettings.LINE_RECEIVER_PORT));
        assertEquals("0.0.0.0", settings.get(ReceiverSettings.LINE_RECEIVER_INTERFACE));
        assertEquals(8080, settings.get(WebSettings.HTTP_PORT));
        assertEquals(Path.of("data"), settings.get(FolderSettings.STORAGE_DIR));
        assertEquals(Path.of("data", "whisper"), settings.get(FolderSettings.LOCAL_DATA_DIR));
        assertEquals(Path.of(""), settings.get(FolderSettings.CONF_DIR));
        assertEquals(Duration.ZERO, settings.get(ReceiverSettings.METRIC_CLIENT_IDLE_TIMEOUT));
        assertTrue(settings.get(CacheSettings.MAX_CACHE_BYTES) > 0);
        assertEquals("the default", settings.origin(WebSettings.HTTP_PORT));
        assertEquals("a", settings.instance());
        assertEquals(List.of(), settings.warnings());
        assertEquals(List.of(), settings.notes());
    }

    @Test
    void eachDaemonHasPortsOfItsOwn() throws Exception {
        assertEquals(List.of(2003, 2004, 2003), ports(Section.CACHE));
        assertEquals(List.of(2013, 2014, 2013), ports(Section.RELAY));
        assertEquals(List.of(2023, 2024, 2023), ports(Section.AGGREGATOR));
    }

    private static List<Integer> ports(Section daemon) throws ConfigException {
        Settings settings = Settings.load(
                NOTHING.withInstance(daemon, "a").withOverrides(List.of("cache.LINE_RECEIVER_PORT=2003")),
                Parts.settings());
        return List.of(
                settings.get(ReceiverSettings.LINE_RECEIVER_PORT),
                settings.get(ReceiverSettings.PICKLE_RECEIVER_PORT),
                settings.get(ReceiverSettings.UDP_RECEIVER_PORT));
    }

    @Test
    void zonesAreKnownInAnyCase() throws Exception {
        Settings settings =
                Settings.load(NOTHING.withOverrides(List.of("web.TIME_ZONE=europe/BERLIN")), Parts.settings());
        assertEquals("Europe/Berlin", settings.get(WebSettings.TIME_ZONE).getId());
        assertEquals(
                List.of("https://a.org", "http://localhost:3000", "*"),
                Settings.load(
                                NOTHING.withOverrides(
                                        List.of("web.CORS_ORIGINS=https://a.org, http://localhost:3000, *")),
                                Parts.settings())
                        .get(WebSettings.CORS_ORIGINS));
    }

    @Test
    void aPrefixOfPathsHasOneSlashBeforeEachStep() throws Exception {
        for (String text : List.of("/graphite", "graphite", "/graphite/", "//graphite//")) {
            Settings settings =
                    Settings.load(NOTHING.withOverrides(List.of("web.URL_PREFIX=" + text)), Parts.settings());
            assertEquals("/graphite", settings.get(WebSettings.URL_PREFIX), text);
        }
        assertEquals("", Settings.defaults(Parts.settings()).get(WebSettings.URL_PREFIX));
        for (String text : List.of("/a/../b", "..", "/./a", "/a b")) {
            assertThrows(
                    ConfigException.class,
                    () -> Settings.load(NOTHING.withOverrides(List.of("web.URL_PREFIX=" + text)), Parts.settings()));
        }
        Settings settings =
                Settings.load(NOTHING.withOverrides(List.of("web.MAX_HTTP_CONNECTIONS=200")), Parts.settings());
        assertEquals(50.0, settings.get(WebSettings.MAX_HTTP_CONNECTIONS_PER_ADDRESS));
    }

    @Test
    void laterGoesBeforeEarlier() throws Exception {
        Path file = write("""
                [cache:b]
                line_receiver_port = 2103
                MAX_CACHE_SIZE = 7
                [cache]
                LINE_RECEIVER_PORT = 2003
                MAX_CACHE_SIZE = 5
                USE_FLOW_CONTROL = off
                [web]
                HTTP_PORT = 80
                """);
        Settings settings = Settings.load(
                NOTHING.withConfig(file)
                        .withInstance(Section.CACHE, "b")
                        .withOverrides(List.of("cache.max_cache_size = inf", "web.HTTP_PORT=81", "web.HTTP_PORT=82")),
                Parts.settings());
        assertEquals(2103, settings.get(ReceiverSettings.LINE_RECEIVER_PORT));
        assertEquals(Double.POSITIVE_INFINITY, settings.get(CacheSettings.MAX_CACHE_SIZE));
        assertFalse(settings.get(ReceiverSettings.USE_FLOW_CONTROL));
        assertEquals(82, settings.get(WebSettings.HTTP_PORT));
        assertEquals(file + ", line 2", settings.origin(ReceiverSettings.LINE_RECEIVER_PORT));
        assertEquals("--set web.HTTP_PORT=82", settings.origin(WebSettings.HTTP_PORT));
    }

    @Test
    void foldersFollowTheEnvironmentAsInCarbon() throws Exception {
        Settings rooted = Settings.load(ConfigSources.of(Map.of("GRAPHITE_ROOT", "/g")), Parts.settings());
        assertEquals(Path.of("/g/storage"), rooted.get(FolderSettings.STORAGE_DIR));
        assertEquals(Path.of("/g/storage/whisper"), rooted.get(FolderSettings.LOCAL_DATA_DIR));
        assertEquals(Path.of("/g/conf"), rooted.get(FolderSettings.CONF_DIR));

        Path file = write("[cache]\nSTORAGE_DIR = /s\n");
        Settings given = Settings.load(
                ConfigSources.of(Map.of("GRAPHITE_CONF_DIR", folder.toString(), "GRAPHITE_STORAGE_DIR", "/elsewhere")),
                Parts.settings());
        assertEquals(Path.of("/s/whisper"), given.get(FolderSettings.LOCAL_DATA_DIR));
        assertEquals(folder, given.get(FolderSettings.CONF_DIR));
        assertEquals(
                folder,
                Settings.load(NOTHING.withConfig(file), Parts.settings()).get(FolderSettings.CONF_DIR));
    }

    @Test
    void theStorageFolderOfAnInstanceLeavesTheFilesWhereTheyAre() throws Exception {
        Path file = write("[cache]\nSTORAGE_DIR = /s\n[cache:b]\nSTORAGE_DIR = /t\n");
        ConfigSources sources = NOTHING.withConfig(file).withInstance(Section.CACHE, "b");
        Settings settings = Settings.load(sources, Parts.settings());
        assertEquals(Path.of("/t"), settings.get(FolderSettings.STORAGE_DIR));
        assertEquals(Path.of("/s/whisper"), settings.get(FolderSettings.LOCAL_DATA_DIR));
        assertEquals(
                List.of(file
                        + ", line 4: STORAGE_DIR of an instance does not move the folders below it, as in carbon; set"
                        + " LOCAL_DATA_DIR as well"),
                settings.warnings());

        Settings overridden = Settings.load(sources.withOverrides(List.of("cache.STORAGE_DIR=/u")), Parts.settings());
        assertEquals(Path.of("/u/whisper"), overridden.get(FolderSettings.LOCAL_DATA_DIR));
        assertEquals(List.of(), overridden.warnings());
    }

    @Test
    void aMissingFileIsAnErrorOnlyWhereItWasGiven() throws Exception {
        Path missing = folder.resolve("none.conf");
        ConfigException e =
                assertThrows(ConfigException.class, () -> Settings.load(NOTHING.withConfig(missing), Parts.settings()));
        assertEquals(missing + ": no such file", e.getMessage());
        Settings.load(ConfigSources.of(Map.of("GRAPHITE_CONF_DIR", folder.toString())), Parts.settings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[cache];LINE_RECEIVER_PORT = abc|line 2: LINE_RECEIVER_PORT = abc: expected a port from 1 to 65535, or 0 for"
                        + " none",
                "[cache];LINE_RECEIVER_PORT = 65536|line 2: LINE_RECEIVER_PORT = 65536: expected a port from 1 to 65535,"
                        + " or 0 for none",
                "[cache];USE_FLOW_CONTROL =|line 2: USE_FLOW_CONTROL = : expected True or False (or yes, no, on, off, 1, 0)",
                "[cache];MAX_CACHE_SIZE = nan|line 2: MAX_CACHE_SIZE = nan: expected a number above 0, or inf for no limit",
                "[cache];MAX_CACHE_SIZE = 0|line 2: MAX_CACHE_SIZE = 0: expected a number above 0, or inf for no limit",
                "[web];TIME_ZONE = Mars|line 2: TIME_ZONE = Mars: expected a time zone such as UTC or Europe/Berlin",
                "[web];CORS_ORIGINS = grafana.example.org|line 2: CORS_ORIGINS = grafana.example.org: expected origins such"
                        + " as https://grafana.example.org or http://localhost:3000, with commas between them, or *",
                "[web];CORS_ORIGINS = https://a.org/|line 2: CORS_ORIGINS = https://a.org/: expected origins such"
                        + " as https://grafana.example.org or http://localhost:3000, with commas between them, or *",
                "[web];URL_PREFIX = /a?b|line 2: URL_PREFIX = /a?b: expected the beginning of a path such as /graphite, or /"
                        + " for none",
                "[cache];CARBON_METRIC_PREFIX = a..b|line 2: CARBON_METRIC_PREFIX = a..b: expected a metric's name such as"
                        + " carbon or servers.graphite",
                "[cache];DATABASE = ceres|line 2: DATABASE = ceres: expected one of whisper",
                "[cache];MAX_CACHE_BYTES = 5T|line 2: MAX_CACHE_BYTES = 5T: expected a number of bytes above 0, with K, M or G"
                        + " behind it for units of 1024",
            })
    void aWrongValueIsAnErrorThatSaysWhatIsRight(String lines, String message) throws IOException {
        Path file = write(lines.replace(';', '\n'));
        ConfigException e =
                assertThrows(ConfigException.class, () -> Settings.load(NOTHING.withConfig(file), Parts.settings()));
        assertEquals(file + ", " + message, e.getMessage());
    }

    @Test
    void allWrongValuesAreNamedTogether() throws IOException {
        Path file = write("[cache]\nLINE_RECEIVER_PORT = x\nMAX_CACHE_SIZE = y\n");
        ConfigException e =
                assertThrows(ConfigException.class, () -> Settings.load(NOTHING.withConfig(file), Parts.settings()));
        assertEquals(2, e.problems().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[cache];LINE_RECIEVER_PORT = 1|unknown setting LINE_RECIEVER_PORT in section [cache]; did you mean"
                        + " LINE_RECEIVER_PORT?",
                "[cache];LOG_LISTENER_CONNECTIONS = False|unknown setting LOG_LISTENER_CONNECTIONS in section [cache];"
                        + " LOG_LISTENER_CONN_SUCCESS has taken its place",
                "[cache];LINE_RECEIVER_BACKLOG = 5|unknown setting LINE_RECEIVER_BACKLOG in section [cache]; LISTEN_BACKLOG has"
                        + " taken its place",
                "[cache];COMPLETELY_ELSE = 1|unknown setting COMPLETELY_ELSE in section [cache]",
                "[cache];FORWARD_ALL = 1|unknown setting FORWARD_ALL in section [cache]; it belongs into [aggregator]",
                "[wbe];x = 1|unknown section [wbe]; did you mean web?",
                "[Cache];x = 1|unknown section [Cache]; did you mean cache?",
            })
    void warnsOfWhatCannotBeMeantSo(String lines, String warning) throws Exception {
        Path file = write(lines.replace(';', '\n'));
        List<String> warnings =
                Settings.load(NOTHING.withConfig(file), Parts.settings()).warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith(file + ", line "), warnings.get(0));
        assertTrue(warnings.get(0).endsWith(": " + warning), warnings.get(0));
    }

    @Test
    void reportsTogetherWhatHasNoMeaningOrIsNotHonouredYet() throws Exception {
        Path file = write("""
                [cache]
                LOG_DIR = /log
                ENABLE_MANHOLE = False
                ENABLE_LOGROTATION = True
                MIN_TIMESTAMP_LAG = 5
                LOG_AGGREGATOR_MISSES = True
                RELAY_CACHE_METRICS = True
                [relay]
                DESTINATIONS = a:1
                [aggregator]
                REWRITE_RULES = mine.conf
                [cache:x]
                NO_MATTER = 1
                """);
        Settings settings = Settings.load(NOTHING.withConfig(file), Parts.settings());
        assertEquals(
                List.of(
                        file
                                + ", line 8: the section [relay] is for carbon-relay, which does not run in this process"
                                + " (plumbago start --role relay runs it); nothing acts on it",
                        file + ", line 12: the section [cache:x] is for another instance than a, and is passed over",
                        file + ": without meaning here: LOG_DIR (line 2), ENABLE_LOGROTATION (line 4): the log goes to"
                                + " standard error, for the service that runs Plumbago to keep and to rotate",
                        file
                                + ": without meaning here: ENABLE_MANHOLE (line 3): there is no interpreter inside to log in"
                                + " to"),
                settings.notes());
        assertEquals(
                List.of(
                        file + ", line 6: unknown setting LOG_AGGREGATOR_MISSES in section [cache]; it belongs into"
                                + " [aggregator]",
                        file + ": not honoured yet, so that nothing acts on it: RELAY_CACHE_METRICS (line 7)"),
                settings.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_PORT=1|expected section.SETTING=value, as in cache.LINE_RECEIVER_PORT=2003",
                "web.HTTP_PORT|expected section.SETTING=value, as in cache.LINE_RECEIVER_PORT=2003",
                "wep.HTTP_PORT=1|unknown section 'wep'; did you mean web?",
                "web.HTP_PORT=1|unknown setting HTP_PORT in section [web]; did you mean HTTP_PORT?",
                "web.HTTP_PORT=x|HTTP_PORT = x: expected a port from 1 to 65535, or 0 for none",
            })
    void aWrongOverrideIsAnError(String override, String message) {
        ConfigException e = assertThrows(
                ConfigException.class, () -> Settings.load(NOTHING.withOverrides(List.of(override)), Parts.settings()));
        assertEquals("--set " + override + ": " + message, e.getMessage());
    }

    @Test
    void everySettingIsDeclaredOnceAndWithADefaultThatReadsBack() {
        Set<String> seen = new HashSet<>();
        for (Setting<?> setting : new SettingGroups(Parts.settings()).list()) {
            for (Section section : setting.sections()) {
                assertTrue(seen.add(section + setting.name()), setting + " is declared twice for " + section);
            }
            assertFalse(setting.doc().isEmpty(), setting.name());
            assertEquals(
                    setting.status() == Setting.Status.WITHOUT_MEANING,
                    !setting.why().isEmpty(),
                    setting.name());
            assertReadsBack(setting);
        }
    }

    private static <T> void assertReadsBack(Setting<T> setting) {
        T value = Settings.defaults(Parts.settings()).get(setting);
        String text = setting.type().write(value);
        if (!text.isEmpty()) {
            assertEquals(value, setting.type().read(text), setting.name());
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("carbon.conf"), text);
    }
}
