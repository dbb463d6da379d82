package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.http.Handler;
import plumbago.base.http.RequestException;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.FileProblem;
import plumbago.base.text.Bytes;

/** What requests for dashboards and for templates have in common. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Something that may fail by what was asked, or by the disk. */
    @FunctionalInterface
    interface Answer {
        WebResponse of(WebRequest request) throws IOException;
    }

    /** What makes no sense is refused with 400, what the disk does not do with 503, what is kept and is none with 500. */
    static Handler checked(Answer answer) {
        return request -> {
            try {
                return answer.of(request);
            } catch (IllegalArgumentException e) {
                throw RequestException.bad(e.getMessage());
            } catch (BadDashboardException e) {
                throw new RequestException(500, e.getMessage());
            } catch (FileSystemException e) {
                // No path of this machine goes to a client.
                LOG.warn("a dashboard could not be written or read: {}", FileProblem.of(e));
                throw new RequestException(503, "the file cannot be written or read; the server's log tells more");
            } catch (IOException e) {
                LOG.debug("a dashboard could not be written or read", e);
                throw new RequestException(503, e.getMessage());
            }
        };
    }

    /** The field {@code state} of a form, as JSON without blanks. */
    static String state(WebRequest request) throws IOException {
        String state =
                request.form().get("state").orElseThrow(() -> RequestException.bad("the field 'state' is missing"));
        if (state.length() > DashboardLimits.MAX_STATE) {
            throw RequestException.bad("a dashboard may have " + DashboardLimits.MAX_STATE
                    + " letters, and this one has " + state.length());
        }
        try {
            return StateJson.compact(state);
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the field 'state' must be JSON: " + JsonMistake.sentence(e));
        }
    }

    static WebResponse success() {
        return WebResponse.json("{\"success\": true}");
    }

    static WebResponse ofState(String state) {
        return WebResponse.json(
                new Bytes(state.length() + 32).ascii("{\"state\": ").utf8(state).put('}'));
    }

    /** The original answers so with status 200. */
    static WebResponse missing(String what, String name) {
        return WebResponse.json(new Bytes(128)
                .ascii("{\"error\": ")
                .json(what + " '" + name + "' does not exist. ")
                .put('}'));
    }

    /** Those of some names that hold every word of the query. */
    static WebResponse found(WebRequest request, String list, List<String> names, Predicate<String> shown) {
        String query =
                request.parameters().get("query", "").toLowerCase(Locale.ROOT).strip();
        List<String> words = query.isEmpty() ? List.of() : List.of(query.split("\\s+"));
        Bytes out = new Bytes(1024).ascii("{\"" + list + "\": [");
        boolean first = true;
        for (String name : names) {
            String small = name.toLowerCase(Locale.ROOT);
            if (shown.test(name) && words.stream().allMatch(small::contains)) {
                out.ascii(first ? "{\"name\": " : ", {\"name\": ").json(name).put('}');
                first = false;
            }
        }
        return WebResponse.json(out.ascii("]}"));
    }
}
