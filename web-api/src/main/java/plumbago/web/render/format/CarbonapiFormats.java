package plumbago.web.render.format;

import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufWriter;
import plumbago.web.render.series.Series;

/** What carbonapi reads of its backends: its protocols of the versions 2 and 3, which are Protocol Buffers. */
public final class CarbonapiFormats {
    public static final String V2_TYPE = "application/x-protobuf";
    public static final String V3_TYPE = "application/x-carbonapi-v3-pb";

    private static final Set<String> V2 = Set.of("protobuf", "protobuf3", "carbonapi_v2_pb");

    private static final int VALUE_STEPS = 8;

    private CarbonapiFormats() {}

    public static boolean isV2(String format) {
        return V2.contains(format);
    }

    public static boolean isV3(String format) {
        return format.equals("carbonapi_v3_pb");
    }

    /** Of each series: 1 name, 2 start, 3 stop, 4 step, 5 values, 6 whether each is missing. */
    public static void v2(List<Series> all, Work work, Bytes to) {
        ProtobufWriter out = new ProtobufWriter(to);
        for (Series series : all) {
            work.done(VALUE_STEPS * (1L + series.size()));
            out.message(
                    1,
                    one -> one.text(1, series.name())
                            .whole(2, series.start())
                            .whole(3, series.end())
                            .whole(4, series.step())
                            .reals(5, series.values(), 0)
                            .missing(6, series.values()));
        }
    }

    /**
     * Of each series: 1 name, 2 path expression, 3 consolidation, 4 start, 5 stop, 6 step, 7 xFilesFactor, 9 values,
     * 11 and 12 the range asked for.
     *
     * @param from seconds since the epoch, as asked
     * @param until seconds since the epoch, as asked
     */
    public static void v3(List<Series> all, String pathExpression, long from, long until, Work work, Bytes to) {
        ProtobufWriter out = new ProtobufWriter(to);
        for (Series series : all) {
            work.done(VALUE_STEPS * (1L + series.size()));
            out.message(
                    1,
                    one -> one.text(1, series.name())
                            .text(2, pathExpression.isEmpty() ? series.pathExpression() : pathExpression)
                            .text(3, series.consolidationName())
                            .whole(4, series.start())
                            .whole(5, series.end())
                            .whole(6, series.step())
                            .real32(7, (float) series.xFilesFactor())
                            .reals(9, series.values(), Double.NaN)
                            .whole(11, from)
                            .whole(12, until));
        }
    }

    /** What was found for a query: 1 the query, 2 of each match 1 its path and 2 whether it is a leaf. */
    public static void matches(ProtobufWriter out, String query, Map<String, Boolean> leafByPath) {
        out.text(1, query);
        leafByPath.forEach(
                (path, leaf) -> out.message(2, match -> match.text(1, path).truth(2, leaf)));
    }

    /** What this server can do: 1 protocols, 2 its name, 5 that requests may be split. */
    public static void capabilities(String name, Bytes to) {
        new ProtobufWriter(to)
                .oneOfMany(1, "carbonapi_v3_pb")
                .oneOfMany(1, "carbonapi_v2_pb")
                .oneOfMany(1, "msgpack")
                .oneOfMany(1, "pickle")
                .text(2, name)
                .truth(5, true);
    }
}
