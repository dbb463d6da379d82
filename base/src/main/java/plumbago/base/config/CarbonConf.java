package plumbago.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The texts of carbon.conf, section by section, before anybody asks what they mean. Names of settings are in capitals,
 * whatever they are in the file.
 */
final class CarbonConf {
    /**
     * A text and where it stands.
     *
     * @param inherited whether it stands in {@code [DEFAULT]}, and so in every section
     */
    record Value(String text, Place place, boolean inherited) {}

    private final Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
    private final Map<String, Place> headers = new LinkedHashMap<>();

    private CarbonConf() {}

    static CarbonConf empty() {
        return new CarbonConf();
    }

    static CarbonConf read(Path file) throws ConfigException {
        return of(IniFile.read(file));
    }

    static CarbonConf of(IniFile file) throws ConfigException {
        CarbonConf conf = new CarbonConf();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Integer> header : file.sections().entrySet()) {
            String section = header.getKey();
            Map<String, IniFile.Option> options = file.options(section);
            Map<String, Value> values = new LinkedHashMap<>();
            for (Map.Entry<String, IniFile.Option> entry : options.entrySet()) {
                IniFile.Option option = entry.getValue();
                try {
                    String text = file.interpolated(section, entry.getKey(), options);
                    values.put(
                            entry.getKey().toUpperCase(Locale.ROOT),
                            new Value(text, file.place(option.line()), option.inherited()));
                } catch (ConfigException e) {
                    problems.addAll(e.problems());
                }
            }
            conf.sections.put(section, values);
            conf.headers.put(section, file.place(header.getValue()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().distinct().toList());
        }
        return conf;
    }

    /** The sections and where their headers stand, in the order of the file. */
    Map<String, Place> headers() {
        return headers;
    }

    /** What stands in a section; empty if there is no such section. */
    Map<String, Value> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }
}
