package plumbago.web.dashboard.gdash;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The words of a dashboard for {@code %{name}} in what its graphs say. Used by one thread, for one dashboard. */
final class Placeholders {
    /** Characters that all words together may make its texts longer by: a small file has room for many placeholders. */
    private static final int MOST_MORE = 1 << 20;

    private final Map<String, String> words = new HashMap<>();
    private int more;

    /** @param properties of all graphs, by their names */
    Placeholders(Map<String, Object> properties) {
        if (properties.get("placeholders") instanceof Map<?, ?> all) {
            all.forEach((name, word) -> words.put(DashFile.plain(name.toString()), word.toString()));
        }
    }

    /** With words in place of all placeholders; empty if there is none for one, or no room. */
    Optional<Object> fill(Object value) {
        if (!(value instanceof String text) || !text.contains("%{")) {
            return Optional.of(value);
        }
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf("%{"); at >= 0; at = text.indexOf("%{", done)) {
            int end = text.indexOf('}', at);
            String word = end < 0 ? null : words.get(text.substring(at + 2, end));
            if (word == null || word.length() > MOST_MORE - more) {
                return Optional.empty();
            }
            more += word.length();
            filled.append(text, done, at).append(word);
            done = end + 1;
        }
        return Optional.of(filled.append(text, done, text.length()).toString());
    }
}
