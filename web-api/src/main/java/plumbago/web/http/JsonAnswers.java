package plumbago.web.http;

import java.util.regex.Pattern;
import plumbago.web.render.format.Bytes;

/** JSON as it was asked for: plain, or as the argument of a function of the page's own ({@code jsonp=callback}). */
public final class JsonAnswers {
    private static final Pattern CALLBACK = Pattern.compile("[\\p{Alpha}_$][\\w$]*(\\.[\\p{Alpha}_$][\\w$]*)*");

    private JsonAnswers() {}

    public static WebResponse of(WebRequest request, Bytes json) {
        String callback = request.parameters().get("jsonp", "");
        if (callback.isEmpty()) {
            return WebResponse.json(json);
        }
        if (callback.length() > 200 || !CALLBACK.matcher(callback).matches()) {
            throw RequestException.bad("jsonp must be the name of a function, and is '" + callback + "'");
        }
        Bytes script = new Bytes(json.length() + callback.length() + 2);
        script.ascii(callback).put('(').put(json.array(), json.length()).put(')');
        return WebResponse.of(200, "text/javascript", script);
    }

    public static WebResponse of(WebRequest request, String json) {
        return of(request, new Bytes(json.length()).utf8(json));
    }
}
