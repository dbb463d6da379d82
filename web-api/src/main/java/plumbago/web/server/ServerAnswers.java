package plumbago.web.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import plumbago.base.http.Guard;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.RequestException;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;

/** What answers about the server have in common. Safe for many threads. */
final class ServerAnswers {
    /** As all JSON of this server is written: what lays it out in lines counts on the blanks. */
    private static final class Blanks extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator to) throws IOException {
            to.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator to) throws IOException {
            to.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator to) throws IOException {
            to.writeRaw(", ");
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectWriter writer = json.writer(new Blanks());
    private final Guard guard;

    /** @param guard says who may see whose points were dropped, and the like */
    ServerAnswers(Guard guard) {
        this.guard = guard;
    }

    ObjectNode begin() {
        return json.createObjectNode();
    }

    /** The answer, which is true only for a moment. */
    WebResponse of(WebRequest request, ObjectNode answer) throws JsonProcessingException {
        return JsonAnswers.of(request, writer.writeValueAsString(answer)).header("Cache-Control", "no-store");
    }

    /**
     * Says in an answer why it has neither addresses of senders nor what they sent, if who asks may not see them.
     *
     * @return whether they are to be left out
     */
    boolean withholds(WebRequest request, ObjectNode answer) {
        Optional<String> reason = guard.withholds(request);
        answer.put("withheld", reason.orElse(""));
        return reason.isPresent();
    }

    /**
     * The parameter {@code limit}.
     *
     * @throws RequestException with 400 if it is no number up to {@code most}, which has at most four digits
     */
    static int limit(WebRequest request, int usual, int most) {
        String text = request.parameters().get("limit", "");
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > most) {
            throw RequestException.bad("limit must be a whole number from 0 to " + most + ", and is '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
