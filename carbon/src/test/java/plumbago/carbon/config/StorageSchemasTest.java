package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.whisper.Retention;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pattern = a;retentions = 10x:1h|s.conf, line 3, section [s]: retentions = 10x:1h: 'x' is no unit; expected one"
                        + " of s, m, h, d, w, y",
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
