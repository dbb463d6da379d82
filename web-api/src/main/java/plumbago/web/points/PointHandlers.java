package plumbago.web.points;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.carbon.receiver.PostedPoints;

/**
 * Accepts points that are posted: plaintext lines, or JSON. The paths are those of hosted Graphites: {@code /metrics} as
 * Grafana's, {@code /api/v1/sink} as Hosted Graphite's; both accept both forms. Safe for many threads.
 */
public final class PointHandlers {
    private static final List<String> PATHS = List.of("/metrics", "/api/v1/sink");

    private final Supplier<PostedPoints> intake;
    private final int maxBytes;

    /**
     * @param intake begins with the points of a request
     * @param maxBytes longest body that is unpacked, in bytes; the limit for bodies as they come is the server's
     */
    public PointHandlers(Supplier<PostedPoints> intake, int maxBytes) {
        this.intake = intake;
        this.maxBytes = maxBytes;
    }

    /** Has points that are posted to either path accepted here. */
    public void register(Router router) {
        PATHS.forEach(path -> router.on("POST", path, this::accept, RouteTrait.ACCEPTS_POINTS, RouteTrait.WRITES));
    }

    private WebResponse accept(WebRequest request) {
        PostedPoints points = intake.get().from(request.remoteAddress());
        if (points.isPaused()) {
            return busy();
        }
        byte[] body = body(request);
        boolean json = isJson(request, body);
        if (json) {
            new JsonPoints(points).accept(body);
            points.readOf(body.length);
        } else {
            points.lines(body);
        }
        points.flush();
        return answer(points, json ? "point" : "line");
    }

    private static WebResponse busy() {
        return WebResponse.error(503, "the write queues are full; send again later");
    }

    private byte[] body(WebRequest request) {
        String encoding = request.header("content-encoding").orElse("identity");
        if (encoding.equals("identity")) {
            return request.body();
        }
        if (!encoding.equals("gzip")) {
            throw new RequestException(415, "the body may be packed with gzip, and not with " + encoding);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            byte[] body = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new RequestException(413, "the body has more than " + maxBytes + " bytes when it is unpacked");
            }
            return body;
        } catch (IOException e) {
            throw RequestException.bad("the body cannot be unpacked: " + e.getMessage());
        }
    }

    private static boolean isJson(WebRequest request, byte[] body) {
        String type = request.contentType();
        if (type.endsWith("json")) {
            return true;
        }
        if (!type.isEmpty() && !type.equals("application/x-www-form-urlencoded")) {
            return false;
        }
        // What curl sends by itself, or nothing: no line begins like this.
        for (byte b : body) {
            if (b > ' ') {
                return b == '[' || b == '{';
            }
        }
        return false;
    }

    private static WebResponse answer(PostedPoints points, String what) {
        Bytes out = new Bytes(256).ascii("{\"taken\": ").number(points.accepted());
        out.ascii(", \"refused\": ").number(points.refusals()).ascii(", \"errors\": [");
        String separator = "";
        for (PostedPoints.Refused refused : points.refused()) {
            out.ascii(separator).put('{').json(what).ascii(": ").number(refused.position());
            out.ascii(", \"reason\": ").json(refused.reason());
            out.ascii(", \"text\": ").json(refused.shown()).put('}');
            separator = ", ";
        }
        out.ascii("]}");
        boolean nothingAccepted = points.accepted() == 0 && points.refusals() > 0;
        return WebResponse.of(nothingAccepted ? 400 : 200, "application/json", out);
    }
}
