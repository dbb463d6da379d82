package plumbago.statsd.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigFiles;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroups;
import plumbago.base.config.SettingTypes;
import plumbago.statsd.javascript.JsLiteral;
import plumbago.statsd.javascript.JsSyntaxException;
import plumbago.statsd.javascript.JsValue;

/**
 * Makes a section of carbon.conf of the original's config.js: {@code [statsd]}, or {@code [statsd-proxy]} of one of the
 * cluster proxy, which has {@code nodes}. The file is read as data, and nothing in it is run: what is code is named, and the
 * rest is taken over.
 */
public final class ConfigImport {
    private static final Map<String, Setting<?>> SETTINGS = new SettingGroups(StatsdSettings.GROUPS)
            .list().stream().collect(Collectors.toMap(Setting::name, Function.identity()));

    private static final Set<String> OBJECTS = Set.of("graphite", "keyFlush", "console", "log");
    /** What the original takes its default for where the value is 0, empty, false or null. */
    private static final Set<String> FALSE_IS_DEFAULT = Set.of(
            "port",
            "address",
            "server",
            "socket",
            "servers",
            "mgmt_port",
            "mgmt_address",
            "graphitePort",
            "graphitePicklePort",
            "graphiteProtocol",
            "graphiteHost",
            "backends",
            "repeater",
            "histogram",
            "flushInterval",
            "percentThreshold",
            "keyFlush.interval",
            "keyFlush.percent",
            "keyFlush.log");

    private static final Set<String> JSON = Set.of("servers", "repeater", "histogram");
    private static final Set<String> OF_GRAPHITE =
            Set.of("graphiteHost", "graphitePort", "graphitePicklePort", "graphiteProtocol");
    private static final String BACKENDS_FOLDER = "./backends/";

    private final Map<String, JsValue> config;
    private final ImportedSection section;
    /** Whether the backend graphite becomes the store, as what it sends to would be this process. */
    private final boolean toStore;

    private boolean storeIsExplained;

    private ConfigImport(String file, Map<String, JsValue> config) {
        this.config = config;
        this.section = new ImportedSection(file, StatsdSettings.SECTION.toString());
        this.toStore = hasGraphite(config.get("backends")) && isHere(config.get("graphiteHost"));
    }

    /**
     * Imports a file.
     *
     * @throws ConfigException if it cannot be read, or is no object of JavaScript
     */
    public static ImportedConfig of(Path file) throws ConfigException {
        return of(file.toString(), ConfigFiles.read(file));
    }

    /**
     * Imports the text of a file.
     *
     * @param file its name, for messages
     */
    static ImportedConfig of(String file, String text) throws ConfigException {
        try {
            if (!(JsLiteral.read(text) instanceof JsValue.Members config)) {
                throw new ConfigException(file + ": expected one object, { name: value, ... }, as StatsD's config.js");
            }
            return config.members().containsKey("nodes")
                    ? ProxyImport.of(file, config.members())
                    : new ConfigImport(file, config.members()).section();
        } catch (JsSyntaxException e) {
            throw new ConfigException(file + ", " + e.getMessage());
        }
    }

    private ImportedConfig section() {
        config.forEach(this::option);
        if (!config.containsKey("backends") && !toStore) {
            section.comment("the original sends to Graphite where no backends are given");
            section.set(0, "backends", "graphite");
        }
        if (!isSet("address") && !isSet("servers") && !isSet("socket")) {
            section.comment(
                    "the original listens at all addresses where none is given; 127.0.0.1 is for this machine alone");
            section.set(0, "address", allAddresses(config.get("address_ipv6")));
        }
        if (!isSet("mgmt_address")) {
            section.comment(
                    "the original's management port is open at all addresses, to whoever reaches it; if others than"
                            + " this machine shall: mgmt_address = 0.0.0.0");
        }
        section.comment(
                "the original takes the types h and d of DogStatsD for counters; True has them be timers, and more");
        section.set(0, "dogstatsd", "False");
        return section.done();
    }

    private boolean isSet(String name) {
        return config.containsKey(name) && !ImportedValue.isFalse(config.get(name));
    }

    private void option(String name, JsValue value) {
        if (OBJECTS.contains(name)) {
            if (value instanceof JsValue.Members object) {
                object.members().forEach((member, of) -> setting(name + "." + member, of));
            } else if (value instanceof JsValue.Code code) {
                section.warnOfCode(code.line(), name, code.source());
            } else if (!ImportedValue.isFalse(value)) {
                section.warn(value.line(), name, "expected an object, { name: value, ... }; it is left out");
            }
            return;
        }
        setting(name, value);
    }

    private void setting(String name, JsValue value) {
        Setting<?> setting = SETTINGS.get(name);
        Optional<JsValue.Code> code = ImportedValue.code(value);
        if (setting == null) {
            section.warn(value.line(), name, "unknown option of StatsD; it is left out");
        } else if (code.isPresent()) {
            section.warnOfCode(code.get().line(), name, code.get().source());
        } else if (setting.status() == Setting.Status.WITHOUT_MEANING) {
            section.comment(name + ": without meaning here: " + setting.why());
        } else if (FALSE_IS_DEFAULT.contains(name) && ImportedValue.isFalse(value)) {
            String text = setting.defaultValue().text().replace("`", "");
            section.comment(name + ": " + ImportedValue.json(value) + " means the default, "
                    + (text.isEmpty() ? "none" : text));
        } else if (!(value instanceof JsValue.Nothing)) {
            set(setting, value);
        }
    }

