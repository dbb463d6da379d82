package plumbago.web.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import plumbago.base.http.RequestException;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufException;
import plumbago.base.text.ProtobufReader;
import plumbago.base.text.ProtobufWriter;
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.index.MetricIndex;
import plumbago.web.render.format.CarbonapiMessages;
import plumbago.web.render.format.CarbonapiV3Format;

/**
 * What carbonapi asks of a backend with messages in the body, in version 3 of its protocol. Questions in the URL go the
 * usual way and have the format {@code carbonapi_v2_pb} or {@code carbonapi_v3_pb}.
 */
public final class CarbonapiHandlers {
    private static final int MAX_REQUESTS = 10_000;

    private static final int ONE_REQUEST = 1 << 3 | ProtobufReader.BYTES;
    private static final int NAME = 1 << 3 | ProtobufReader.BYTES;
    private static final int START = 2 << 3 | ProtobufReader.VARINT;
    private static final int STOP = 3 << 3 | ProtobufReader.VARINT;
    private static final int PATH_EXPRESSION = 5 << 3 | ProtobufReader.BYTES;

    private final MetricIndex index;

    /** @param index what names are looked up in */
    public CarbonapiHandlers(MetricIndex index) {
        this.index = index;
    }

    /** Has {@code /_internal/capabilities} answered here. */
    public void register(Router router) {
        router.on("GET POST", "/_internal/capabilities", request -> {
            Bytes out = new Bytes(128);
            CarbonapiMessages.capabilities("plumbago", out);
            return WebResponse.of(200, CarbonapiV3Format.CONTENT_TYPE, out);
        });
    }

    /** One series, or several by a pattern, and a range in seconds since the epoch. */
    record Fetch(String name, String pathExpression, long from, long until) {}

    /** Whether the body is a message, and not a form. carbonapi sends it with GET, and without a Content-Type. */
    public static boolean isMessage(WebRequest request) {
        String format = request.query().get("format", "");
        return request.body().length > 0
                && (request.contentType().equals(CarbonapiV3Format.CONTENT_TYPE)
                        || (CarbonapiV3Format.isNamed(format) && !request.hasForm()));
    }

    /**
     * Reads a MultiFetchRequest: 1 repeated { 1 name, 2 start, 3 stop, 5 path expression, … }.
     *
     * @throws RequestException with status 400 if the body is none, or a range is empty
     */
    static List<Fetch> fetches(WebRequest request) {
        List<Fetch> result = new ArrayList<>();
        try {
            ProtobufReader in = new ProtobufReader();
            in.begin(request.body(), request.body().length);
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag == ONE_REQUEST) {
                    int outer = in.enter();
                    result.add(fetch(in));
                    in.leave(outer);
                    limit(result.size());
                } else {
                    in.skip(tag);
                }
            }
        } catch (ProtobufException e) {
            throw unreadable("MultiFetchRequest", e);
        }
        return result;
    }

    private static Fetch fetch(ProtobufReader in) throws ProtobufException {
        String name = "";
        String pathExpression = "";
        long from = 0;
        long until = 0;
        while (in.hasMore()) {
            int tag = in.tag();
            switch (tag) {
                case NAME -> name = in.text();
                case START -> from = in.varint();
                case STOP -> until = in.varint();
                case PATH_EXPRESSION -> pathExpression = in.text();
                default -> in.skip(tag);
            }
        }
        if (from >= until) {
            throw RequestException.bad("'" + name + "': startTime " + from + " must be before stopTime " + until);
        }
        return new Fetch(name, pathExpression, from, until);
    }

    /**
     * Answers a MultiGlobRequest, 1 repeated query, with a MultiGlobResponse, 1 repeated { query, matches }.
     *
     * @throws RequestException with status 400 if the body is none
     */
    public WebResponse find(WebRequest request) {
        Bytes out = new Bytes(4096);
        ProtobufWriter writer = new ProtobufWriter(out);
        int queries = 0;
        try {
            ProtobufReader in = new ProtobufReader();
            in.begin(request.body(), request.body().length);
            while (in.hasMore()) {
                int tag = in.tag();
                if (tag == ONE_REQUEST) {
                    String query = in.text();
                    limit(++queries);
                    writer.message(1, one -> CarbonapiMessages.matches(one, query, matches(query)));
                } else {
                    in.skip(tag);
                }
            }
        } catch (ProtobufException | IllegalArgumentException e) {
            throw unreadable("MultiGlobRequest", e);
        }
        return WebResponse.of(200, CarbonapiV3Format.CONTENT_TYPE, out);
    }

    private Map<String, Boolean> matches(String query) {
        return leafByPath(index.find(query));
    }

    /** Paths in order of name, and whether each is a series; one that is both series and branch counts as a series. */
    public static Map<String, Boolean> leafByPath(List<IndexNode> nodes) {
        Map<String, Boolean> result = new TreeMap<>();
        nodes.forEach(node -> result.merge(node.path(), node.leaf(), Boolean::logicalOr));
        return result;
    }

    private static void limit(int requests) {
        if (requests > MAX_REQUESTS) {
            throw RequestException.bad("a message may hold " + MAX_REQUESTS + " requests, and this one holds more");
        }
    }

    private static RequestException unreadable(String message, Exception reason) {
        return RequestException.bad("the body cannot be read as a " + message + ": " + reason.getMessage());
    }
}
