package plumbago.base.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One request, read whole. Used by one thread at a time. */
public final class WebRequest {
    private final String method;
    private final String path;
    private final String queryText;
    private final Map<String, String> headers;
    private final byte[] body;
    private final BooleanSupplier gone;

    /** These are null until they are asked for. */
    private Parameters query;

    private Parameters form;

    private Parameters parameters;
    private Map<String, String> pathVariables = Map.of();
    private final List<Runnable> atEnd = new ArrayList<>();
    private InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private InetSocketAddress local = remote;
    private boolean http10;
    private Optional<String> stepWithoutSlash = Optional.empty();
    private boolean encrypted;
    private Access access = Access.READ;

    /**
     * @param path decoded, without the query
     * @param query what follows the question mark, as it came
     * @param headers by name in lower case
     * @param gone whether the client has closed its connection
     */
    public WebRequest(
            String method, String path, String query, Map<String, String> headers, byte[] body, BooleanSupplier gone) {
        this.method = method;
        this.path = path;
        this.queryText = query;
        this.headers = headers;
        this.body = body;
        this.gone = gone;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /**
     * The last step of the prefix of all paths, if that was asked for without a slash behind it: what is relative in the answer
     * would be looked for beside the prefix, and not below.
     */
    public Optional<String> stepWithoutSlash() {
        return stepWithoutSlash;
    }

    /**
     * What the URL and a form in the body say, in this order.
     *
     * @throws RequestException with 400 if the body is announced as a form and cannot be read as one, or if there is too
     *     much of either
     */
    public Parameters parameters() {
        if (parameters == null) {
            parameters = new Parameters();
            for (Parameters source : new Parameters[] {query(), form()}) {
                for (String name : source.names()) {
                    source.all(name).forEach(value -> parameters.add(name, value));
                }
            }
        }
        return parameters;
    }

    /** The query as it came, without its question mark. */
    public String queryText() {
        return queryText;
    }

    /**
     * What the URL says.
     *
     * @throws RequestException with 400 if it says too much
     */
    public Parameters query() {
        if (query == null) {
            query = new Parameters().addForm(queryText);
        }
        return query;
    }

    /**
     * What a form in the body says.
     *
     * @throws RequestException with 400 if the body is announced as one and cannot be read as such
     */
    public Parameters form() {
        if (form == null) {
            form = new Parameters();
            if (body.length > 0 && contentType().equals("application/x-www-form-urlencoded")) {
                form.addForm(bodyText());
            } else if (body.length > 0 && contentType().equals(MultipartForm.CONTENT_TYPE)) {
                MultipartForm.read(header("content-type").orElseThrow(), body, form, gone);
            }
        }
        return form;
    }

    /** Whether the body is a form, of whatever kind. */
    public boolean hasForm() {
        return contentType().equals("application/x-www-form-urlencoded")
                || contentType().equals(MultipartForm.CONTENT_TYPE);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The names of all headers, in small letters. */
    Set<String> headerNames() {
        return headers.keySet();
    }

    /** The body's type without its parameters, in lower case; empty if there is none. */
    public String contentType() {
        String type = headers.getOrDefault("content-type", "");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    public byte[] body() {
        return body;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The part of the path that stands for a variable of the route. */
    public String pathVariable(String name) {
        return pathVariables.getOrDefault(name, "");
    }

    void pathVariables(Map<String, String> found) {
        pathVariables = found;
    }

    /** Whose connection it came over; this machine's if it came over none. */
    public InetAddress remoteAddress() {
        return remote.getAddress();
    }

    InetSocketAddress remote() {
        return remote;
    }

    /** Where it came in. */
    InetSocketAddress local() {
        return local;
    }

    /** Whether it came as HTTP/1.0. */
    boolean isOfHttp10() {
        return http10;
    }

    /** Whether it came over TLS that ends here. */
    boolean isEncrypted() {
        return encrypted;
    }

    /** What is done at the place that it asks for. */
    Access access() {
        return access;
    }

    void access(Access found) {
        access = found;
    }

    void cameFrom(InetSocketAddress from, InetSocketAddress to, boolean asHttp10, boolean overTls) {
        remote = from;
        local = to;
        http10 = asHttp10;
        encrypted = overTls;
    }

    void lacksSlashBehind(Optional<String> step) {
        stepWithoutSlash = step;
    }

    /** Has an action run when the answer has been handed to the system, or cannot be any more. */
    public void onEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Does what is to be done when all is over; once, after the answer. */
    void end() {
        atEnd.forEach(Runnable::run);
        atEnd.clear();
    }

    /** Whether the client has gone, so that work on the answer is in vain. */
    public boolean clientIsGone() {
        return gone.getAsBoolean();
    }
}
