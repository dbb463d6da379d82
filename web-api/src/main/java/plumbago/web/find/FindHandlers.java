package plumbago.web.find;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.TimeLimit;
import plumbago.base.text.Bytes;
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.name.TaggedName;
import plumbago.web.render.CarbonapiHandlers;
import plumbago.web.render.format.CarbonapiV2Format;
import plumbago.web.render.format.CarbonapiV3Format;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeSyntaxException;

/**
 * {@code /metrics/find}, {@code /metrics/expand} and {@code /metrics/index.json}, with the formats of graphite-web. Names
 * come from the index in memory; no file is looked at. Safe for many threads.
 */
public final class FindHandlers {
    /** What begins something else than itself in a path expression; in brackets it stands for itself. */
    private static final String WILDCARDS = "*?[";

    private final MetricIndex index;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final Duration maxTime;

    /**
     * @param index what names are looked up in
     * @param clock for {@code from} and {@code until} that go by the present
     * @param nanos a clock that only goes on, in nanoseconds, for {@code maxTime}
     * @param zone of clock times in {@code from} and {@code until}
     * @param maxTime longest time that one request's queries may take together (MAX_RENDER_TIME)
     */
    public FindHandlers(MetricIndex index, Clock clock, LongSupplier nanos, ZoneId zone, Duration maxTime) {
        this.index = index;
        this.clock = clock;
        this.nanos = nanos;
        this.zone = zone;
        this.maxTime = maxTime;
    }

    /** Has {@code /metrics}, {@code /metrics/find}, {@code expand} and {@code index.json} answered here. */
    public void register(Router router) {
        router.on("GET POST", "/metrics", this::find);
        router.on("GET POST", "/metrics/find", this::find);
        router.on("GET POST", "/metrics/expand", this::expand);
        router.on("GET POST", "/metrics/index.json", this::index, RouteTrait.LONG);
    }

    /**
     * Answers {@code /metrics/find}.
     *
     * @throws plumbago.base.http.RequestException with 400 if there is no query, or a time or a format cannot be read
     */
    public WebResponse find(WebRequest request) {
        if (CarbonapiHandlers.isMessage(request)) {
            return new CarbonapiHandlers(index).find(request);
        }
        Parameters parameters = request.parameters();
        String query = parameters.get("query", "");
        if (query.isEmpty()) {
            throw RequestException.bad("the parameter 'query' is missing");
        }
        boolean leavesOnly = flag(parameters, "leavesOnly");
        boolean wildcards = flag(parameters, "wildcards");
        boolean variants = flag(parameters, "automatic_variants");
        checkTime(parameters, "from");
        checkTime(parameters, "until");
        String format = parameters.get("format", "treejson");
        if (variants) {
            query = withVariants(query);
        }
        if (format.equals("completer")) {
            query = query.replace("..", "*.");
            if (!query.endsWith("*")) {
                query += "*";
            }
        }
        List<IndexNode> found = nodes(query);
        if (leavesOnly) {
            found.removeIf(node -> !node.leaf());
            found.replaceAll(node -> new IndexNode(node.path(), true, false));
        }
        if (CarbonapiV2Format.isNamed(format)) {
            return WebResponse.of(200, CarbonapiV2Format.CONTENT_TYPE, FindFormats.carbonapi(found, query, false));
        }
        return switch (format) {
            case "carbonapi_v3_pb" ->
                WebResponse.of(200, CarbonapiV3Format.CONTENT_TYPE, FindFormats.carbonapi(found, query, true));
            case "treejson" -> JsonAnswers.of(request, FindFormats.tree(found, query, wildcards));
            case "completer" -> JsonAnswers.of(request, FindFormats.completer(found, wildcards));
            case "nodelist" -> JsonAnswers.of(request, nodeList(found, parameters));
            case "json" -> JsonAnswers.of(request, FindFormats.json(found, clock));
            case "pickle" -> WebResponse.of(200, "application/pickle", FindFormats.pickle(found, clock));
            case "msgpack" -> WebResponse.of(200, "application/x-msgpack", FindFormats.msgpack(found, clock));
            default ->
                throw RequestException.bad(
                        "format must be treejson, completer, nodelist, json, pickle, msgpack, carbonapi_v2_pb or"
                                + " carbonapi_v3_pb, and is '" + format + "'");
        };
    }

    /** {@code a,b} between two dots means {@code {a,b}}. */
    private static String withVariants(String query) {
        List<String> steps = new ArrayList<>();
        for (String step : query.split("\\.", -1)) {
            boolean bare = step.indexOf(',') >= 0 && step.indexOf('{') < 0;
            steps.add(bare ? "{" + step.replaceAll("^,+|,+$", "") + "}" : step);
        }
        return String.join(".", steps);
    }

