package plumbago.web.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One request, read whole. */
public final class WebRequest {
    private final String method;
    private final String path;
    private final Parameters query;
    private final Parameters form;
    private final Parameters parameters;
    private final Map<String, String> headers;
    private final byte[] body;
    private final BooleanSupplier gone;
    private Map<String, String> pathVariables = Map.of();
    private InetAddress remoteAddress = InetAddress.getLoopbackAddress();

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
        this.query = new Parameters().addForm(query);
        this.headers = headers;
        this.body = body;
        this.gone = gone;
        this.form = new Parameters();
        if (body.length > 0 && contentType().equals("application/x-www-form-urlencoded")) {
            form.addForm(new String(body, StandardCharsets.UTF_8));
        }
        this.parameters = new Parameters();
        for (Parameters source : new Parameters[] {this.query, form}) {
            for (String name : source.names()) {
                source.all(name).forEach(value -> parameters.add(name, value));
            }
        }
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** What the URL and a form in the body say, in this order. */
    public Parameters parameters() {
        return parameters;
    }

    /** What the URL says. */
    public Parameters query() {
        return query;
    }

    /** What a form in the body says. */
    public Parameters form() {
        return form;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
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
        return remoteAddress;
    }

    void remoteAddress(InetAddress address) {
        remoteAddress = address;
    }

    /** Whether the client has gone, so that work on the answer is in vain. */
    public boolean clientIsGone() {
        return gone.getAsBoolean();
    }
}
