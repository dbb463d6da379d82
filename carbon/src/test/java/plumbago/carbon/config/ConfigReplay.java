package plumbago.carbon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.Settings;
import plumbago.carbon.goldens.GoldenReplay;

/**
 * Replays what became of a carbon.conf. Carbon keeps whatever it can read of a setting, a text for a port among it, and
 * fails over it later or never; ours has to name the setting at once. Names that carbon does not know it keeps; ours has
 * to warn of them.
 */
public final class ConfigReplay implements GoldenReplay {
    @Override
    public String file() {
        return "config";
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        Path config = Files.createDirectory(workplace.resolve("conf")).resolve("carbon.conf");
        Files.writeString(config, golden.get("conf").asText());
        String program = golden.get("program").asText();
        String instance = golden.get("instance").asText();
        Section daemon = new SettingGroups(CarbonSettings.GROUPS)
                .section(program.substring("carbon-".length()))
                .orElseThrow();
        ConfigSources sources = ConfigSources.of(Map.of("GRAPHITE_ROOT", workplace.toString()))
                .withConfig(config)
                .withInstance(daemon, instance);

        JsonNode expected = golden.get("expect").get("settings");
        if (expected == null) {
            assertThrows(ConfigException.class, () -> Settings.load(sources, CarbonSettings.GROUPS));
            return;
        }
        List<String> refused = refused(expected);
        if (!refused.isEmpty()) {
            ConfigException e =
                    assertThrows(ConfigException.class, () -> Settings.load(sources, CarbonSettings.GROUPS));
            refused.forEach(name -> assertTrue(e.getMessage().contains(name), e.getMessage()));
            return;
        }
        Settings settings = Settings.load(sources, CarbonSettings.GROUPS);
        for (JsonNode key : golden.get("keys")) {
            String text = expected.get(key.asText()).get("value").toString();
            String placed = text.replace("{ROOT}", workplace.toString())
                    .replace("{CONF_DIR}", config.getParent().toString());
            JsonNode value = new com.fasterxml.jackson.databind.ObjectMapper().readTree(placed);
            compare(settings, program + "-" + instance, key.asText(), value);
        }
    }

    private static void compare(Settings settings, String process, String name, JsonNode expected) {
        Optional<Setting<?>> setting = declared(name);
        if (name.equals("pidfile")) {
            assertEquals(
                    Path.of(expected.asText()),
                    settings.get(FolderSettings.PID_DIR).resolve(process + ".pid"));
        } else if (name.equals("LOG_DIR")) {
            assertEquals(
                    Path.of(expected.asText()),
                    settings.get(FolderSettings.LOG_DIR).resolve(process));
        } else if (name.equals("instance")) {
            assertEquals(expected.asText(), settings.instance());
        } else if (setting.isEmpty()) {
            boolean written = !expected.asText().equals("(unset)");
            assertEquals(
                    written, settings.warnings().stream().anyMatch(w -> w.contains("unknown setting " + name)), name);
        } else {
            String carbon = setting.get().defaultValue().carbon();
            boolean ours = settings.origin(setting.get()).equals("the default") && !carbon.isEmpty();
            Object value = ours ? carbon : settings.get(setting.get());
            assertTrue(GoldenValue.same(value, expected), name + " is " + value + ", and not " + expected);
        }
    }

    /** Which of the values that carbon kept none of our types takes. */
    private static List<String> refused(JsonNode expected) {
        List<String> refused = new ArrayList<>();
        expected.properties().forEach(field -> {
            JsonNode value = field.getValue().get("value");
            boolean takes = value.isNull()
                    || declared(field.getKey()).map(s -> accepts(s, value)).orElse(true);
            if (!takes) {
                refused.add(field.getKey());
            }
        });
        return refused;
    }

    private static boolean accepts(Setting<?> setting, JsonNode value) {
        String text = value.asText().replace("Infinity", "inf");
        try {
            setting.type().read(value.isArray() ? GoldenValue.text(value) : text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Setting<?>> declared(String name) {
        return new SettingGroups(CarbonSettings.GROUPS)
                .list().stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
