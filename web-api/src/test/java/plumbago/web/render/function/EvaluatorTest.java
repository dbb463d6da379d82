package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.START;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.render.series.Series;

final class EvaluatorTest {
    private final Evaluation evaluation =
            new Evaluation().given("a", 1, 2).given("b", 3, 4).givenFrom(START - 60, 60, "far", 1, 2, 3);

    private List<String> names(String target) {
        return evaluation.evaluator().evaluate(target, evaluation.context()).stream()
                .map(Series::name)
                .toList();
    }

    @Test
    void pathsAndCallsGiveSeries() {
        assertEquals(List.of("a"), names("a"));
        assertEquals(List.of("a", "b"), names("{a,b}"));
        assertEquals(List.of("scale(offset(a,1),2)"), names("scale(offset(a,1),2)"));
        assertEquals(List.of(), names("nosuch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void nothingGivesNothing(String target) {
        assertEquals(List.of(), names(target));
    }

    @Test
    void pipesPassOnWhatStandsLeftOfThem() {
        evaluation.assertNames("a|scale(2)|offset(1)", "offset(scale(a,2),1)");
        evaluation.assertValues("a|scale(2)|offset(1)", 3, 5);
    }

    @Test
    void pipesAreForgottenOverAnotherRange() {
        // The window reads the range before, and there only the path is left: the original has it so.
        evaluation.assertNames("far|scale(10)|movingAverage(1)", "movingAverage(far,1)");
        evaluation.assertNames("movingAverage(scale(far,10),1)", "movingAverage(scale(far,10),1)");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"5, 5", "1.5, 1.5", "'1.50', 1.5", "'x', 'x'"})
    void valuesAreNoAnswer(String value, String shown) {
        evaluation.assertRefused("template($x,x=" + value + ")", "the target gives no series but " + shown);
    }

    @Test
    void aNumberAloneIsAPath() {
        evaluation.given("5", 1);
        evaluation.assertNames("5", "5");
        evaluation.assertNone("true");
    }

    @Test
    void functionsMustBeKnown() {
        evaluation.assertRefused("nosuch(a)", "there is no function 'nosuch'");
        evaluation.assertRefused("scale(nosuch(a),2)", "scale: there is no function 'nosuch'");
    }

    @Test
    void messagesNameTheInnermostFunction() {
        evaluation.assertRefused("alias(scale(a,'x'),'y')", "scale: parameter 'factor' must be a number, and is 'x'");
    }

    @Test
    void longTextsAreCutInMessages() {
        evaluation.assertRefused(
                "scale(a,'" + "x".repeat(100) + "')",
                "scale: parameter 'factor' must be a number, and is '" + "x".repeat(80) + "…'");
    }

    @Test
    void variablesOfATemplateAreReplaced() {
        evaluation.given("n.x", 1, 2);
        evaluation.assertNames("template(alias(n.$node,$name),node='x',name='shown')", "shown");
        evaluation.assertNames("template(scale(n.$1,2),'x')", "scale(n.x,2)");
        evaluation.assertValues("template(scale(n.x,$factor),factor=2)", 2, 4);
        // A text that reads as a number is one; in the midst of a path all is text.
        evaluation.assertValues("template(scale(n.x,$factor),factor='2')", 2, 4);
        evaluation.given("n.2", 7);
        evaluation.assertValues("template(n.$node,node=2)", 7);
    }

    @Test
    void aVariableThatIsAWholePathIsNoPath() {
        evaluation.assertRefused(
                "template(scale($path,2),path='a')",
                "scale: parameter 'seriesList' must be a list of series, and is 'a'");
    }

    @Test
    void valuesOfTheRequestGoBeforeThoseOfTheTemplate() {
        evaluation.given("n.x", 1).given("n.y", 2).templateValues(Map.of("node", "y"));
        evaluation.assertNames("template(scale(n.$node,2),node='x')", "scale(n.y,2)");
    }

    @Test
    void whatLooksLikeANumberMustBeOne() {
        evaluation.assertRefused(
                "template(scale(a,$factor),factor='1.2.3')", "scale: the template's value '1.2.3' is no number");
    }

    @Test
    void memoryThatAFunctionTookIsGivenBackButWhatItMade() {
        SeriesInMemory source = new SeriesInMemory(START);
        Evaluation measured = new Evaluation(source).given("a", 1, 2, 3).given("b", 1, 2, 3);
        measured.all("sumSeries(delay(a,1),delay(b,1))");
        assertEquals(3L * Double.BYTES, source.claimed());
    }

    @Test
    void eachCallAsksWhetherToGoOn() {
        SeriesInMemory source = new SeriesInMemory(START) {
            @Override
            public void proceed() {
                throw new IllegalStateException("the client has gone");
            }
        };
        Evaluation stopped = new Evaluation(source).given("a", 1);
        assertEquals(1, stopped.all("a").size());
        assertEquals(
                "the client has gone",
                assertThrows(IllegalStateException.class, () -> stopped.all("alias(a,'x')"))
                        .getMessage());
    }

    @Test
    void describesValuesInAFewWords() {
        assertEquals("a list of 0 series", Evaluator.describe(List.of()));
        assertEquals("2 lists of series", Evaluator.describe(new SeriesLists(List.of(List.of(), List.of()))));
        assertEquals("5", Evaluator.describe(5L));
        assertEquals("0.1", Evaluator.describe(0.1));
        assertEquals("False", Evaluator.describe(false));
        assertEquals("None", Evaluator.describe(Call.NONE));
        assertTrue(Evaluator.describe("x".repeat(81)).endsWith("…'"));
    }
}
