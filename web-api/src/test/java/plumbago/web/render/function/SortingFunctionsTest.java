package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static plumbago.web.render.function.Evaluation.NONE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SortingFunctionsTest {
    private static final String ALL = "(group(a1,a2,a10,b,void)";

    private final Evaluation evaluation = new Evaluation()
            .given("a1", 1, 9)
            .given("a2", 5, NONE)
            .given("a10", 3, 4)
            .given("b", -1, -7)
            .given("void", NONE, NONE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sortBy        |                             | void b a10 a1 a2",
                "sortBy        | ,'max'                      | void b a10 a2 a1",
                "sortBy        | ,'sum',true                 | a1 a10 a2 b void",
                // Those with two values are equal, and keep their order.
                "sortBy        | ,'count'                    | void a2 a1 a10 b",
                "sortBy        | ,'count',true               | a1 a10 b a2 void",
                "sortByMaxima  |                             | a1 a2 a10 b void",
                "sortByMinima  |                             | a1 a10 a2",
                "sortByTotal   |                             | a1 a10 a2 b void",
                "sortByName    |                             | a1 a10 a2 b void",
                "sortByName    | ,true                       | a1 a2 a10 b void",
                "sortByName    | ,false,true                 | void b a2 a10 a1",
                "sortByName    | ,natural=true,reverse=true  | void b a10 a2 a1",
                "highest       |                             | a1",
                "highest       | ,2,'max'                    | a1 a2",
                "highest       | ,-1                         | a1 a2 a10 b",
                "highest       | ,99                         | a1 a2 a10 b void",
                "lowest        | ,2                          | void b",
                "lowest        | ,2,'last'                   | void b",
                "highestAverage| ,2                          | a1 a2",
                "highestCurrent| ,2                          | a1 a2",
                "highestMax    | ,2                          | a1 a2",
                "lowestAverage | ,3                          | void b a10",
                "lowestCurrent | ,3                          | void b a10",
                "mostDeviant   | ,2                          | a1 b",
                "mostDeviant   | ,99                         | a1 b a10 a2"
            },
            quoteCharacter = '"')
    void bringsSeriesInOrder(String function, String arguments, String expected) {
        String target = function + ALL + (arguments == null ? "" : arguments) + ")";
        assertEquals(expected, String.join(" ", evaluation.names(target)), target);
    }

    @Test
    void numbersInNamesSortBySizeHoweverManyZerosTheyHave() {
        evaluation.given("x2", 1).given("x010", 1).given("x9", 1);
        assertEquals("x2 x9 x010", String.join(" ", evaluation.names("sortByName(group(x010,x9,x2),true)")));
        assertEquals("x010 x2 x9", String.join(" ", evaluation.names("sortByName(group(x010,x9,x2),false)")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"highest", "highestAverage", "highestCurrent", "highestMax", "lowestAverage", "mostDeviant"})
    void noneOfThemAndNoneAtAll(String function) {
        evaluation.assertNone(function + "(a1,0)");
        evaluation.assertNone(function + "(nosuch,3)");
        evaluation.assertRefused(
                function + "(a1,'x')", function + ": parameter 'n' must be a whole number, and is 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sortBy", "sortByMaxima", "sortByMinima", "sortByTotal", "sortByName"})
    void givesNothingOfNothing(String function) {
        evaluation.assertNone(function + "(nosuch)");
        evaluation.assertNames(function + "(a1)", "a1");
    }

    @Test
    void refusesWrongArguments() {
        evaluation.assertRefused("highestMax(a1)", "highestMax needs the parameter 'n', a whole number");
        evaluation.assertRefused(
                "sortBy(a1,'nosuch')",
                "sortBy: parameter 'func' must be the name of an aggregation such as 'sum', and is 'nosuch'");
        evaluation.assertRefused(
                "sortBy(a1,'sumSeries')", "sortBy: parameter 'func' names no aggregation: 'sumSeries'");
        evaluation.assertRefused(
                "sortByName(a1,'x')", "sortByName: parameter 'natural' must be true or false, and is 'x'");
    }
}
