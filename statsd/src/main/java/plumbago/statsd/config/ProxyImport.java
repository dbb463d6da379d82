package plumbago.statsd.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import plumbago.statsd.javascript.JsValue;

/** Makes {@code [statsd-proxy]} of a configuration of the original's cluster proxy. */
final class ProxyImport {
    static final String HEADER = "[statsd-proxy]";

    private static final Set<String> KNOWN = Set.of(
            "host",
            "port",
            "address_ipv6",
            "server",
            "mgmt_port",
            "mgmt_address",
            "checkInterval",
            "cacheSize",
            "forkCount");
    private static final Set<String> WITHOUT_MEANING = Set.of("debug", "log", "title", "udp_version");

    private final ImportedSection section;

    private ProxyImport(String file) {
        section = new ImportedSection(file, HEADER);
    }

    static ImportedConfig of(String file, Map<String, JsValue> config) {
        ProxyImport proxy = new ProxyImport(file);
        config.forEach(proxy::option);
        if (!config.containsKey("host") || ImportedValue.isFalse(config.get("host"))) {
            proxy.section.comment("the original listens at all addresses where none is given");
            proxy.section.set(0, "host", "0.0.0.0");
        }
        return proxy.section.done();
    }

    private void option(String name, JsValue value) {
        Optional<JsValue.Code> code = ImportedValue.code(value);
        if (name.equals("nodes")) {
            nodes(value);
        } else if (WITHOUT_MEANING.contains(name)) {
            section.comment(name + ": without meaning here");
        } else if (!KNOWN.contains(name)) {
            section.warn(value.line(), name, "unknown option of StatsD's cluster proxy; it is left out");
        } else if (code.isPresent()) {
            section.warnOfCode(code.get().line(), name, code.get().source());
        } else if (!ImportedValue.isFalse(value) || name.equals("forkCount")) {
            ImportedValue.scalar(value)
                    .ifPresentOrElse(
                            text -> section.set(value.line(), name, text),
                            () -> section.warn(value.line(), name, "expected a value; it is left out"));
        }
    }

    private void nodes(JsValue value) {
        List<JsValue> items = value instanceof JsValue.Items several ? several.items() : List.of(value);
        List<String> nodes = new ArrayList<>();
        for (JsValue item : items) {
            Optional<String> node = item instanceof JsValue.Members object ? node(object.members()) : Optional.empty();
            node.ifPresentOrElse(
                    nodes::add,
                    () -> section.warn(
                            item.line(),
                            "nodes",
                            "expected { host: '...', port: ..., adminport: ... }, and not " + shown(item)
                                    + "; the node is left out"));
        }
        section.set(value.line(), "nodes", String.join(", ", nodes));
    }

    private static String shown(JsValue item) {
        return ImportedValue.code(item).map(JsValue.Code::source).orElseGet(() -> ImportedValue.json(item));
    }

    private static Optional<String> node(Map<String, JsValue> members) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("host", "port", "adminport")) {
            JsValue value = members.get(name);
            Optional<String> text = value == null ? Optional.empty() : ImportedValue.scalar(value);
            if (text.isEmpty() || text.get().isBlank() || text.get().indexOf(',') >= 0) {
                return Optional.empty();
            }
            parts.add(text.get().indexOf(':') >= 0 ? "[" + text.get() + "]" : text.get());
        }
        return Optional.of(String.join(":", parts));
    }
}
