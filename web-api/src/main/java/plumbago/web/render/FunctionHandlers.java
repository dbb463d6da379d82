package plumbago.web.render;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.RequestException;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Parameter;
import plumbago.web.render.function.RenderFunction;

/** {@code /functions}: what there is to call, for the editors of dashboards. */
public final class FunctionHandlers {
    /** What slices of a pie may stand for; they are parameters of a picture and are called by no target. */
    private static final SortedMap<String, String> PIE_FUNCTIONS = pieFunctions("average", "maximum", "minimum");

    private final Catalogue catalogue = Catalogue.standard();

    /** Has {@code /functions} answered here. */
    public void register(Router router) {
        router.on("GET", "/functions", this::list);
        router.on("GET", "/functions/{name}", this::one);
    }

    private static SortedMap<String, String> pieFunctions(String... names) {
        SortedMap<String, String> functions = new TreeMap<>();
        for (String name : names) {
            functions.put(
                    name,
                    String.format(
                            Locale.ROOT,
                            "{\"name\": \"%1$s\", \"function\": \"%1$s(series)\", \"description\": \"The %1$s of a series.\","
                                    + " \"module\": \"graphite.render.functions\", \"group\": \"Pie\", \"params\":"
                                    + " [{\"name\": \"series\", \"type\": \"series\", \"required\": true}]}",
                            name));
        }
        return functions;
    }

    private static boolean isPie(WebRequest request) {
        return request.parameters().get("type", "").equals("pie");
    }

    private static boolean isGrouped(WebRequest request) {
        String grouped = request.parameters().get("grouped", "");
        return grouped.equals("1") || grouped.equalsIgnoreCase("true");
    }

    /** Whether the request asks for functions of all groups or of this one. */
    private static boolean isWanted(WebRequest request, String group) {
        return !request.parameters().has("group")
                || request.parameters().get("group", "").equals(group);
    }

    private WebResponse one(WebRequest request) {
        String name = request.pathVariable("name");
        if (isPie(request)) {
            if (!PIE_FUNCTIONS.containsKey(name)) {
                throw new RequestException(404, "Function not found: " + name);
            }
            return JsonAnswers.sorted(request, new Bytes(256).ascii(PIE_FUNCTIONS.get(name)));
        }
        RenderFunction function =
                catalogue.find(name).orElseThrow(() -> new RequestException(404, "Function not found: " + name));
        Bytes out = new Bytes(1024);
        write(function, out);
        return JsonAnswers.sorted(request, out);
    }

    private WebResponse list(WebRequest request) {
        if (isPie(request)) {
            return JsonAnswers.sorted(request, pieList(request));
        }
        Map<String, Map<String, RenderFunction>> groups = new TreeMap<>();
        for (RenderFunction function : catalogue.all()) {
            String title = function.group().title();
            if (isWanted(request, title)) {
                groups.computeIfAbsent(title, key -> new TreeMap<>()).put(function.name(), function);
            }
        }
        Bytes out = new Bytes(64 << 10);
        if (isGrouped(request)) {
            out.put('{');
            Iterator<Map.Entry<String, Map<String, RenderFunction>>> each =
                    groups.entrySet().iterator();
            while (each.hasNext()) {
                Map.Entry<String, Map<String, RenderFunction>> one = each.next();
                out.json(one.getKey()).ascii(": ");
                write(one.getValue(), out);
                out.ascii(each.hasNext() ? ", " : "");
            }
            out.put('}');
        } else {
            Map<String, RenderFunction> all = new TreeMap<>();
            groups.values().forEach(all::putAll);
            write(all, out);
        }
        return JsonAnswers.sorted(request, out);
    }

    private static Bytes pieList(WebRequest request) {
        Bytes out = new Bytes(1024).put('{');
        if (isWanted(request, "Pie")) {
            out.ascii(isGrouped(request) ? "\"Pie\": {" : "");
            boolean first = true;
            for (Map.Entry<String, String> function : PIE_FUNCTIONS.entrySet()) {
                out.ascii(first ? "" : ", ").json(function.getKey()).ascii(": ").ascii(function.getValue());
                first = false;
            }
            out.ascii(isGrouped(request) ? "}" : "");
        }
        return out.put('}');
    }

    private static void write(Map<String, RenderFunction> functions, Bytes out) {
        out.put('{');
        boolean first = true;
        for (RenderFunction function : functions.values()) {
            out.ascii(first ? "" : ", ").json(function.name()).ascii(": ");
            first = false;
            write(function, out);
        }
        out.put('}');
    }

    private static void write(RenderFunction function, Bytes out) {
        out.ascii("{\"name\": ").json(function.name()).ascii(", \"function\": ").json(function.signature());
        out.ascii(", \"description\": ").json(function.description());
        out.ascii(", \"module\": \"graphite.render.functions\", \"group\": ")
                .json(function.group().title());
        out.ascii(", \"params\": [");
        boolean first = true;
        for (Parameter parameter : function.parameters()) {
            out.ascii(first ? "" : ", ");
            first = false;
            write(parameter, out);
        }
        out.ascii("]}");
    }

    private static void write(Parameter parameter, Bytes out) {
        out.ascii("{\"name\": ")
                .json(parameter.name())
                .ascii(", \"type\": ")
                .json(parameter.type().wireName());
        if (parameter.required()) {
            out.ascii(", \"required\": true");
        }
        if (parameter.multiple()) {
            out.ascii(", \"multiple\": true");
        }
        parameter.fallback().ifPresent(listed -> {
            out.ascii(", \"default\": ");
            value(listed, out);
        });
        list("options", parameter.options(), out);
        list("suggestions", parameter.suggestions(), out);
        out.put('}');
    }

    private static void list(String name, Iterable<Object> values, Bytes out) {
        Iterator<Object> each = values.iterator();
        if (!each.hasNext()) {
            return;
        }
        out.ascii(", ").json(name).ascii(": [");
        while (each.hasNext()) {
            value(each.next(), out);
            out.ascii(each.hasNext() ? ", " : "]");
        }
    }

    private static void value(Object value, Bytes out) {
        if (value instanceof String text) {
            out.json(text);
        } else if (value instanceof Double number) {
            out.json(number, false);
        } else {
            out.ascii(String.valueOf(value));
        }
    }
}
