package plumbago.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of the template language Haml as Tasseo's page is written in: elements, conditions, and a script. */
final class HamlPage {
    private static final Pattern ELEMENT = Pattern.compile("(?:%(\\w+))?((?:\\.[\\w-]+)*)(\\{ .*? \\})?(=)? ?(.*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("[:\"]([\\w-]+)\"? => \"([^\"]*)\"");
    private static final Pattern EXPRESSION = Pattern.compile("#\\{([^}]*)\\}");
    private static final Set<String> WITHOUT_END = Set.of("link", "meta", "img");

    private final List<String> lines;
    private final Map<String, String> known;
    private final StringBuilder out = new StringBuilder();

    private HamlPage(List<String> lines, Map<String, String> known) {
        this.lines = lines;
        this.known = known;
    }

    /**
     * The page that a template gives.
     *
     * @param known what expressions of it are; others are nothing, and false
     */
    static String of(List<String> template, Map<String, String> known) {
        List<String> lines = template.stream().filter(line -> !line.isBlank()).toList();
        HamlPage page = new HamlPage(lines, known);
        page.block(0, lines.size());
        return page.out.toString();
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Where what is within a line ends. */
    private int end(int line) {
        int end = line + 1;
        while (end < lines.size() && depth(lines.get(end)) > depth(lines.get(line))) {
            end++;
        }
        return end;
    }

    private void block(int from, int to) {
        boolean held = false;
        for (int at = from; at < to; at = end(at)) {
            String line = lines.get(at).strip();
            if (line.startsWith("- if ")) {
                held = known.containsKey(line.substring(5));
                block(at + 1, held ? end(at) : at + 1);
            } else if (line.equals("- else")) {
                block(at + 1, held ? at + 1 : end(at));
            } else if (line.startsWith("!!!")) {
                out.append("<!DOCTYPE html>\n");
            } else if (line.equals(":javascript")) {
                out.append("<script>\n");
                lines.subList(at + 1, end(at))
                        .forEach(one -> out.append(filled(one)).append('\n'));
                out.append("</script>\n");
            } else {
                element(line, at);
            }
        }
    }

    private void element(String line, int at) {
        Matcher parts = ELEMENT.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("not understood: " + line);
        }
        String tag = parts.group(1) == null ? "div" : parts.group(1);
        List<String> start = new ArrayList<>(List.of(tag));
        if (!parts.group(2).isEmpty()) {
            start.add("class=\"" + parts.group(2).substring(1).replace('.', ' ') + "\"");
        }
        Matcher attributes = ATTRIBUTE.matcher(parts.group(3) == null ? "" : parts.group(3));
        while (attributes.find()) {
            start.add(attributes.group(1) + "=\"" + filled(attributes.group(2)) + "\"");
        }
        out.append('<').append(String.join(" ", start)).append('>');
        String text = parts.group(5);
        out.append(parts.group(4) == null ? filled(text) : known.getOrDefault(text, ""));
        block(at + 1, end(at));
        out.append(WITHOUT_END.contains(tag) ? "\n" : "</" + tag + ">\n");
    }

    private String filled(String text) {
        return EXPRESSION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), "")));
    }
}
