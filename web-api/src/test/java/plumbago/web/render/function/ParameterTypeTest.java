package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterTypeTest {
    @Test
    void numbersReadTextsThatReadAsNumbers() {
        assertEquals(2.0, ParameterType.FLOAT.read(2L));
        assertEquals(2.5, ParameterType.FLOAT.read(" +2.5 "));
        assertEquals(0.05, ParameterType.FLOAT.read(".5e-1"));
        assertEquals(2L, ParameterType.INTEGER.read("2"));
        // A fraction is let through for the function to judge, but not one in a text.
        assertEquals(2.5, ParameterType.INTEGER.read(2.5));
        assertNull(ParameterType.INTEGER.read("2.5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "0x10", "1_000", "--1", ".", "1e", "inf", "nan"})
    void otherTextsAreNoNumbers(String text) {
        assertNull(ParameterType.FLOAT.read(text));
        assertNull(ParameterType.INTEGER.read(text));
        assertNull(ParameterType.NODE.read(text));
    }

    @Test
    void longNumbersStayReadable() {
        assertEquals(123456789012345678L, ParameterType.INTEGER.read("123456789012345678"));
        assertEquals(1e18, ParameterType.FLOAT.read("1000000000000000000"));
        assertNull(ParameterType.FLOAT.read("1".repeat(40)));
    }

    @Test
    void truthsAreWordsOrNumbers() {
        assertEquals(true, ParameterType.BOOLEAN.read(true));
        assertEquals(true, ParameterType.BOOLEAN.read("True"));
        assertEquals(false, ParameterType.BOOLEAN.read("FALSE"));
        assertEquals(false, ParameterType.BOOLEAN.read(0L));
        assertEquals(true, ParameterType.BOOLEAN.read(0.5));
        assertNull(ParameterType.BOOLEAN.read("yes"));
        assertNull(ParameterType.BOOLEAN.read(List.of()));
    }

    @Test
    void aggregationsMayEndInSeries() {
        assertEquals("sum", ParameterType.AGG_FUNC.read("sum"));
        assertEquals("sumSeries", ParameterType.AGG_FUNC.read("sumSeries"));
        assertNull(ParameterType.AGG_FUNC.read("nosuch"));
        assertNull(ParameterType.AGG_FUNC.read(1L));
        // What is no aggregation may be a function.
        assertEquals("nosuch", ParameterType.AGG_OR_SERIES_FUNC.read("nosuch"));
        assertNull(ParameterType.AGG_OR_SERIES_FUNC.read(1L));
    }

    @Test
    void lengthsOfTime() {
        assertEquals("5min", ParameterType.INTERVAL.read("5min"));
        assertEquals("-1d", ParameterType.INTERVAL.read("-1d"));
        assertNull(ParameterType.INTERVAL.read("5 parsecs"));
        assertNull(ParameterType.INTERVAL.read(5L));
        assertEquals(5L, ParameterType.INT_OR_INTERVAL.read("5"));
        assertEquals("5min", ParameterType.INT_OR_INTERVAL.read("5min"));
        assertNull(ParameterType.INT_OR_INTERVAL.read("bad"));
    }

    @Test
    void endlessNumbers() {
        assertEquals(Double.POSITIVE_INFINITY, ParameterType.INT_OR_INF.read("INF"));
        assertEquals(Double.POSITIVE_INFINITY, ParameterType.INT_OR_INF.read(Double.POSITIVE_INFINITY));
        assertEquals(3L, ParameterType.INT_OR_INF.read(3L));
        assertNull(ParameterType.INT_OR_INF.read("1.5"));
    }

    @Test
    void nodesAndTags() {
        assertEquals(-1L, ParameterType.NODE_OR_TAG.read("-1"));
        assertEquals("host", ParameterType.NODE_OR_TAG.read("host"));
        assertNull(ParameterType.NODE_OR_TAG.read(true));
        assertEquals("5", ParameterType.TAG.read(5L));
        assertEquals("now", ParameterType.DATE.read("now"));
        assertEquals("1700000000", ParameterType.DATE.read(1_700_000_000L));
    }

    @Test
    void textsAreMadeOfNumbersToo() {
        assertEquals("x", ParameterType.STRING.read("x"));
        assertEquals("5", ParameterType.STRING.read(5L));
        assertEquals("0.5", ParameterType.STRING.read(0.5));
        assertNull(ParameterType.STRING.read(true));
    }

    @Test
    void listsOfSeries() {
        List<Object> list = List.of();
        SeriesLists none = new SeriesLists(List.of());
        SeriesLists one = new SeriesLists(List.of(List.of()));
        assertSame(list, ParameterType.SERIES_LIST.read(list));
        assertEquals(List.of(), ParameterType.SERIES_LIST.read(none));
        assertNull(ParameterType.SERIES_LIST.read(one));
        assertNull(ParameterType.SERIES_LIST.read("x"));
        assertSame(one, ParameterType.SERIES_LISTS.read(one));
        assertSame(list, ParameterType.SERIES_LISTS.read(list));
        assertNull(ParameterType.SERIES_LISTS.read(1L));
    }

    @ParameterizedTest
    @EnumSource(
            value = ParameterType.class,
            names = {"ANY", "SERIES_LIST", "SERIES_LISTS"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlySomeTakeLists(ParameterType type) {
        assertNull(type.read(List.of()));
    }

    @Test
    void wireNamesAreThoseThatClientsKnow() {
        assertEquals("seriesList", ParameterType.SERIES_LIST.wireName());
        assertEquals("intOrInterval", ParameterType.INT_OR_INTERVAL.wireName());
        assertEquals("nodeOrTag", ParameterType.NODE_OR_TAG.wireName());
        assertEquals("a number", ParameterType.FLOAT.expectation());
    }
}
