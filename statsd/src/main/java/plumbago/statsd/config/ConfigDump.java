package plumbago.statsd.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.statsd.javascript.JsNumber;

/**
 * What the management port answers to {@code config}: what was written, in the order of the file, and behind it what the
 * original adds to its configuration by itself.
 */
public final class ConfigDump {
    private static final List<Setting<Boolean>> DELETES = List.of(
            StatsdSettings.DELETE_COUNTERS,
            StatsdSettings.DELETE_TIMERS,
            StatsdSettings.DELETE_SETS,
            StatsdSettings.DELETE_GAUGES);

    /** The lines of each property, which hold what lies in it together. */
    private final Map<String, List<String>> properties = new LinkedHashMap<>();

    private final Settings settings;

    private ConfigDump(Settings settings) {
        this.settings = settings;
    }

    /** The answer: an empty line, and lines {@code name: value}, each with LF. */
    public static String text(Settings settings) {
        ConfigDump dump = new ConfigDump(settings);
        settings.written(StatsdSettings.SECTION).forEach(dump::add);
        dump.addWhatIsNotThere(StatsdSettings.GAUGES_MAX_TTL);
        dump.addWhatIsNotThere(StatsdSettings.DELETE_IDLE_STATS);
        if (settings.get(StatsdSettings.DELETE_IDLE_STATS)) {
            DELETES.forEach(dump::addWhatIsNotThere);
        }
        dump.addWhatIsNotThere(StatsdSettings.FLUSH_INTERVAL);
        DELETES.forEach(dump::addWhatIsNotThere);
        StringBuilder text = new StringBuilder("\n");
        dump.properties
                .values()
                .forEach(lines -> lines.forEach(line -> text.append(line).append('\n')));
        return text.toString();
    }

    private void addWhatIsNotThere(Setting<?> setting) {
        if (!properties.containsKey(setting.name())) {
            add(setting);
        }
    }

    private <T> void add(Setting<T> setting) {
        String name = setting.name();
        int dot = name.indexOf('.');
        String shown = dot < 0 ? name : name.substring(0, dot) + " > " + name.substring(dot + 1);
        List<String> lines =
                properties.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), key -> new ArrayList<>());
        T value = settings.get(setting);
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                lines.add(shown + " > " + i + ": " + item(setting, items.get(i)));
            }
        } else {
            lines.add(shown + ": " + text(setting, value));
        }
    }

    private static <T> String text(Setting<T> setting, T value) {
        if (value instanceof Boolean) {
            return value.toString();
        }
        return value instanceof Number number
                ? JsNumber.text(number.doubleValue())
                : setting.type().write(value);
    }

    /** One item as it is written in the file; the original has no more to say of objects than that they are some. */
    @SuppressWarnings("unchecked") // it is an item of what the setting's own type has made
    private static <T> String item(Setting<T> setting, Object item) {
        String text = setting.type().write((T) List.of(item));
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }
}
