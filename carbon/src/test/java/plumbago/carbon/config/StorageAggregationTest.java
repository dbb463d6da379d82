package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigException;
import plumbago.carbon.storage.AggregationMethod;

class StorageAggregationTest {
    @Test
    void whatASectionDoesNotSayIsWhispersDefault() throws ConfigException {
        StorageAggregation rules = StorageAggregation.parse("a.conf", """
                [min]
                pattern = \\.min$
                xFilesFactor = .1
                [sum]
                pattern = \\.count$
                AGGREGATIONMETHOD: sum
                """);
        assertEquals(0.1, rules.ruleFor("a.min").xFilesFactor());
        assertEquals(AggregationMethod.AVERAGE, rules.ruleFor("a.min").method());
        assertEquals(0.5, rules.ruleFor("a.count").xFilesFactor());
        assertEquals(AggregationMethod.SUM, rules.ruleFor("a.count").method());
        assertEquals("default", rules.ruleFor("a").name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xFilesFactor = 1.5|a.conf, line 3, section [s]: xfilesfactor = 1.5: expected a number from 0 to 1",
                "xFilesFactor = nan|a.conf, line 3, section [s]: xfilesfactor = nan: expected a number from 0 to 1",
                "aggregationMethod = SUM|a.conf, line 3, section [s]: aggregationmethod = SUM: Unrecognized aggregation method:"
                        + " SUM",
            })
    void whatNoFileCanHaveRefusesTheFile(String line, String message) {
        ConfigException e = assertThrows(
                ConfigException.class, () -> StorageAggregation.parse("a.conf", "[s]\npattern = .\n" + line));
        assertEquals(message, e.getMessage().substring(0, message.length()));
    }

    @Test
    void aFactorThatIsNoNumberDropsItsSection() throws ConfigException {
        StorageAggregation rules = StorageAggregation.parse(
                "a.conf", "[s]\npattern = .\nxFilesFactor = half\n[t]\naggregationMethod = max\n");
        assertEquals(
                List.of(
                        "a.conf, line 1: the section [s] is passed over: its xFilesFactor is no number: 'half'",
                        "a.conf, line 4: the section [t] is passed over: it has no pattern"),
                rules.warnings());
    }

    @Test
    void withoutAFileEverythingIsAveraged(@TempDir Path folder) throws ConfigException {
        assertEquals(
                AggregationMethod.AVERAGE,
                StorageAggregation.in(folder).ruleFor("a").method());
    }
}
