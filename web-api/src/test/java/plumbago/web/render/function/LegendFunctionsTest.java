package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LegendFunctionsTest {
    private final Evaluation evaluation = new Evaluation()
            .given("a", 1, 2.5, NONE, 1500)
            .given("longer.name", -3, 2_000_000)
            .given("void", NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "legendValue(a,\"last\")|a (last: 1500.0)",
                "legendValue(a,\"avg\",\"max\")|a (avg: 501.1666666666667) (max: 1500.0)",
                "legendValue(void,\"avg\")|void (avg: None)",
                "legendValue(void,\"count\")|void (count: 0)",
                "legendValue(countSeries(a),\"last\")|countSeries(a) (last: 1)",
                "legendValue(isNonNull(a),\"avg\",\"sum\")|isNonNull(a) (avg: 0.75) (sum: 3)",
                // Only the names without an ending are figures here, as in Graphite.
                "legendValue(a,\"avgSeries\")|a (avgSeries: (?))",
                "legendValue(a,\"nosuch\")|a (nosuch: (?))",
                "legendValue(a)|a"
            })
    void legendValueAddsFigures(String target, String name) {
        evaluation.assertNames(target, name);
    }

    @Test
    void legendValueLaysColumnsOutWithUnits() {
        evaluation.assertNames("legendValue(a,'last','si')", "a                   last 1.50k     ");
        evaluation.assertNames("legendValue(a,'max','binary')", "a                   max  1.46Ki    ");
        evaluation.assertNames("legendValue(void,'avg','si')", "void                avg  None      ");
        evaluation.assertNames("legendValue(a,'nosuch','si')", "a                   nosuch(?)       ");
        evaluation.assertNames("legendValue(longer.name,'max','si')", "longer.name         max  2.00M     ");
    }

    @Test
    void cactiStyleMakesColumnsOfEqualWidth() {
        evaluation.assertNames(
                "cactiStyle(group(a,longer.name))",
                "a           Current:1500.00       Max:1500.00       Min:1.00     ",
                "longer.name Current:2000000.00    Max:2000000.00    Min:-3.00    ");
        evaluation.assertNames("cactiStyle(void)", "void Current:nan     Max:nan     Min:nan     ");
        evaluation.assertNone("cactiStyle(nosuch)");
        assertEquals("a", evaluation.one("cactiStyle(a)").pathExpression());
    }

    @Test
    void cactiStyleTakesPrefixesAndUnits() {
        evaluation.assertNames("cactiStyle(a,'si')", "a Current:1.50k    Max:1.50k    Min:1.00    ");
        evaluation.assertNames("cactiStyle(a,'binary','B')", "a Current:1.46 KiB    Max:1.46 KiB    Min:1.00 B    ");
        evaluation.assertNames(
                "cactiStyle(a,units='req/s')", "a Current:1500.00 req/s    Max:1500.00 req/s    Min:1.00 req/s    ");
    }

    @Test
    void refusesSystemsThatAreNone() {
        evaluation.assertRefused(
                "cactiStyle(a,'nosuch')", "cactiStyle: parameter 'system' must be 'si' or 'binary', and is 'nosuch'");
        evaluation.assertRefused(
                "legendValue('a')", "legendValue: parameter 'seriesList' must be a list of series, and is 'a'");
        evaluation.assertNone("legendValue(nosuch,'avg')");
    }
}