    private void set(Setting<?> setting, JsValue value) {
        String name = setting.name();
        if (name.equals("backends")) {
            backends(value);
            return;
        }
        if (toStore && OF_GRAPHITE.contains(name)) {
            if (!storeIsExplained) {
                section.comment("flushes went to the Graphite of this machine, and go to the store now; with backends ="
                        + " graphite they go there instead");
                storeIsExplained = true;
            }
            section.comment(name + " = " + ImportedValue.scalar(value).orElse(""));
            return;
        }
        Optional<String> text = text(setting, value);
        if (text.isEmpty() || !isRight(setting, text.get())) {
            section.warn(
                    value.line(),
                    name,
                    "expected " + setting.type().expected() + ", and not " + ImportedValue.json(value)
                            + "; it is left out");
            return;
        }
        section.set(value.line(), name, text.get());
    }

    private Optional<String> text(Setting<?> setting, JsValue value) {
        String name = setting.name();
        if (setting.type() == SettingTypes.SWITCH) {
            if (value instanceof JsValue.Text) {
                section.comment(name + ": a text is true in the original, whatever it says");
            }
            return Optional.of(ImportedValue.isFalse(value) ? "False" : "True");
        } else if (name.equals("servers") && value instanceof JsValue.Items items) {
            return Optional.of(ImportedValue.json(new JsValue.Items(
                    items.items().stream().map(ConfigImport::withAddress).toList(), value.line())));
        } else if (JSON.contains(name)) {
            return Optional.of(ImportedValue.json(value));
        } else if (name.equals("gaugesMaxTTL")) {
            boolean counts = value instanceof JsValue.Numeric number && number.value() > 1 && number.value() % 1 == 0;
            return counts ? ImportedValue.scalar(value) : Optional.of("1");
        } else if (name.equals("socket_mod") && value instanceof JsValue.Numeric mode) {
            return Optional.of("0" + Long.toOctalString((long) mode.value()));
        }
        return setting.type() == SettingTypes.LIST || name.equals("percentThreshold")
                ? ImportedValue.list(value)
                : ImportedValue.scalar(value);
    }

    /** The original listens at all addresses where a server has none. */
    private static JsValue withAddress(JsValue server) {
        if (!(server instanceof JsValue.Members object)) {
            return server;
        }
        Map<String, JsValue> members = new LinkedHashMap<>(object.members());
        // 0 and the like mean the default, which is also that of what is left out.
        members.values().removeIf(ImportedValue::isFalse);
        if (members.get("socket_mod") instanceof JsValue.Numeric mode) {
            String octal = "0" + Long.toOctalString((long) mode.value());
            members.put("socket_mod", new JsValue.Text(octal, server.line()));
        }
        if (!members.containsKey("socket")) {
            members.putIfAbsent("address", new JsValue.Text(allAddresses(members.get("address_ipv6")), server.line()));
        }
        return new JsValue.Members(members, server.line());
    }

    private static String allAddresses(JsValue ipv6) {
        return ipv6 instanceof JsValue.Truth truth && truth.value() ? "::" : "0.0.0.0";
    }

    private static boolean isRight(Setting<?> setting, String text) {
        try {
            setting.type().read(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void backends(JsValue value) {
        List<JsValue> items = value instanceof JsValue.Items several ? several.items() : List.of(value);
        Set<String> names = new LinkedHashSet<>();
        for (JsValue item : items) {
            String backend = backend(item);
            if (backend.equals("graphite") && toStore) {
                names.add("store");
            } else if (isRight(StatsdSettings.BACKENDS, backend)) {
                names.add(backend);
            } else {
                section.warn(item.line(), "backends", "there is no backend " + backend + "; it is left out");
            }
        }
        if (names.contains("store") && !isSet("graphiteHost")) {
            section.comment("no graphiteHost is given, and the original sends nothing then: flushes go to the store");
        }
        if (!names.isEmpty() || items.isEmpty()) {
            section.set(value.line(), "backends", String.join(", ", names));
        }
    }

    private static String backend(JsValue item) {
        String name = ImportedValue.scalar(item).orElse("");
        return name.startsWith(BACKENDS_FOLDER) ? name.substring(BACKENDS_FOLDER.length()) : name;
    }

    /** Whether flushes go to Graphite, as they do where nothing is said. */
    private static boolean hasGraphite(JsValue backends) {
        return backends == null
                || ImportedValue.isFalse(backends)
                || (backends instanceof JsValue.Items items
                        && items.items().stream().anyMatch(item -> backend(item).equals("graphite")));
    }

    /** Whether a Graphite is none, or one of this machine. */
    private static boolean isHere(JsValue host) {
        if (host == null || ImportedValue.isFalse(host)) {
            return true;
        }
        String name = ImportedValue.scalar(host).orElse("").toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
