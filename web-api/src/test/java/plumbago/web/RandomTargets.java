package plumbago.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Parameter;
import plumbago.web.render.function.ParameterType;
import plumbago.web.render.function.RenderFunction;

/** Nested targets that make sense, drawn from the functions' declarations. The same seed gives the same targets. */
final class RandomTargets {
    /** What gives other values at each call, lists of lists, or what is generated apart. */
    private static final Set<String> LEFT_OUT =
            Set.of("randomWalk", "randomWalkFunction", "map", "mapSeries", "reduce", "reduceSeries", "seriesByTag");

    private static final List<String> PATHS = List.of(
            "servers.*.load.shortterm",
            "servers.web-0[12].cpu.*.{user,system}",
            "servers.web-01.cpu.*.*",
            "servers.{web-01,db_01}.disk.bytes_*",
            "servers.web-*.net.eth0.rx",
            "servers.db_01.load.midterm",
            "edge.constant",
            "edge.gaps",
            "edge.*_gap",
            "edge.ints",
            "edge.mixed_sign",
            "edge.{negative,ratio}",
            "edge.nulls",
            "edge.periodic",
            "edge.step*",
            "edge.step{30,60}",
            "edge.step{7,5}",
            "edge.{step1,steps,single}",
            "edge.{huge,tiny}",
            "edge.wrap",
            "edge.zero",
            "edge.{constant,gaps,zero,nulls}",
            "stats.counters.http.*.*.rate",
            "stats.counters.http.{east,west}.200.rate",
            "stats.timers.api.*.upper_90",
            "stats.timers.*.login.*",
            "stats.gauges.queue.*.depth",
            "app.*.requests.{errors,total}",
            "channel.*.*",
            "ganglia.metric*.time",
            "nodes.*.val",
            "rollup.*.*",
            "names.{alpha,Zed,MixedCase,UPPER}",
            "longterm.big_?",
            "seasonal.site.*",
            "no.such.metric",
            "no.*.metrics",
            "seriesByTag('name=disk.used')",
            "seriesByTag('name=disk.used', 'datacenter=dc1')",
            "seriesByTag('name=~disk', 'server=web01')",
            "seriesByTag('app=shop', 'status!=500')",
            "seriesByTag('name=cpu')",
            "seriesByTag('name=nothing')",
            "disk.used;datacenter=dc1;rack=a1;server=web01",
            "servers.*.disk.bytes_total",
            "deep.**.leaf",
            "archived.*.metric",
            "longterm.five_year");
    private static final List<String> NODES = List.of("0", "1", "2", "3", "-1", "-2");
    private static final List<String> TAGS = List.of("'name'", "'server'", "'datacenter'", "'app'", "'aggregatedBy'");
    private static final List<String> WHOLE = List.of("0", "1", "2", "3", "5", "10", "-1");
    private static final List<String> NUMBERS =
            List.of("0", "1", "2", "-1", "0.5", "5", "10", "50", "95", "100", "99.9", "-2.5", "1000", "1e3", "0.001");
    private static final List<String> INTERVALS =
            List.of("'10s'", "'30s'", "'90s'", "'1min'", "'5min'", "'7min'", "'1h'", "'1d'", "'-1min'", "'1hour'");
    private static final List<String> DATES =
            List.of("'1699999400'", "'1699996400'", "'1699999900'", "'22:00_20231114'");
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("search", List.of("'web'", "'^(\\w+)\\.([^.]+)\\..*$'", "'(\\d+)'", "'\\.'")),
            Map.entry("replace", List.of("'x'", "'\\2.\\1'", "'\\1'", "''", "'edge.ints'")),
            Map.entry("pattern", List.of("'web'", "'(?i)CPU'", "'[0-9]$'", "'step'", "'^$'")),
            Map.entry("templateFunction", List.of("'sumSeries(%.*)'", "'%.load.shortterm'", "'scale(%.*,2)'", "'%'")),
            Map.entry("intervalUnit", INTERVALS),
            Map.entry("newName", List.of("'new name'", "'a.b.c'", "''", "'%.total'")),
            Map.entry("theColor", List.of("'red'", "'#00ff00'")),
            Map.entry("color", List.of("'red'", "'blue'")),
            Map.entry("consolidationFunc", List.of("'sum'", "'max'", "'min'", "'first'", "'last'", "'average'")),
            Map.entry("alignTo", List.of("'minutes'", "'hours'", "'days'", "'seconds'", "'weeks'")));
    private static final List<String> AGGREGATIONS = List.of(
            "'sum'",
            "'average'",
            "'avg_zero'",
            "'median'",
            "'min'",
            "'max'",
            "'diff'",
            "'stddev'",
            "'count'",
            "'range'",
            "'multiply'",
            "'last'",
            "'current'",
            "'total'");
    private static final List<String> TEXT = List.of("'one'", "'two words'", "'1'");
    /** Functions that pair two lists, which must be of one length. */
    private static final Set<String> SECOND_LISTS =
            Set.of("seriesListSecondPos", "divisorSeriesList", "seriesListWeight", "total", "referenceSeries");

    private final SplittableRandom random;
    private final List<RenderFunction> functions = new ArrayList<>();

    RandomTargets(long seed, Set<String> without) {
        random = new SplittableRandom(seed);
        for (RenderFunction function : Catalogue.standard().all()) {
            if (!LEFT_OUT.contains(function.name()) && !without.contains(function.name())) {
                functions.add(function);
            }
        }
    }

    /** The next target, with calls nested so many deep or fewer. */
    String next(int depth) {
        if (depth == 0 || random.nextInt(12) == 0) {
            return oneOf(PATHS);
        }
        if (random.nextInt(30) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> template(depth);
                case 1 -> twoOf(depth);
                default -> mapAndReduce(depth);
            };
        }
        RenderFunction function = oneOf(functions);
        List<String> arguments = new ArrayList<>();
        boolean named = false;
        for (Parameter parameter : function.parameters()) {
            // Without an end a slice ends at the present of the wall clock, which is in its name.
            boolean given = parameter.required() || function.name().equals("timeSlice") || random.nextInt(5) < 2;
            if (!given && !arguments.isEmpty() && random.nextInt(4) > 0) {
                break;
            }
            named |= !given;
            if (given) {
                int n = parameter.multiple() ? 1 + random.nextInt(3) : 1;
                for (int i = 0; i < n && !(named && parameter.multiple()); i++) {
                    String value = argument(parameter, depth, arguments);
                    arguments.add(named ? parameter.name() + "=" + value : value);
                }
            }
        }
        boolean series =
                !function.parameters().isEmpty() && function.parameters().get(0).type() == ParameterType.SERIES_LIST;
        if (series && !arguments.isEmpty() && !arguments.get(0).contains("=") && random.nextInt(10) == 0) {
            return arguments.remove(0) + "|" + function.name() + "(" + String.join(",", arguments) + ")";
        }
        return function.name() + "(" + String.join(random.nextInt(3) == 0 ? ", " : ",", arguments) + ")";
    }

    private String template(int depth) {
        String inner = next(depth - 1).replace("servers.*", "servers.$2").replace("edge.gaps", "edge.$1");
        return "template(" + inner + ",'gaps','web-01')";
    }

    /** What takes two series and no other number of them. */
    private String twoOf(int depth) {
        String two = oneOf(List.of("limit", "highestMax", "lowestAverage")) + "(" + next(depth - 1) + ",2)";
        return random.nextBoolean()
                ? "areaBetween(" + two + ")"
                : "reduceSeries(limit(" + two + ",0),'sumSeries',1,'one')";
    }

    private String mapAndReduce(int depth) {
        return switch (random.nextInt(7)) {
            case 3 -> "aggregate(mapSeries(servers.*.cpu.*.*," + oneOf(NODES) + "),'max')";
            case 4 -> "reduce(map(app.*.requests.*,1),'diffSeries',3,'total','errors')";
            case 5 ->
                "reduceSeries(mapSeries(" + next(depth - 1) + "," + oneOf(NODES) + "),'powSeries'," + oneOf(NODES)
                        + ",'bytes_used','bytes_total')";
            case 6 ->
                "applyByNode(servers.*.cpu.*.user," + oneOf(List.of("0", "1")) + ",'sumSeries(%.*.*.user)','%.all')";
            case 0 -> "reduceSeries(mapSeries(servers.*.disk.*,1),\"asPercent\",3,\"bytes_used\",\"bytes_total\")";
            case 1 -> "reduceSeries(mapSeries(app.*.requests.*,1),\"divideSeries\",3,\"errors\",\"total\")";
            default -> "map(" + next(depth - 1) + "," + oneOf(NODES) + ")";
        };
    }

    private String argument(Parameter parameter, int depth, List<String> before) {
        if (SECOND_LISTS.contains(parameter.name()) && random.nextInt(3) > 0) {
            return before.get(0);
        }
        if (!parameter.options().isEmpty() && random.nextInt(20) > 0) {
            return literal(
                    parameter.options().get(random.nextInt(parameter.options().size())));
        }
        if (!parameter.suggestions().isEmpty() && random.nextBoolean()) {
            return literal(parameter
                    .suggestions()
                    .get(random.nextInt(parameter.suggestions().size())));
        }
        return switch (parameter.type()) {
            case SERIES_LIST, SERIES_LISTS -> next(depth - 1);
            case ANY -> random.nextBoolean() ? oneOf(NUMBERS) : next(depth - 1);
            case BOOLEAN -> random.nextBoolean() ? "true" : "false";
            case FLOAT -> oneOf(NUMBERS);
            case INTEGER -> oneOf(WHOLE);
            case INT_OR_INF -> random.nextInt(4) == 0 ? "inf" : oneOf(WHOLE);
            case INT_OR_INTERVAL -> random.nextBoolean() ? oneOf(WHOLE) : oneOf(INTERVALS);
            case INTERVAL -> oneOf(INTERVALS);
            case NODE -> oneOf(NODES);
            case NODE_OR_TAG -> random.nextInt(4) == 0 ? oneOf(TAGS) : oneOf(NODES);
            case TAG -> oneOf(TAGS);
            case DATE -> oneOf(DATES);
            case AGG_FUNC, AGG_OR_SERIES_FUNC -> oneOf(AGGREGATIONS);
            case STRING -> oneOf(TEXTS.getOrDefault(parameter.name(), TEXT));
        };
    }

    private static String literal(Object value) {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
