package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.RuleFile;

class RelayRulesTest {
    private static final List<Destination> TWO =
            List.of(Destination.parse("10.0.0.1:2004"), Destination.parse("10.0.0.2:2004:b"));

    private static final String GOOD = """
            [servers]
            pattern = ^servers\\.
            destinations = 10.0.0.1:2004
            continue = yes
            [rest]
            default = true
            destinations = 10.0.0.2:2004:b
            [off]
            default = false
            destinations = 10.0.0.1:2004
            """;

    private static List<String> problems(String text) {
        return assertThrows(ConfigException.class, () -> RelayRules.parse("relay-rules.conf", text, TWO))
                .problems();
    }

    @Test
    void saysWhichRuleAndWhere() throws Exception {
        RelayRules rules = RelayRules.parse("relay-rules.conf", GOOD, TWO);
        assertEquals(
                "the rule [servers] finds '^servers\\.' in it (relay-rules.conf, line 1), and as that says continue, the"
                        + " default rule [rest] takes it (relay-rules.conf, line 5)",
                rules.reason("servers.a"));
        assertArrayEquals(new int[] {0, 1}, rules.destinations("servers.a"));
        assertEquals("the default rule [rest] takes it (relay-rules.conf, line 5)", rules.reason("a"));
        assertEquals(
                List.of(
                        "relay-rules.conf, line 8: the section [off] is passed over: it has neither a pattern nor default"
                                + " = true"),
                rules.warnings());
    }

    @Test
    void namesAllThatIsWrong() {
        assertEquals(
                List.of(
                        "relay-rules.conf, line 2, section [a]: pattern = (x: not a regular expression: missing ),"
                                + " unterminated subpattern (at character 1)",
                        "relay-rules.conf, line 4, section [b]: destinations = : not given; expected a list of destinations",
                        "relay-rules.conf, line 8, section [c]: destinations = 10.0.0.9:2004: 10.0.0.9:2004 is not in"
                                + " DESTINATIONS of carbon.conf",
                        "relay-rules.conf, line 7, section [c]: default = maybe: expected True or False (or yes, no, on,"
                                + " off, 1, 0)",
                        "relay-rules.conf, line 13, section [e]: default = yes: [d] is the default rule already",
                        "relay-rules.conf, line 18, section [f]: default = yes: there is a pattern too; expected one of the"
                                + " two"),
                problems("""
                        [a]
                        pattern = (x
                        destinations = 10.0.0.1:2004
                        [b]
                        pattern = x
                        [c]
                        default = maybe
                        destinations = 10.0.0.9:2004
                        [d]
                        default = yes
                        destinations = 10.0.0.1:2004
                        [e]
                        default = yes
                        destinations = 10.0.0.1:2004
                        [f]
                        pattern = x
                        destinations = 10.0.0.1:2004
                        default = yes
                        """));
    }

    @Test
    void wantsADefaultRule() {
        assertEquals(
                List.of(
                        "relay-rules.conf: there is no default rule; expected one section with default = true instead of a"
                                + " pattern"),
                problems("[a]\npattern = x\ndestinations = 10.0.0.1:2004\n"));
    }

    @Test
    void anEmptyPatternIsForAllNames() throws Exception {
        RelayRules rules = RelayRules.parse(
                "relay-rules.conf",
                "[all]\npattern =\ndestinations = 10.0.0.1:2004\n[d]\ndefault = true\ndestinations = 10.0.0.2:2004:b\n",
                TWO);
        assertArrayEquals(new int[] {0}, rules.destinations("x"));
    }

    @Test
    void areReadAgain(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("relay-rules.conf"), GOOD);
        RuleFile<RelayRules> read = RuleFile.open(
                file,
                (name, text) -> RelayRules.parse(name, text, TWO),
                RelayRules.load(file, TWO),
                false,
                RuleFile.LISTS,
                Clock.systemUTC());
        Router router = Routers.of(
                new RoutingOptions(RelayMethod.RULES, HashType.CARBON_CH, 1, true), TWO, read::current, null);
        assertArrayEquals(new int[] {0, 1}, router.destinations("servers.a"));
        Files.writeString(file, "[d]\ndefault = true\ndestinations = 10.0.0.1:2004\n");
        assertEquals(RuleFile.Check.REPLACED, read.checkNow());
        assertArrayEquals(new int[] {0}, router.destinations("servers.a"));
    }
}
