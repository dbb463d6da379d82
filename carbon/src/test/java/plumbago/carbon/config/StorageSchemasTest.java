package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Place;
import plumbago.carbon.storage.Retention;

class StorageSchemasTest {
    @Test
    void firstSectionInTheFileDecides() throws ConfigException {
        StorageSchemas schemas = StorageSchemas.parse("s.conf", """
                [min]
                pattern = \\.min$
                retentions = 10s:1h
                [all]
                pattern = ^a
                retentions = 1h:1y, 60:100
                """);
        assertEquals("min", schemas.schemaFor("a.min").name());
        assertEquals(
                List.of(new Retention(3600, 8760), new Retention(60, 100)),
                schemas.schemaFor("a.max").retentions());
        assertEquals(new Place("s.conf", 4), schemas.schemaFor("a.max").place());
        assertEquals(List.of(new Retention(60, 10080)), schemas.schemaFor("b").retentions());
    }

    /** As they stand in StatsD's manual and in the rules of those who followed it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10s:6h,1min:6d,10min:1800d|10:2160 60:8640 600:259200",
                "10s:6h, 1min:7days , 10mins:5years|",
                "10sec:1hour,1minute:1week,1hours:2y|10:360 60:10080 3600:17520",
                "1m:1d,1h:4wee|60:1440 3600:672",
                "60:1day,1da:365d|60:1440 86400:365",
            })
    void unitsMayHaveAnyBeginningOfTheirNames(String retentions, String read) throws Exception {
        String text = "[s]\npattern = .*\nretentions = " + retentions + "\n";
        if (read == null) {
            // "mins" is the beginning of none.
            assertThrows(ConfigException.class, () -> StorageSchemas.parse("s.conf", text));
            return;
        }
        List<Retention> expected = new ArrayList<>();
        for (String retention : read.split(" ")) {
            plumbago.whisper.Retention wanted = plumbago.whisper.Retention.parse(retention);
            expected.add(new Retention(wanted.secondsPerPoint(), wanted.points()));
        }
        assertEquals(
                expected, StorageSchemas.parse("s.conf", text).schemaFor("x").retentions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pattern = a;retentions = 10x:1h|s.conf, line 3, section [s]: retentions = 10x:1h: 'x' is no unit; expected the"
                        + " beginning of seconds, minutes, hours, days, weeks or years",
                "pattern = a;retentions = 60:60:60|s.conf, line 3, section [s]: retentions = 60:60:60: '60:60:60' is not"
                        + " precision:length, as in 60s:7d or 60:10080",
                "pattern = a;retentions = 60:1, 0:10|s.conf, line 3, section [s]: retentions = 60:1, 0:10: a point must last"
                        + " at least one second",
                "pattern = (a;retentions = 60:1|s.conf, line 2, section [s]: pattern = (a: not a regular expression: missing ),"
                        + " unterminated subpattern (at character 1)",
                "pattern = 100%;retentions = 60:1|s.conf, line 2, section [s], pattern: a per cent sign stands for the value of"
                        + " another option, as in %(name)s; write %% where you mean the sign itself",
                "retentions = 60:1,;  [t]|s.conf, line 3: the header [t] is indented, which makes it a part of the value above"
                        + " it",
            })
    void whatCannotBeReadRefusesTheFile(String lines, String message) {
        ConfigException e = assertThrows(
                ConfigException.class, () -> StorageSchemas.parse("s.conf", "[s]\n" + lines.replace(';', '\n')));
        assertEquals(message, e.problems().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[s];pattern = a|s.conf, line 1: the section [s] is passed over: it has no retentions",
                "[s];retentions = 60:1|s.conf, line 1: the section [s] is passed over: it has no pattern",
                "[s];pattern = a;retentions = 99999999999:1|s.conf, line 1: the section [s] is passed over: 99999999999:1 is"
                        + " larger than a file can hold",
                "[s] # note;pattern = a;retentions = 60:1|s.conf, line 1: the section [s] is passed over, because something"
                        + " stands behind its closing bracket",
            })
    void whatNoFileCanHaveDropsItsSection(String lines, String warning) throws ConfigException {
        StorageSchemas schemas = StorageSchemas.parse("s.conf", lines.replace(';', '\n'));
        assertEquals(List.of(warning), schemas.warnings());
        assertEquals(1, schemas.schemas().size());
    }

    @Test
    void archivesThatDoNotFitTogetherDropTheirSection() throws ConfigException {
        for (String retentions : List.of("10s:1h,10s:2h", "10s:1h,60s:1h", "1s:30s,1m:1h", "60:0", "7s:1m,10s:1h")) {
            StorageSchemas schemas =
                    StorageSchemas.parse("s.conf", "[s]\npattern = a\nretentions = " + retentions + "\n");
            assertEquals(1, schemas.schemas().size(), retentions);
            assertEquals(1, schemas.warnings().size(), retentions);
        }
    }

    @Test
    void theBuiltInFileIsSound(@TempDir Path folder) throws Exception {
        StorageSchemas builtIn = StorageSchemas.in(folder);
        assertEquals(List.of(), builtIn.warnings());
        assertEquals(
                "carbon", builtIn.schemaFor("carbon.agents.host-a.cpuUsage").name());
        assertEquals("stats", builtIn.schemaFor("stats_counts.x").name());
        assertEquals("default", builtIn.schemaFor("test").name());
        Files.writeString(folder.resolve("storage-schemas.conf"), "[own]\npattern = .\nretentions = 1:60\n");
        assertEquals("own", StorageSchemas.in(folder).schemaFor("test").name());
    }
}
