package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.render.function.Evaluation.START;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContextTest {
    private static final int HOUR = 3600;

    private final SeriesInMemory source = new SeriesInMemory(START);
    private final Evaluation evaluation =
            new Evaluation(source).given("a", 1, 2).over(START - 1, START + HOUR);

    @Test
    void anotherRangeSharesAllElse() {
        evaluation.xFilesFactor(0.5);
        Context context = evaluation.context();
        Context other = context.over(START + 60, START + 120);
        assertEquals(START + 60, other.from());
        assertEquals(START + 120, other.until());
        assertEquals(START - 1, context.from());
        assertEquals(context.now(), other.now());
        assertEquals(0.5, other.xFilesFactor());
        assertSame(context.stacks(), other.stacks());
        assertSame(context.source(), other.source());
    }

    @Test
    void xFilesFactorsOfAnotherRangeStayThere() {
        Context context = evaluation.context();
        Context other = context.over(START, START + 60);
        other.xFilesFactor(1);
        assertEquals(1, other.xFilesFactor());
        assertEquals(0, context.xFilesFactor());
    }

    @Test
    void fetchesWhatIsInItsRange() {
        assertEquals(1, evaluation.context().fetch("a").size());
        assertEquals(
                1,
                evaluation.context().over(START, START + 60).fetch("a").get(0).size());
        assertEquals(
                List.of(), evaluation.context().over(START + 60, START + 120).fetch("a"));
    }

    @Test
    void namedArgumentsSeeOnlyPathsThatStandByPlace() {
        evaluation.given("b", 1).pathsByPosition("b");
        Context named = evaluation.context().forNamedArgument();
        assertEquals(List.of(), named.fetch("a"));
        assertEquals(1, named.fetch("b").size());
        assertTrue(named.each("a", series -> false));
        assertFalse(named.each("b", series -> false));
        assertFalse(evaluation.context().each("a", series -> false));
        assertTrue(evaluation.context().each("a", series -> true));
    }

    @Test
    void pipesAreForgottenWhenEvaluatedAgain() {
        Context context = evaluation.context();
        assertFalse(context.forgetsPipes());
        assertTrue(context.again().forgetsPipes());
        assertTrue(context.again().over(0, 1).forgetsPipes());
        assertFalse(context.again().withPipes().forgetsPipes());
    }

    @Test
    void theServerReadsTheRequestsClock() {
        evaluation.zones("UTC", "America/New_York");
        Context context = evaluation.context();
        // The clock in Greenwich shows midnight, which in New York is five hours later.
        assertEquals(START - 1 + 5 * HOUR, context.fromAtServer());
        assertEquals(START + 6 * HOUR, context.untilAtServer());
        assertEquals(0, context.fromOffset().seconds());
        // Times of the server's zone are what they are.
        assertEquals(START, context.fromServers(START).fromAtServer());
        assertEquals(START, context.untilServers(START).untilAtServer());
        assertEquals(-5 * HOUR, context.fromServers(START).fromOffset().seconds());
    }

    @Test
    void anEarlierStartKeepsTheOffsetOfTheFirst() {
        evaluation.zones("America/New_York", "UTC");
        Context context = evaluation.context();
        assertEquals(-5 * HOUR, context.fromOffset().seconds());
        // A month before, New York had summer time.
        assertEquals(
                -5 * HOUR,
                context.over(START - 30 * 24 * HOUR, START).fromOffset().seconds());
    }

    @Test
    void arraysAreClaimedBeforeTheyAreThere() {
        Context context = evaluation.context();
        assertEquals(10, context.newValues(10).length);
        assertEquals(80, source.claimed());
        assertEquals(10, context.newPlaces(10).length);
        assertEquals(120, source.claimed());
        context.stacksClaim(1);
        assertEquals(128, source.claimed());
    }
}
