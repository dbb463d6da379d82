package plumbago.web.dashboard.gdash;

import java.util.ArrayList;
import java.util.List;

/** What of a dashboard could not be understood: a sentence each, with file and line. Used by one thread. */
final class Notes {
    private static final int MOST = 100;
    private static final int EXCERPT = 60;

    private final List<String> sentences = new ArrayList<>();
    private int more;

    /** @param line from 1; 0 if it is the file as a whole */
    void add(String file, int line, String sentence) {
        if (sentences.size() < MOST) {
            sentences.add(file + (line > 0 ? ", line " + line : "") + ": " + sentence);
        } else {
            more++;
        }
    }

    int count() {
        return sentences.size() + more;
    }

    List<String> list() {
        List<String> all = new ArrayList<>(sentences);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return all;
    }

    /** The beginning of a text, for a sentence. */
    static String excerpt(String text) {
        String stripped = text.strip();
        return stripped.length() <= EXCERPT ? stripped : stripped.substring(0, EXCERPT) + "…";
    }
}
