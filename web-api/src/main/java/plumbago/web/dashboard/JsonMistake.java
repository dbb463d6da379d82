package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that is no JSON, for people: without what the parser says of its own settings. */
final class JsonMistake {
    private JsonMistake() {}

    static String sentence(JsonProcessingException mistake) {
        return mistake.getOriginalMessage().replaceAll("(?s) \\(start marker at .*", "");
    }
}
