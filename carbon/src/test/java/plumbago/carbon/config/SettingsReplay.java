package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.SettingTypes;
import plumbago.base.config.Settings;
import plumbago.carbon.goldens.GoldenReplay;

/** Checks that every setting of carbon is declared, in its sections, with its kind of value and its default. */
public final class SettingsReplay implements GoldenReplay {
    @Override
    public String file() {
        return "settings";
    }

    @Override
    public String member() {
        return "settings";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) {
        String name = golden.get("name").asText();
        Set<String> expectedSections = new TreeSet<>();
        golden.get("sections").forEach(section -> expectedSections.add(section.asText()));
        List<Setting<?>> declared = new SettingGroups(CarbonSettings.GROUPS)
                .list().stream().filter(s -> s.name().equals(name)).toList();
        assertEquals(1, declared.size(), name);
        Setting<?> setting = declared.get(0);
        Set<String> sections = new TreeSet<>();
        setting.sections().forEach(section -> sections.add(section.label()));
        assertEquals(expectedSections, sections);

        Object value = Settings.defaults(CarbonSettings.GROUPS).get(setting);
        switch (golden.get("type").asText()) {
            case "bool" -> assertTrue(value instanceof Boolean, name);
            case "list" -> assertTrue(value instanceof List, name);
            case "int", "float" -> assertTrue(value instanceof Number, name);
            case "str" -> assertTrue(value instanceof String, name);
            default -> assertFalse(value instanceof List, name);
        }
        compareDefault(setting, value, golden.get("default"));
    }

    private static void compareDefault(Setting<?> setting, Object value, JsonNode expected) {
        SettingDefault<?> ours = setting.defaultValue();
        boolean derived = !ours.text().equals(written(setting)) && ours.carbon().isEmpty();
        if (expected.isNull() && derived) {
            return;
        }
        Object carbon = ours.carbon().isEmpty() ? value : ours.carbon().equals("none") ? "" : ours.carbon();
        if (expected.isBoolean() && carbon instanceof String text) {
            carbon = SettingTypes.SWITCH.read(text);
        }
        assertTrue(
                GoldenValue.same(carbon, expected), setting + " has the default " + carbon + ", and not " + expected);
    }

    private static <T> String written(Setting<T> setting) {
        return setting.type().write(Settings.defaults(CarbonSettings.GROUPS).get(setting));
    }
}
