package plumbago.base.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import plumbago.base.text.Bytes;

/** One answer. */
public final class WebResponse {
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final int length;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean leftPlain;

    private WebResponse(int status, String contentType, byte[] body, int length) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.length = length;
    }

    public static WebResponse of(int status, String contentType, Bytes body) {
        return new WebResponse(status, contentType, body.array(), body.length());
    }

    public static WebResponse of(int status, String contentType, byte[] body) {
        return new WebResponse(status, contentType, body, body.length);
    }

    public static WebResponse json(Bytes body) {
        return of(200, "application/json", body);
    }

    public static WebResponse json(String body) {
        return of(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static WebResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A sentence on what went wrong, as {@code {"error": …}}. */
    public static WebResponse error(int status, String sentence) {
        return error(status, sentence, Map.of());
    }

    /** The same with numbers beside the sentence. */
    static WebResponse error(int status, String sentence, Map<String, Integer> details) {
        Bytes body = new Bytes(sentence.length() + 64);
        body.ascii("{\"error\": ").json(sentence);
        details.forEach(
                (name, number) -> body.ascii(", ").json(name).ascii(": ").number(number));
        return of(status, "application/json", body.put('}'));
    }

    public static WebResponse empty(int status) {
        return of(status, "text/plain; charset=utf-8", new byte[0]);
    }

    public WebResponse header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Says that the answer depends on a header of the request, beside those that it was said of before. */
    public WebResponse vary(String header) {
        headers.merge("Vary", header, (before, one) -> before.contains(one) ? before : before + ", " + one);
        return this;
    }

    /** The same with another body. */
    WebResponse withBody(Bytes other) {
        WebResponse response = of(status, contentType, other);
        response.headers.putAll(headers);
        return response;
    }

    /** The same with a body of its own, no longer than it must be. */
    public WebResponse copy() {
        WebResponse copy = of(status, contentType, Arrays.copyOf(body, length));
        copy.headers.putAll(headers);
        return copy;
    }

    /** The same, with headers of its own. */
    public WebResponse again() {
        WebResponse again = new WebResponse(status, contentType, body, length);
        again.headers.putAll(headers);
        return again;
    }

    /** Leaves it as it is, also for clients that would take it packed: there is no memory for that now. */
    public WebResponse leftPlain() {
        leftPlain = true;
        return this;
    }

    boolean isLeftPlain() {
        return leftPlain;
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    /** The body, in the first {@link #length} bytes of an array. */
    public byte[] body() {
        return body;
    }

    public int length() {
        return length;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
