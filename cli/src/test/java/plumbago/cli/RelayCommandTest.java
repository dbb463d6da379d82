package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        conf("""
                [relay]
                RELAY_METHOD = consistent-hashing
                DESTINATIONS = 10.0.0.1:2004, 10.0.0.2:2004, 10.0.0.3:2004
                REPLICATION_FACTOR = 2
                [relay:b]
                RELAY_METHOD = rules
                """);
        rules("""
                [servers]
                pattern = ^servers\\.
                destinations = 10.0.0.1:2004
                continue = true
                [rest]
                default = true
                destinations = 10.0.0.2:2004, 10.0.0.3:2004
                """);
    }

    @Test
    void saysWhereOnTheRingANameIs() {
        assertEquals(0, execute("where", "foo.bar"), err.toString());
        assertEquals("""
                foo.bar
                  10.0.0.3:2004
                  10.0.0.1:2004
                  carbon_ch puts the name at 1273 of the ring, and the next entry, at 1366, is of 10.0.0.3:2004, with copies for the next ones on other hosts
                """, out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void saysWhichRulesOfAnInstanceDecide() {
        assertEquals(0, execute("where", "--instance", "b", "servers.a", "odd\u0007"), err.toString());
        String rules = folder.resolve("relay-rules.conf").toString();
        assertEquals("""
                servers.a
                  10.0.0.1:2004
                  10.0.0.2:2004
                  10.0.0.3:2004
                  the rule [servers] finds '^servers\\.' in it (%s, line 1), and as that says continue, the default rule [rest] takes it (%s, line 5)
                odd\\x07
                  10.0.0.2:2004
                  10.0.0.3:2004
                  the default rule [rest] takes it (%s, line 5)
                """.formatted(rules, rules, rules), out.toString());
    }

    @Test
    void checksWhatIsWell() {
        assertEquals(0, execute("check"), err.toString());
        List<String> lines = out.toString().lines().toList();
        assertEquals(
                "consistent-hashing, destinations: 3, hash: carbon_ch, copies: 2, each on another host", lines.get(0));
        assertTrue(
                lines.get(1).matches("  10\\.0\\.0\\.1:2004 gets \\d\\d\\.\\d % of 10,000 sample names"), lines.get(1));
        assertEquals(4, lines.size());
        out.getBuffer().setLength(0);
        assertEquals(0, execute("check", "--instance=b"), err.toString());
        String rules = folder.resolve("relay-rules.conf").toString();
        assertEquals("""
                rules, destinations: 3
                  [servers] pattern = ^servers\\.: 10.0.0.1:2004, and continue (%s, line 1)
                  [rest] default: 10.0.0.2:2004, 10.0.0.3:2004 (%s, line 5)
                """.formatted(rules, rules), out.toString());
    }

    @Test
    void endsWithOneForWhatCanHardlyBeMeant() throws IOException {
        assertEquals(1, execute("check", "--set=relay.ROUTER_HASH_TYPE=fnv1a_ch"));
        assertTrue(
                err.toString()
                        .contains("warning: " + folder.resolve("carbon.conf")
                                + ", line 3: DESTINATIONS: 10.0.0.3:2004 gets"
                                + " next to nothing; fnv1a_ch tells destinations apart by their instances alone\n"),
                err.toString());
        err.getBuffer().setLength(0);
        assertEquals(1, execute("check", "--set=relay.REPLICATION_FACTOR=4"));
        assertTrue(
                err.toString()
                        .contains(
                                "REPLICATION_FACTOR=4: REPLICATION_FACTOR = 4: a metric gets no more copies than there are"
                                        + " hosts, 3, unless DIVERSE_REPLICAS = False\n"),
                err.toString());
        rules("[rest]\ndefault = true\ndestinations = 10.0.0.2:2004, 10.0.0.3:2004\n");
        err.getBuffer().setLength(0);
        assertEquals(1, execute("check", "--instance=b"));
        assertTrue(
                err.toString().contains(": DESTINATIONS: 10.0.0.1:2004 is in no rule, and gets nothing\n"),
                err.toString());
    }

    @Test
    void endsWithTwoForWhatIsWrong() throws IOException {
        rules("[rest]\ndefault = true\ndestinations = 10.0.0.9:2004\n");
        assertRefused(
                folder.resolve("relay-rules.conf")
                        + ", line 3, section [rest]: destinations = 10.0.0.9:2004: 10.0.0.9:2004"
                        + " is not in DESTINATIONS of carbon.conf",
                "--instance=b");
        assertRefused(
                ": RELAY_METHOD = fast-hashing cannot have the hash type jump_fnv1a_ch; expected carbon_ch, fnv1a_ch or"
                        + " mmh3_ch",
                "--set=relay.RELAY_METHOD=fast-hashing",
                "--set=relay.ROUTER_HASH_TYPE=jump_fnv1a_ch");
        conf("[relay]\nRELAY_METHOD = constant\n");
        assertRefused("DESTINATIONS is empty; expected one at least");
        conf("[relay]\nRELAY_METHOD = constant\nDESTINATIONS = a:b, 10.0.0.1:2004, c\n");
        assertRefused(
                folder.resolve("carbon.conf") + ", line 3: DESTINATIONS: 'a:b': 'b' is no port; expected HOST:PORT");
        assertTrue(err.toString().contains("DESTINATIONS: 'c': expected HOST:PORT"), err.toString());
        conf("[relay]\nRELAY_METHOD = consistent-hashing\nDESTINATIONS = a:1, b:1, a:2\n");
        assertRefused(
                folder.resolve("carbon.conf") + ", line 3: DESTINATIONS: a:1 and a:2 have equal hosts and instances");
        conf("[relay]\nDESTINATIONS = a:1\nRELAY_RULES = nosuch.conf\n");
        assertRefused("nosuch.conf");
    }

    @Test
    void goesByTheNamesOfAggregates() throws IOException {
        aggregation("# of all hosts\n<app>.all.requests (60) = sum <app>.*.requests\n");
        String method = "--set=relay.RELAY_METHOD=aggregated-consistent-hashing";
        assertEquals(0, execute("where", method, "shop.a.requests", "shop.b.requests", "foo.bar"), err.toString());
        List<String> lines = out.toString().lines().toList();
        assertEquals(12, lines.size(), out.toString());
        assertEquals(lines.subList(1, 4), lines.subList(5, 8), "both go where their aggregate goes");
        assertTrue(
                lines.get(3).startsWith("  it goes into shop.all.requests: carbon_ch puts the name at "), lines.get(3));
        assertEquals(
                List.of("foo.bar", "  10.0.0.3:2004", "  10.0.0.1:2004"),
                lines.subList(8, 11),
                "as without aggregation rules");
        assertTrue(lines.get(11).startsWith("  no aggregation rule is for it, so it goes by its own name: "));
        out.getBuffer().setLength(0);
        assertEquals(
                0,
                execute("where", "--set=relay.RELAY_METHOD=fast-aggregated-hashing", "shop.a.requests"),
                err.toString());
        assertTrue(out.toString().contains("\n  it goes into shop.all.requests: "), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, execute("check", method), err.toString());
        lines = out.toString().lines().toList();
        assertEquals(
                "aggregated-consistent-hashing, destinations: 3, aggregation rules: 1, hash: carbon_ch, copies: 2, each on"
                        + " another host",
                lines.get(0));
        assertEquals("aggregator, rules: 1 (" + folder.resolve("aggregation-rules.conf") + ")", lines.get(4));
    }

    @Test
    void doubtsAggregatedMethodsWithoutRules() throws IOException {
        String file = folder.resolve("aggregation-rules.conf").toString();
        String method = "--set=relay.RELAY_METHOD=fast-aggregated-hashing";
        assertEquals(1, execute("check", method));
        assertEquals(
                "warning: " + file
                        + ": no such file, so with fast-aggregated-hashing each metric goes by its own name\n",
                err.toString());
        aggregation("# none\n");
        err.getBuffer().setLength(0);
        assertEquals(1, execute("check", method));
        assertEquals(
                "warning: " + file
                        + ": no rule in it, so with fast-aggregated-hashing each metric goes by its own name\n",
                err.toString());
    }

    @Test
    void tellsWhatIsWrongWithAggregationRulesThatAreUsed() throws IOException {
        String file = folder.resolve("aggregation-rules.conf").toString();
        aggregation("a.<x> (60) = sum b.<x>\na.<x> (60) = max c.<x>\n");
        String doubt =
                "warning: " + file + ", line 2: a.<x> is made by a rule above, too, with another method or frequency:"
                        + " of the two that counts whose point comes first, and the values of both are added\n";
        assertEquals(1, execute("check"), "a start runs the aggregator with them");
        assertEquals(doubt, err.toString());
        err.getBuffer().setLength(0);
        assertEquals(1, execute("check", "--set=relay.RELAY_METHOD=aggregated-consistent-hashing"));
        assertEquals(doubt, err.toString(), "once, though both read it");

        aggregation("a.<x> (60) = sum b.<x>\na.<x> (60) = median b.<x>\n");
        assertRefused(file + ", line 2: method 'median': expected one of sum, avg");
        assertRefused(
                file + ", line 2: method 'median': expected one of sum, avg",
                "--set=relay.RELAY_METHOD=aggregated-consistent-hashing",
                "--set=aggregator.AGGREGATION_RULES=none.conf");
        err.getBuffer().setLength(0);
        assertEquals(0, execute("check", "--set=aggregator.AGGREGATION_RULES=none.conf"), err.toString());
        assertEquals(0, execute("where", "foo.bar"), "the relay does not read them: " + err);
        assertEquals(2, execute("where", "--set=relay.RELAY_METHOD=fast-aggregated-hashing", "foo.bar"));
    }

    @Test
    void warnsWhereNobodyIsSentTo() throws IOException {
        conf("[relay]\nRELAY_METHOD = rules\nDESTINATIONS =\n");
        assertEquals(0, execute("where", "foo.bar", "odd\u0007"), err.toString());
        assertEquals("""
                foo.bar
                  nowhere: DESTINATIONS is empty
                odd\\x07
                  nowhere: DESTINATIONS is empty
                """, out.toString());
        assertEquals(
                "warning: " + folder.resolve("carbon.conf")
                        + ", line 3: DESTINATIONS is empty, so there is nobody to send to, and plumbago start runs no"
                        + " relay\n",
                err.toString());
    }

    private void assertRefused(String message, String... options) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        assertEquals(2, execute("check", options), out.toString());
        assertTrue(err.toString().contains(message), err.toString());
        assertEquals("", out.toString());
    }

    private void conf(String text) throws IOException {
        Files.writeString(folder.resolve("carbon.conf"), text);
    }

    private void rules(String text) throws IOException {
        Files.writeString(folder.resolve("relay-rules.conf"), text);
    }

    private void aggregation(String text) throws IOException {
        Files.writeString(folder.resolve("aggregation-rules.conf"), text);
    }

    private int execute(String command, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("relay", command, "-c", folder.resolve("carbon.conf").toString()));
        arguments.addAll(List.of(more));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
