package plumbago.base.http;

import java.util.regex.Pattern;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.PrettyJson;

/**
 * JSON as it was asked for: in lines if there is a parameter {@code pretty}, and as the argument of a function of the
 * page's own with {@code jsonp=callback}.
 */
public final class JsonAnswers {
    private static final Pattern CALLBACK = Pattern.compile("[\\p{Alpha}_$][\\w$]*(\\.[\\p{Alpha}_$][\\w$]*)*");

    private JsonAnswers() {}

    public static WebResponse of(WebRequest request, Bytes json) {
        return of(request, json, Work.unwatched());
    }

    /** The same for what may be long. */
    public static WebResponse of(WebRequest request, Bytes json, Work work) {
        return plain(request, isPretty(request) ? PrettyJson.of(json, false, work) : json);
    }

    /** How many times as much memory as the JSON alone an answer takes. */
    public static long times(WebRequest request) {
        boolean wrapped = isForScript(request);
        long longest = isPretty(request) ? PrettyJson.TIMES : 1;
        return 1 + (isPretty(request) ? longest : 0) + (wrapped ? longest : 0);
    }

    public static WebResponse of(WebRequest request, String json) {
        return of(request, new Bytes(json.length()).utf8(json));
    }

    /**
     * JSON whose keys are in order if it is pretty, and that is never the argument of a function; graphite-web does so
     * with functions, tags and single events.
     */
    public static WebResponse sorted(WebRequest request, Bytes json) {
        return WebResponse.json(isPretty(request) ? PrettyJson.of(json, true, Work.unwatched()) : json);
    }

    /** JSON, maybe as the argument of a function, and never in lines. */
    public static WebResponse plain(WebRequest request, Bytes json) {
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

    /** Whether the answer is to be the argument of a function. */
    public static boolean isForScript(WebRequest request) {
        return !request.parameters().get("jsonp", "").isEmpty();
    }

    private static boolean isPretty(WebRequest request) {
        return !request.parameters().get("pretty", "").isEmpty();
    }
}
