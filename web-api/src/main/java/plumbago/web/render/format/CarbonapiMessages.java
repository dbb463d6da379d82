package plumbago.web.render.format;

import java.util.Map;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufWriter;

/** What carbonapi reads of its backends besides series: parts of messages in Protocol Buffers. */
public final class CarbonapiMessages {
    private CarbonapiMessages() {}

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
