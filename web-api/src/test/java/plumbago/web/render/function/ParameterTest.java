package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterTest {
    @Test
    void isWrittenAsInASignature() {
        assertEquals("seriesList", Parameter.seriesList().written());
        assertEquals("*seriesLists", Parameter.seriesLists().written());
        assertEquals("n=None", Parameter.number("n").written());
        assertEquals("n=0.5", Parameter.number("n").fallback(0.5).written());
        assertEquals("n=3", Parameter.integer("n").fallback(3).written());
        assertEquals("func='sum'", Parameter.aggregation("func").fallback("sum").written());
        assertEquals("reverse=False", Parameter.truth("reverse").fallback(false).written());
        assertEquals(
                "limit=inf",
                Parameter.number("limit").fallback(Double.POSITIVE_INFINITY).written());
        assertEquals("n=1", Parameter.integer("n").needed().signature("n=1").written());
    }

    @Test
    void isCalledByItsNameAndByTheOneInTheSignature() {
        Parameter stack = Parameter.text("stack").signature("stackName='__DEFAULT__'");
        assertTrue(stack.isCalled("stack"));
        assertTrue(stack.isCalled("stackName"));
        assertFalse(stack.isCalled("stackName='__DEFAULT__'"));
        Parameter plain = Parameter.text("lists").signature("seriesLists");
        assertTrue(plain.isCalled("seriesLists"));
        assertFalse(Parameter.text("stack").isCalled("stackName"));
    }

    @Test
    void mayBeLeftOutIfNotNeededOrIfTheSignatureHasADefault() {
        assertTrue(Parameter.number("n").optional());
        assertFalse(Parameter.number("n").needed().optional());
        assertTrue(Parameter.number("n").needed().signature("n=1").optional());
        assertFalse(Parameter.text("lists").needed().signature("*lists").optional());
    }

    @Test
    void changesAreCopies() {
        Parameter plain = Parameter.integer("n");
        Parameter changed =
                plain.needed().repeated().fallback(1).options(List.of(1, 2)).suggestions(1);
        assertEquals(Parameter.integer("n"), plain);
        assertTrue(changed.required());
        assertTrue(changed.multiple());
        assertEquals(List.of(1, 2), changed.options());
        assertEquals(List.of(1), changed.suggestions());
        assertEquals(ParameterType.INTEGER, changed.type());
    }
}
