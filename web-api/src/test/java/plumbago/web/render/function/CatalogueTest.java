package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueTest {
    private final Catalogue catalogue = Catalogue.standard();

    @Test
    void listsFunctionsInOrderOfTheirNames() {
        List<String> names = new ArrayList<>();
        catalogue.all().forEach(function -> names.add(function.name()));
        assertEquals(new ArrayList<>(new TreeSet<>(names)), names);
        assertTrue(names.size() > 100);
    }

    @Test
    void findsByExactName() {
        assertEquals("sumSeries", catalogue.find("sumSeries").orElseThrow().name());
        assertFalse(catalogue.find("SumSeries").isPresent());
        assertFalse(catalogue.find("").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "avg, averageSeries",
        "sum, sumSeries",
        "pct, asPercent",
        "map, mapSeries",
        "reduce, reduceSeries",
        "sin, sinFunction",
        "time, timeFunction",
        "randomWalk, randomWalkFunction",
        "xFilesFactor, setXFilesFactor"
    })
    void otherNamesStandForTheSame(String alias, String name) {
        RenderFunction one = catalogue.find(alias).orElseThrow();
        RenderFunction other = catalogue.find(name).orElseThrow();
        assertEquals(alias, one.name());
        assertSame(other.body(), one.body());
        assertEquals(other.parameters(), one.parameters());
        assertEquals(other.group(), one.group());
    }

    /** A client shows all of this, so nothing may be missing. */
    @Test
    void everyFunctionIsDescribed() {
        for (RenderFunction function : catalogue.all()) {
            assertTrue(function.description().endsWith("."), function.name());
            assertTrue(function.signature().startsWith(function.name() + "("), function.name());
            boolean optional = false;
            for (int i = 0; i < function.parameters().size(); i++) {
                Parameter parameter = function.parameters().get(i);
                assertFalse(
                        parameter.multiple() && i < function.parameters().size() - 1,
                        function.name() + " repeats a parameter that is not the last");
                assertFalse(
                        optional && !parameter.optional(),
                        function.name() + " needs " + parameter.name() + " behind one that may be left out");
                optional |= parameter.optional();
            }
        }
    }

    /** What a default says must be what the parameter takes. */
    @Test
    void defaultsFitTheirParameters() {
        for (RenderFunction function : catalogue.all()) {
            for (Parameter parameter : function.parameters()) {
                parameter.fallback().ifPresent(fallback -> {
                    Object value = fallback instanceof Integer whole ? Long.valueOf(whole) : fallback;
                    assertTrue(
                            parameter.type().read(value) != null,
                            function.name() + " cannot read the default of " + parameter.name());
                });
            }
        }
    }

    @Test
    void groupsAreTitled() {
        assertEquals(
                "Filter Data",
                catalogue.find("removeAboveValue").orElseThrow().group().title());
        assertEquals(
                "Calculate",
                catalogue.find("movingAverage").orElseThrow().group().title());
        TreeSet<String> titles = new TreeSet<>();
        catalogue.all().forEach(function -> titles.add(function.group().title()));
        assertEquals(Group.values().length, titles.size());
    }
}
