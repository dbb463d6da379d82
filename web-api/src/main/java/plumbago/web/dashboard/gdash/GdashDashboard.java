package plumbago.web.dashboard.gdash;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plumbago.base.text.UrlEncoding;

/** One dashboard, read from its folder, and its state as graphite-web's composer would have saved it. */
final class GdashDashboard {
    static final String DASH = "dash.yaml";
    private static final String SUFFIX = ".graph";
    private static final int MOST_GRAPHS = 500;

    /** Bytes of all files together. */
    private static final long MOST_BYTES = 4 << 20;

    /** Characters of its state: what all graphs have in common is in that of each. */
    private static final int MOST_STATE = 8 << 20;

    /** What GDash has graphs drawn with where nothing is said. */
    private static final Map<String, String> DEFAULTS = defaults();

    private static final JsonFactory JSON = new JsonFactory();

    private final GdashFiles files;
    private final Path folder;
    private final Notes notes = new Notes();
    private final List<Graph> graphs = new ArrayList<>();
    private final Map<String, Object> overrides = new LinkedHashMap<>();
    private DashFile dash;
    private long bytes;

    private GdashDashboard(GdashFiles files, Path folder) {
        this.files = files;
        this.folder = folder;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("from", "-1hour");
        defaults.put("until", "now");
        defaults.put("width", "500");
        defaults.put("height", "250");
        return defaults;
    }

    static GdashDashboard read(GdashFiles files, Path folder) throws IOException {
        GdashDashboard dashboard = new GdashDashboard(files, folder);
        dashboard.readDash();
        dashboard.readGraphs();
        return dashboard;
    }

    Notes notes() {
        return notes;
    }

    private Optional<String> text(Path file) {
        Optional<String> text = bytes > MOST_BYTES ? Optional.empty() : files.read(file, notes);
        bytes += text.map(String::length).orElse(0);
        return text;
    }

    private DashFile yaml(Path file) {
        return DashFile.read(files.name(file), text(file).orElse("{}"), notes);
    }

    private void readDash() {
        Path file = folder.resolve(DASH);
        dash = yaml(file);
        for (String property : List.of("width", "height", "from", "until")) {
            dash.text("graph_" + property).ifPresent(value -> overrides.put(property, value));
        }
        overrides.putAll(dash.graphProperties());
        for (String include : dash.texts("include_properties")) {
            files.below(include)
                    .ifPresentOrElse(
                            other -> overrides.putAll(yaml(other).graphProperties()),
                            () -> notes.add(files.name(file), 0, "'" + include + "' is not below GDASH_FOLDER"));
        }
    }

    private void readGraphs() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String include : dash.texts("include_graphs")) {
            files.below(include)
                    .ifPresentOrElse(
                            folders::add,
                            () -> notes.add(
                                    files.name(folder.resolve(DASH)),
                                    0,
                                    "'" + include + "' is not below GDASH_FOLDER"));
        }
        folders.add(folder);
        Map<String, Path> found = new TreeMap<>();
        for (Path one : folders) {
            for (Path file : files.list(one)) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    found.put(name.substring(0, name.length() - SUFFIX.length()), file);
                }
            }
        }
        Placeholders placeholders = new Placeholders(overrides);
        for (Map.Entry<String, Path> one : found.entrySet()) {
            if (graphs.size() >= MOST_GRAPHS || bytes > MOST_BYTES) {
                notes.add(
                        files.name(one.getValue()),
                        0,
                        "there are too many graphs, and this one is left out with all behind");
                return;
            }
            String name = files.name(one.getValue());
            text(one.getValue()).ifPresent(text -> {
                Graph graph = Graph.of(name, GraphFile.read(name, text, notes), overrides, placeholders, notes);
                if (!Statement.isTrue(graph.properties().get("surpress"))) {
                    graphs.add(graph);
                }
            });
        }
    }

    /**
     * The state as JSON.
     *
     * @param name of the dashboard
     * @param render the path that pictures are at
     */
    String state(String name, String render) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("title", dash.text("name").orElse(name));
            json.writeStringField("description", dash.text("description").orElse(""));
            json.writeBooleanField("readOnly", true);
            json.writeObjectFieldStart("defaultGraphParams");
            for (Map.Entry<String, String> one : DEFAULTS.entrySet()) {
                json.writeStringField(one.getKey(), one.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("graphs");
            for (Graph graph : graphs) {
                json.flush();
                if (out.getBuffer().length() > MOST_STATE) {
                    notes.add(name, 0, "the graphs are too long, and the rest of them is left out");
                    break;
                }
                write(json, graph, render);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notes");
            for (String note : notes.list()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }

    /** The targets as a query, all parameters, and the address of the picture. */
    private static void write(JsonGenerator json, Graph graph, String render) throws IOException {
        Map<String, String> parameters = GraphParameters.of(graph);
        StringBuilder targets = new StringBuilder();
        for (String target : graph.targets()) {
            targets.append(targets.isEmpty() ? "target=" : "&target=").append(UrlEncoding.encode(target));
        }
        StringBuilder address = new StringBuilder(render).append('?').append(targets);
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(parameters);
        all.forEach((key, value) -> address.append('&').append(key).append('=').append(UrlEncoding.encode(value)));
        json.writeStartArray();
        json.writeString(targets.toString());
        json.writeStartObject();
        json.writeArrayFieldStart("target");
        for (String target : graph.targets()) {
            json.writeString(target);
        }
        json.writeEndArray();
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            json.writeStringField(one.getKey(), one.getValue());
        }
        Object description = graph.properties().get("description");
        if (Statement.isTrue(description)) {
            json.writeStringField("description", description.toString());
        }
        json.writeEndObject();
        json.writeString(address.toString());
        json.writeEndArray();
    }
}
