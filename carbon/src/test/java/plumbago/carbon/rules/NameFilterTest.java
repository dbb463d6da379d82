package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbago.carbon.rules.NameFilter.Verdict;

class NameFilterTest {
    @Test
    void theBlacklistIsAskedFirstAndAnEmptyWhitelistLetsAllPass() {
        NameList foo = NameList.parse("l", "foo\n");
        assertEquals(Verdict.ACCEPTED, new NameFilter(NameList.EMPTY, NameList.EMPTY).verdict("foo"));
        assertEquals(Verdict.BLACKLISTED, new NameFilter(foo, foo).verdict("a.foo"));
        assertEquals(Verdict.NOT_WHITELISTED, new NameFilter(foo, NameList.EMPTY).verdict("bar"));
    }

    @Test
    void aLineThatIsNoPatternIsPassedOver() {
        NameList list = NameList.parse("whitelist.conf", "# note\n\n(\n ^a \n");
        assertEquals(
                List.of("whitelist.conf, line 3: the line is passed over: (: not a regular expression: missing ),"
                        + " unterminated subpattern (at character 1)"),
                list.warnings());
        assertEquals(true, list.contains("abc"));
        assertEquals(false, list.contains("bac"));
    }
}
