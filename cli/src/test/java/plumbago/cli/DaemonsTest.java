package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.base.net.ListenAddresses;
import plumbago.base.net.ListenAddresses.OfDaemon;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.ProcessContext;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.receiver.Receivers;
import plumbago.web.WebSettings;

/** Which of carbon's daemons run, and by which settings. */
class DaemonsTest {
    private static final PartDeclaration<ProcessContext> PART =
            new PartDeclaration<>(List.of(), Receivers.addresses(Receivers.PROTOCOLS), context -> {
                throw new IOException("nothing is to start");
            });

    private static final List<Forwarding> KNOWN = List.of(
            new Forwarding(
                    Section.RELAY,
                    PART,
                    List.of(RelaySettings.DESTINATIONS),
                    settings -> !settings.get(RelaySettings.DESTINATIONS).isEmpty()),
            new Forwarding(
                    Section.AGGREGATOR,
                    PART,
                    List.of(FolderSettings.CONF_DIR, RelaySettings.AGGREGATION_RULES),
                    settings -> Files.isRegularFile(settings.get(FolderSettings.CONF_DIR)
                            .resolve(settings.get(RelaySettings.AGGREGATION_RULES)))));

    @TempDir
    Path folder;

    private Daemons load(Role role, String instance, String conf, String... overrides)
            throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("carbon.conf"), conf);
        return Daemons.load(
                ConfigSources.of(Map.of()).withConfig(file).withOverrides(List.of(overrides)), role, instance, KNOWN);
    }

    private static List<Section> running(Daemons daemons) {
        return daemons.first().running();
    }

    private static int port(Settings settings) {
        return settings.get(ReceiverSettings.LINE_RECEIVER_PORT);
    }

    @Test
    void aPlainStartRunsWhatTheConfigurationHasAUseFor() throws Exception {
        assertEquals(List.of(Section.CACHE), running(load(Role.ALL, "a", "[relay]\nLINE_RECEIVER_PORT = wrong\n")));
        assertEquals(
                List.of(Section.CACHE, Section.RELAY),
                running(load(Role.ALL, "a", "[relay]\nDESTINATIONS = other:2004\n")));
        assertEquals(
                List.of(Section.CACHE, Section.RELAY), running(load(Role.ALL, "a", "", "relay.DESTINATIONS=a:1, b:2")));
        Files.createFile(folder.resolve("aggregation-rules.conf"));
        assertEquals(List.of(Section.CACHE, Section.AGGREGATOR), running(load(Role.ALL, "a", "")));
        assertEquals(
                List.of(Section.CACHE),
                running(load(Role.ALL, "a", "[aggregator]\nAGGREGATION_RULES = of-another-name\n")));
        assertEquals(List.of(Section.CACHE), running(load(Role.CACHE, "a", "[relay]\nDESTINATIONS = other:2004\n")));
    }

    @Test
    void eachHasTheSettingsOfItsSectionAndOfItsInstance() throws Exception {
        String conf = """
                [cache]
                LINE_RECEIVER_PORT = 3
                [relay]
                LINE_RECEIVER_PORT = 13
                DESTINATIONS = other:2004
                [relay:b]
                LINE_RECEIVER_PORT = 14
                [web]
                HTTP_PORT = 80
                """;
        Daemons all = load(Role.ALL, "a", conf, "relay.PICKLE_RECEIVER_PORT=15");
        Settings relay = all.forwarding().get(0).settings();
        assertEquals(3, port(all.cache().orElseThrow()));
        assertEquals(13, port(relay));
        assertEquals(15, relay.get(ReceiverSettings.PICKLE_RECEIVER_PORT));
        assertEquals(2004, all.cache().orElseThrow().get(ReceiverSettings.PICKLE_RECEIVER_PORT));
        assertEquals(80, relay.get(WebSettings.HTTP_PORT));

        Daemons alone = load(Role.RELAY, "b", conf);
        assertTrue(alone.cache().isEmpty());
        assertEquals(14, port(alone.first()));
        assertEquals("b", alone.first().instance());
    }

    @Test
    void whatIsWrongIsSaidOnceAndWithTheDaemonThatItIsFor() throws Exception {
        String conf = """
                [cache]
                LINE_RECIEVER_PORT = 3
                [relay]
                DESTINATIONS = other:2004
                UDP_RECIEVER_PORT = 4
                LOG_DIR = /log
                [aggregator]
                REWRITE_RULES = mine.conf
                FORWARD_ALL = False
                [web]
                HTP_PORT = 80
                [wbe]
                x = 1
                """;
        String file = folder.resolve("carbon.conf") + "";
        Daemons all = load(Role.ALL, "a", conf, "aggregator.FORWARD_ALL=True", "relay.PID_DIR=/run");
        assertEquals(
                List.of(
                        file + ", line 2: unknown setting LINE_RECIEVER_PORT in section [cache]; did you mean"
                                + " LINE_RECEIVER_PORT?",
                        file + ", line 11: unknown setting HTP_PORT in section [web]; did you mean HTTP_PORT?",
                        file + ", line 12: unknown section [wbe]; did you mean web?",
                        file + ", line 5: unknown setting UDP_RECIEVER_PORT in section [relay]; did you mean"
                                + " UDP_RECEIVER_PORT?"),
                all.warnings().stream()
                        .filter(text -> !text.contains("not honoured yet"))
                        .toList());
        assertEquals(
                List.of(
                        file + ", line 7: the section [aggregator] is for carbon-aggregator, which does not run in this"
                                + " process (plumbago start --role aggregator runs it); nothing acts on it, only on"
                                + " REWRITE_RULES",
                        "--set aggregator.FORWARD_ALL=True: this is for carbon-aggregator, which does not run in this"
                                + " process (plumbago start --role aggregator runs it); nothing acts on it"),
                all.notes().stream()
                        .filter(text -> text.contains("nothing acts"))
                        .toList());
        assertEquals(
                2,
                all.notes().stream()
                        .filter(text -> text.contains("without meaning"))
                        .count(),
                all.notes().toString());

        List<String> alone = load(Role.RELAY, "a", conf).notes();
        assertEquals(
                List.of("carbon-cache, which does", "carbon-aggregator, which does"),
                alone.stream()
                        .filter(text -> text.contains("nothing acts on it") && !text.contains("only on"))
                        .map(text -> text.replaceAll(".*is for (.* does) .*", "$1"))
                        .toList());
    }

    @Test
    void aMistakeThatAllReadIsNamedOnce() {
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> load(
                        Role.ALL, "a", "[web]\nHTTP_PORT = x\n[relay]\nDESTINATIONS = a:1\nLINE_RECEIVER_PORT = y\n"));
        assertEquals(2, e.problems().size(), e.problems().toString());
    }

    @Test
    void twoDaemonsWithOnePortAreNamedWithTheirSections() throws Exception {
        Daemons all = load(Role.ALL, "a", "[relay]\nDESTINATIONS = a:1\nLINE_RECEIVER_PORT = 2003\n", "statsd.port=0");
        Daemons.Running relay = all.forwarding().get(0);
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> ListenAddresses.check(List.of(
                        new OfDaemon(all.first(), Parts.addresses()),
                        new OfDaemon(relay.settings(), relay.daemon().part().addresses()))));
        assertEquals(
                List.of("[cache] LINE_RECEIVER_PORT (the default) is the same as [relay] LINE_RECEIVER_PORT ("
                        + folder.resolve("carbon.conf") + ", line 3), 2003; each needs a port of its own"),
                e.problems());
    }
}
