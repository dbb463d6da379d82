package plumbago.web.tags;

import java.util.Map;
import java.util.TreeMap;
import plumbago.web.render.series.SeriesName;

/** A name with tags, brought into the one form under which it is kept: tags in order of the alphabet. */
final class TaggedName {
    private TaggedName() {}

    /**
     * The tags in {@code name;tag=value;…}, the name among them.
     *
     * @throws TagException if name, tag or value is missing or holds what it may not
     */
    static Map<String, String> parse(String text) {
        String[] parts = text.split(";", -1);
        Map<String, String> tags = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String tag = equals < 0 ? "" : parts[i].substring(0, equals);
            String value = parts[i].substring(equals + 1);
            if (tag.isEmpty() || value.isEmpty()) {
                throw new TagException("'" + text + "' holds '" + parts[i] + "' where tag=value is expected");
            }
            if (tag.indexOf('!') >= 0 || tag.indexOf('^') >= 0 || value.startsWith("~")) {
                throw new TagException(
                        "'" + text + "': a tag may not hold ; ! ^ or =, a value may not hold ; nor begin with ~");
            }
            tags.put(tag, value);
        }
        if (parts[0].isEmpty() || parts[0].startsWith("~")) {
            throw new TagException("'" + text + "' must begin with a name, which may not begin with ~");
        }
        tags.put("name", parts[0]);
        return tags;
    }

    static String format(Map<String, String> tags) {
        return SeriesName.format(tags);
    }
}