    private Bytes nodeList(List<IndexNode> found, Parameters parameters) {
        int position = whole(parameters, "position", -1);
        Set<String> nodes = new TreeSet<>();
        for (IndexNode node : found) {
            String[] steps = node.path().split("\\.", -1);
            int place = position < 0 ? position + steps.length : position;
            if (place >= 0 && place < steps.length) {
                nodes.add(steps[place]);
            }
        }
        Bytes out = new Bytes(1024).ascii("{\"nodes\": ");
        FindFormats.texts(nodes, out);
        return out.put('}');
    }

    /**
     * A query in which a backslash has taken its meaning from what stands behind it, as in a target; dots still divide
     * and braces still list, as in graphite-web.
     */
    private static String withoutBackslashes(String query) {
        if (query.indexOf('\\') < 0) {
            return query;
        }
        StringBuilder pattern = new StringBuilder(query.length());
        for (int at = 0; at < query.length(); at++) {
            char c = query.charAt(at);
            if (c != '\\') {
                pattern.append(c);
            } else if (++at < query.length()) {
                char plain = query.charAt(at);
                if (WILDCARDS.indexOf(plain) >= 0) {
                    pattern.append('[').append(plain).append(']');
                } else {
                    pattern.append(plain);
                }
            }
        }
        return pattern.toString();
    }

    /**
     * What the index has for a query; for none at all, as in graphite-web, the branch that has no name. A dot at the end asks for branches alone, and stays in their paths; a name with
     * tags is looked up as it is.
     */
    private List<IndexNode> nodes(String query) {
        try {
            if (TaggedName.isTagged(query) && !TaggedName.isPath(query)) {
                boolean isStored = index.containsHashedOrReadable(query);
                return new ArrayList<>(isStored ? List.of(new IndexNode(query, true, false)) : List.of());
            }
            String pattern = withoutBackslashes(query);
            if (pattern.isEmpty()) {
                return new ArrayList<>(List.of(new IndexNode("", false, true)));
            }
            if (!pattern.endsWith(".") || pattern.endsWith("..") || pattern.length() == 1) {
                return new ArrayList<>(index.find(pattern));
            }
            return index.find(pattern.substring(0, pattern.length() - 1)).stream()
                    .filter(IndexNode::branch)
                    .map(node -> new IndexNode(node.path() + ".", false, true))
                    .collect(Collectors.toCollection(ArrayList::new));
        } catch (IllegalArgumentException e) {
            throw RequestException.bad("query: " + e.getMessage());
        }
    }

    private WebResponse expand(WebRequest request) {
        Parameters parameters = request.parameters();
        boolean leavesOnly = flag(parameters, "leavesOnly");
        boolean byExpression = flag(parameters, "groupByExpr");
        Map<String, Set<String>> results = new LinkedHashMap<>();
        TimeLimit time = new TimeLimit(nanos, maxTime, request::clientIsGone);
        for (String query : new LinkedHashSet<>(parameters.all("query"))) {
            time.check();
            Set<String> paths = results.computeIfAbsent(query, key -> new LinkedHashSet<>());
            for (IndexNode node : nodes(query)) {
                if (node.leaf() || !leavesOnly) {
                    paths.add(node.path());
                }
            }
        }
        Bytes out = new Bytes(4096).ascii("{\"results\": ");
        if (byExpression) {
            out.put('{');
            boolean first = true;
            for (Map.Entry<String, Set<String>> one : results.entrySet()) {
                out.ascii(first ? "" : ", ").json(one.getKey()).ascii(": ");
                first = false;
                FindFormats.texts(one.getValue(), out);
            }
            out.put('}');
        } else {
            Set<String> all = new TreeSet<>();
            results.values().forEach(all::addAll);
            FindFormats.texts(all, out);
        }
        return JsonAnswers.of(request, out.put('}'));
    }

    private WebResponse index(WebRequest request) {
        List<String> names = index.names();
        Bytes out = new Bytes(names.size() * 40);
        FindFormats.texts(names, out);
        return JsonAnswers.of(request, out);
    }

    private void checkTime(Parameters parameters, String name) {
        String text = parameters.get(name, "");
        if (text.isEmpty() || text.equals("-1")) {
            return;
        }
        try {
            TimeGrammar.parse(text, zone, clock.instant().getEpochSecond());
        } catch (TimeSyntaxException e) {
            throw RequestException.bad(name + ": " + e.getMessage());
        }
    }

    private static boolean flag(Parameters parameters, String name) {
        return whole(parameters, name, 0) != 0;
    }

    private static int whole(Parameters parameters, String name, int fallback) {
        String text = parameters.get(name, "");
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw RequestException.bad(name + " must be a whole number, and is '" + text + "'");
        }
    }
}
