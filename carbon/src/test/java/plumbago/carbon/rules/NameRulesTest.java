package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.carbon.goldens.SimulatedClock;
import plumbago.carbon.stats.DropReason;

class NameRulesTest {
    @TempDir
    Path folder;

    private long now = 1_700_000_000L;

    private final Clock clock = new SimulatedClock(() -> 1000 * now);

    private NameRules rules(boolean useLists) throws ConfigException {
        return new NameRules(folder, useLists, "rewrite-rules.conf", clock);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void theListsAreAskedOnlyIfTheSettingSaysSo() throws Exception {
        write("blacklist.conf", "secret\n");
        assertEquals(Optional.empty(), rules(false).refusal("secret"));
        assertEquals(Optional.of(DropReason.BLACKLISTED), rules(true).refusal("secret"));
        write("whitelist.conf", "public\n");
        assertEquals(Optional.empty(), rules(true).refusal("public"));
        assertEquals(Optional.of(DropReason.NOT_WHITELISTED), rules(true).refusal("other"));
    }

    @Test
    void rewritesBeforeAndAfter() throws Exception {
        write("rewrite-rules.conf", "[post]\nb = c\n[pre]\na = b\n");
        RewriteRules rules = rules(false).rewriting();
        assertEquals("b.b.x", rules.before("a.b.x"));
        assertEquals("a.c.x", rules.after("a.b.x"));
        RewriteRules none = new NameRules(folder, false, "", clock).rewriting();
        assertEquals("a.b.x", none.before("a.b.x"));
        assertEquals("a.b.x", none.after("a.b.x"));
    }

    @Test
    void filesThatAppearChangeAndGoAreNoticed() throws Exception {
        NameRules rules = rules(true);
        assertFalse(rules.check());
        write("blacklist.conf", "secret\n");
        write("rewrite-rules.conf", "[pre]\na = b\n");
        assertFalse(rules.check(), "not before ten seconds");
        now += 10;
        assertTrue(rules.check());
        assertEquals(Optional.of(DropReason.BLACKLISTED), rules.refusal("secret"));
        assertEquals("b", rules.rewriting().before("a"));

        write("rewrite-rules.conf", "[pre]\n(a = b\n");
        now += 10;
        assertFalse(rules.check(), "a wrong file leaves the old rules");
        assertEquals("b", rules.rewriting().before("a"));

        Files.delete(folder.resolve("blacklist.conf"));
        now += 10;
        assertTrue(rules.check());
        assertEquals(Optional.empty(), rules.refusal("secret"));
    }

    @Test
    void aWrongFileAtTheStartIsNamedWithItsLine() throws Exception {
        write("rewrite-rules.conf", "[pre]\n(a = b\n");
        ConfigException e = assertThrows(ConfigException.class, () -> rules(false));
        assertTrue(e.getMessage().contains("rewrite-rules.conf, line 2"), e.getMessage());
        write("rewrite-rules.conf", "x\n");
        assertEquals(
                List.of(1L),
                List.of(rules(false).warnings().stream()
                        .filter(w -> w.contains("line 1"))
                        .count()));
    }
}
