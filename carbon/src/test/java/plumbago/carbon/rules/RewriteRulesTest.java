package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbago.base.config.ConfigException;

class RewriteRulesTest {
    @Test
    void rulesApplyInOrderAndEverywhereInTheName() throws ConfigException {
        RewriteRules rules = RewriteRules.parse("r.conf", "[PRE]\n^a\\.(\\w+) = \\1.a\n_ = .\n[post]\na = b\n");
        assertEquals("x.y.a.z.u", rules.before("a.x_y.z_u"));
        assertEquals("bxb", rules.after("axa"));
    }

    @Test
    void namesAllRulesThatCannotBe() {
        ConfigException e = assertThrows(
                ConfigException.class, () -> RewriteRules.parse("r.conf", "[pre]\n(a = b\na = \\1\nb = \\g<x>\n"));
        assertEquals(
                List.of(
                        "r.conf, line 2: (a: not a regular expression: missing ), unterminated subpattern (at character 1)",
                        "r.conf, line 3: \\1: not a replacement for a: invalid group reference 1",
                        "r.conf, line 4: \\g<x>: not a replacement for b: unknown group name 'x'"),
                e.problems());
    }

    @Test
    void warnsOfWhatIsNotUsed() throws ConfigException {
        RewriteRules rules = RewriteRules.parse("r.conf", "a = b\n[mid]\nc = d\n[pre]\nx\n[pre]\n");
        assertEquals(
                List.of(
                        "r.conf, line 1: 'a = b' is never used, because it stands before any [pre] or [post]",
                        "r.conf, line 3: 'c = d' is never used, because it stands below [mid]",
                        "r.conf, line 5: 'x' is passed over: it is neither a [section] nor pattern = replacement",
                        "r.conf, line 6: [pre] is given twice; what was below the first one is not used"),
                rules.warnings());
    }
}
