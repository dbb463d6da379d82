package plumbago.base.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import plumbago.base.text.UrlEncoding;

/**
 * What a request begins with, checked.
 *
 * @param path decoded, and below the prefix of all paths if there is one
 * @param query what follows the question mark, as it came
 * @param stepWithoutSlash the last step of the prefix, if that was asked for without a slash behind it
 */
record RequestHead(String method, String path, String query, Optional<String> stepWithoutSlash) {
    /**
     * Reads it.
     *
     * @param prefix of all paths, such as {@code /graphite}; empty for none
     * @throws RequestException if this is no request that can be answered
     */
    static RequestHead of(FullHttpRequest request, String prefix) {
        if (!request.decoderResult().isSuccess()) {
            throw refusal(request.decoderResult().cause());
        }
        checkVersionAndHost(request);
        String uri = withoutAuthority(request.uri());
        int question = uri.indexOf('?');
        String path = UrlEncoding.decode((question < 0 ? uri : uri.substring(0, question)).replace("+", "%2B"));
        String method = request.method().name();
        // OPTIONS * asks about the server as such.
        String below = path.equals("*") && method.equals("OPTIONS") ? "/" : below(prefix, path);
        Optional<String> last = !prefix.isEmpty() && path.endsWith(prefix)
                ? Optional.of(prefix.substring(prefix.lastIndexOf('/') + 1))
                : Optional.empty();
        return new RequestHead(method, below, question < 0 ? "" : uri.substring(question + 1), last);
    }

    private static RequestException refusal(Throwable cause) {
        if (cause instanceof RefusedBody refused) {
            return new RequestException(refused.status(), refused.getMessage());
        }
        if (cause instanceof TooLongFrameException) {
            boolean line = String.valueOf(cause.getMessage()).contains("line");
            return new RequestException(
                    line ? 414 : 431, line ? "the request line is too long" : "the headers are too long");
        }
        return RequestException.bad("this is no HTTP request");
    }

    /** RFC 9112, 3.2: who does not say whom it asks, or says it twice, may be understood differently by a proxy. */
    private static void checkVersionAndHost(FullHttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            throw RequestException.bad(version.text() + " is not spoken here; expected: HTTP/1.1");
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && version.minorVersion() > 0)) {
            throw RequestException.bad(
                    "the request has " + (hosts == 0 ? "no header Host" : hosts + " headers Host") + "; expected: one");
        }
    }

    /** A target in absolute form, as a proxy is sent, names this server too. */
    private static String withoutAuthority(String uri) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static String below(String prefix, String path) {
        if (prefix.isEmpty()) {
            return path;
        }
        int from = 0;
        while (path.startsWith("//", from)) {
            from++;
        }
        int to = from + prefix.length();
        if (!path.startsWith(prefix, from) || (to < path.length() && path.charAt(to) != '/')) {
            throw new RequestException(404, "there is nothing at " + path + "; all paths begin with " + prefix);
        }
        return to == path.length() ? "/" : path.substring(to);
    }
}
