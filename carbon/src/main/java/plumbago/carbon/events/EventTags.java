package plumbago.carbon.events;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import plumbago.base.python.PythonText;

/**
 * The tags by which an event is found. As graphite-web stores them they are mostly the words of its text of tags; where
 * that has a comma, commas divide them, and double quotes hold together what is between two of them.
 */
final class EventTags {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern BLANK = Pattern.compile(" ");

    private EventTags() {}

    /** The tags by which an event with these words is found. */
    static Collection<String> found(List<String> words) {
        for (String word : words) {
            if (word.indexOf(',') >= 0 || word.indexOf('"') >= 0) {
                return parse(String.join(" ", words));
            }
        }
        return words;
    }

    private static Set<String> parse(String text) {
        Set<String> tags = new LinkedHashSet<>();
        StringBuilder outside = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int quote = text.indexOf('"', at);
            int end = quote < 0 ? -1 : text.indexOf('"', quote + 1);
            if (end < 0) {
                // A quote that is not closed is left out, and divides what is on both sides of it.
                outside.append(text, at, quote < 0 ? text.length() : quote);
                if (quote >= 0) {
                    outside.append('\0').append(text, quote + 1, text.length());
                }
                break;
            }
            outside.append(text, at, quote).append('\0');
            add(text.substring(quote + 1, end), tags);
            at = end + 1;
        }
        Pattern divider = outside.indexOf(",") >= 0 ? COMMA : BLANK;
        for (String chunk : outside.toString().split("\0")) {
            for (String one : divider.split(chunk)) {
                add(one, tags);
            }
        }
        return tags;
    }

    private static void add(String text, Set<String> tags) {
        String tag = PythonText.strip(text);
        if (!tag.isEmpty()) {
            tags.add(tag);
        }
    }
}
