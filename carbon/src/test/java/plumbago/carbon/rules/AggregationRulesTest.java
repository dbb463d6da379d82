package plumbago.carbon.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigException;

class AggregationRulesTest {
    private static AggregationRules parse(String... lines) throws ConfigException {
        return AggregationRules.parse("rules.conf", String.join("\n", lines));
    }

    @Test
    void aMetricIsPartOfAllAggregatesThatRulesMakeOfItEachOnce() throws Exception {
        AggregationRules rules = parse(
                "<env>.all.<what> (60) = sum <env>.*.<what>",
                "total (10) = p99 <<any>>.requests",
                "# a comment",
                "<e>.all.requests (60) = sum <e>.<h>.requests");
        assertEquals(List.of("prod.all.requests", "total"), rules.aggregates("prod.www.requests"));
        assertEquals(List.of(), rules.aggregates("prod"));
        assertEquals(List.of(), rules.warnings());
        assertEquals(AggregateMethod.P99, rules.rules().get(1).method());
        assertEquals(10, rules.rules().get(1).frequency());
    }

    @Test
    void whatIsWrittenDifferentlyAndMeansTheSameHasOneText() throws Exception {
        assertEquals(
                parse("a (60) = sum b.*").rules().get(0).text(),
                parse("  a\t60)   =   sum \t b.*").rules().get(0).text());
    }

    @Test
    void aFieldThatTookNoPartIsWrittenAsPythonWritesIt() throws Exception {
        assertEquals(List.of("o.None"), parse("o.<x> (1) = sum a|<x>").aggregates("a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "o (60) sum a                ! expected output (seconds) = method pattern",
                "o (0) = sum a               ! frequency '(0)': expected a whole number of seconds from 1 on",
                "o (1.5) = sum a             ! frequency '(1.5)'",
                "o (9999999999) = sum a      ! frequency '(9999999999)'",
                "o (60) = median a           ! method 'median': expected one of sum, avg, min, max, count, last, p50",
                "o (60) = sum a(             ! pattern 'a('",
                "o.<y> (60) = sum a.<x>      ! output 'o.<y>': <y> is no field of the pattern; expected one of x",
                "o.<y> (60) = sum a          ! expected none, since it has none",
                "o.<<x>> (60) = sum a.<<x>>  ! a field is expected as <name>, also where the pattern has <<name>>",
                "o.<x (60) = sum a.<x>       ! a field is expected as <name>",
                "100% (60) = sum a           ! output '100%': for a percent sign %% is expected",
                "o;t=1 (60) = sum a          ! no = in the first",
            })
    void whatIsNoRuleIsNamedWithFileLineAndField(String line, String message) {
        ConfigException refused = assertThrows(ConfigException.class, () -> parse("", line, "nonsense"));
        assertEquals(2, refused.problems().size());
        String problem = refused.problems().get(0);
        assertTrue(problem.startsWith("rules.conf, line 2: ") && problem.contains(message), problem);
    }

    @Test
    void twoRulesThatMakeOneAggregateInDifferentWaysAreWarnedOf() throws Exception {
        List<String> warnings =
                parse("o (60) = sum a", "o (10) = sum b", "o (60) = sum c").warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("rules.conf, line 2: o is made by a rule above, too"), warnings.get(0));
    }
}
