package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Rules;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.Settings;
import plumbago.carbon.config.StorageAggregation;
import plumbago.carbon.config.StorageSchemas;

/**
 * The docs and the example files say what the declarations say. {@code -Dplumbago.reference.write=true} writes them anew.
 */
class ReferenceTest {
    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final Path DOC = TOP.resolve("docs/configuration.md");
    private static final Path EXAMPLES = TOP.resolve("cli/src/main/dist/conf");
    private static final String BEGIN = "<!-- written by ReferenceTest from here -->\n";
    private static final String END = "<!-- to here -->\n";

    @TempDir
    Path folder;

    @Test
    void theDocListsTheSettingsAsTheyAreDeclared() throws IOException {
        String text = Files.readString(DOC);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertTrue(begin >= BEGIN.length() && end >= begin, "the marks are missing in " + DOC);
        compare(DOC, text, text.substring(0, begin) + SettingsReference.markdown() + text.substring(end));
    }

    @Test
    void theExampleOfCarbonConfListsTheSettingsAsTheyAreDeclared() throws IOException {
        Path file = EXAMPLES.resolve("carbon.conf");
        compare(file, Files.exists(file) ? Files.readString(file) : "", SettingsReference.exampleFile());
    }

    @Test
    void theExampleOfCarbonConfChangesNothing() throws Exception {
        Settings settings =
                Settings.load(ConfigSources.of(Map.of()).withConfig(EXAMPLES.resolve("carbon.conf")), Parts.settings());
        new SettingGroups(Parts.settings())
                .list()
                .forEach(setting -> assertEquals("the default", settings.origin(setting)));
        assertEquals(List.of(), settings.warnings());
        assertEquals(List.of(), settings.notes());
    }

    @Test
    void theExampleOfCarbonConfMeansTheDefaultsWithoutItsCommentSigns() throws Exception {
        String text = Files.readString(EXAMPLES.resolve("carbon.conf"));
        String active = text.replaceAll("(?m)^#([A-Za-z0-9_.]+ = )", "$1");
        Settings settings = Settings.load(
                ConfigSources.of(Map.of()).withConfig(Files.writeString(folder.resolve("carbon.conf"), active)),
                Parts.settings());
        for (Setting<?> setting : new SettingGroups(Parts.settings()).list()) {
            if (!SettingsReference.isDerived(setting)) {
                assertEquals(Settings.defaults(Parts.settings()).get(setting), settings.get(setting), setting.name());
                assertEquals(
                        setting.status() == Setting.Status.HONOURED,
                        !settings.origin(setting).equals("the default"),
                        setting.name());
            }
        }
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void theExampleOfStorageAggregationChangesNothingAndIsSoundWithoutItsCommentSigns() throws Exception {
        String text = Files.readString(EXAMPLES.resolve(StorageAggregation.FILE_NAME));
        assertEquals(1, StorageAggregation.parse("example", text).rules().size());
        StorageAggregation active = StorageAggregation.parse("example", text.replaceAll("(?m)^#(?=[\\[a-zA-Z])", ""));
        assertEquals(List.of(), active.warnings());
        assertEquals("min", active.ruleFor("a.min").method().label());
        assertEquals("sum", active.ruleFor("a.count").method().label());
        assertEquals("average", active.ruleFor("a").method().label());
    }

    @Test
    void theRulesInTheDocAreSound() throws Exception {
        Matcher block = Pattern.compile("(?ms)^```ini\\n# (storage-\\w+)\\.conf\\n(.*?)^```")
                .matcher(Files.readString(DOC));
        int found = 0;
        while (block.find()) {
            found++;
            Rules rules = block.group(1).equals("storage-schemas")
                    ? StorageSchemas.parse("doc", block.group(2))
                    : StorageAggregation.parse("doc", block.group(2));
            assertEquals(List.of(), rules.warnings());
        }
        assertEquals(2, found);
    }

    private static void compare(Path file, String is, String shouldBe) throws IOException {
        if (Boolean.getBoolean("plumbago.reference.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, shouldBe);
            return;
        }
        assertEquals(
                shouldBe,
                is,
                () -> file + " is not as the settings are declared; write it anew with"
                        + " ./mvnw -pl cli -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dplumbago.reference.write=true");
    }
}
