package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenderFunctionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "movingAverage(seriesList, windowSize, xFilesFactor=None)",
                "highest(seriesList, n=1, func='average')",
                "sumSeries(*seriesLists)",
                "aliasByNode(seriesList, *nodes)",
                "asPercent(seriesList, total=None, *nodes)",
                "keepLastValue(seriesList, limit=inf)",
                "stacked(seriesLists, stackName='__DEFAULT__')",
                "sortByName(seriesList, natural=False, reverse=False)"
            })
    void signaturesAreThoseOfGraphite(String signature) {
        String name = signature.substring(0, signature.indexOf('('));
        assertEquals(signature, Catalogue.standard().find(name).orElseThrow().signature());
    }

    @Test
    void aFunctionWithoutParametersHasEmptyParentheses() {
        assertEquals("f()", new RenderFunction("f", Group.SPECIAL, "", List.of(), call -> List.of()).signature());
    }
}
