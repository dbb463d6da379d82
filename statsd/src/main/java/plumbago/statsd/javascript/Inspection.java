package plumbago.statsd.javascript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints maps, lists, numbers and texts as {@code util.inspect} of node 20 does: what is small on one line, long arrays in
 * columns, what lies too deep as {@code [Object]} or {@code [Array]}.
 *
 * <p>Columns are as wide as terminals show letters; where node asks Unicode's tables, this one takes the ranges of wide
 * letters as a whole, so that columns of rare signs may be set otherwise.
 */
public final class Inspection {
    /** How deep node goes where nothing is said. */
    public static final int DEFAULT_DEPTH = 2;

    static final int LINE = 80;
    private static final int MOST_ITEMS = 100;
    /** Arrays of more are set in columns. */
    private static final int MOST_IN_A_ROW = 6;
    /** What holds more levels than these is not put on one line. */
    private static final int LEVELS_ON_A_LINE = 3;

    private static final int SPARE = 10;

    private final int depth;
    private final InspectionColours colours;
    private int indentation;
    /** The level of the object or array that was entered last. */
    private int lastLevel;

    private Inspection(int depth, InspectionColours colours) {
        this.depth = depth;
        this.colours = colours;
    }

    /** Prints to {@link #DEFAULT_DEPTH}, without colours. */
    public static String of(Object value) {
        return of(value, DEFAULT_DEPTH);
    }

    /**
     * Prints without colours.
     *
     * @param value a {@code Map} with texts as keys, a {@code List}, a {@code Number}, {@code String} or {@code Boolean}
     * @param depth how many levels below the outermost are printed
     * @throws IllegalArgumentException if there is something else in it
     */
    public static String of(Object value, int depth) {
        return new Inspection(depth, InspectionColours.NONE).print(value, 0);
    }

    /** Prints with the colours of terminals, as node does if it is asked for them. */
    public static String inColours(Object value, int depth) {
        return new Inspection(depth, InspectionColours.TERMINAL).print(value, 0);
    }

    private String print(Object value, int level) {
        if (value instanceof String text) {
            return JsText.inspected(text, indentation, colours);
        } else if (value instanceof Number number) {
            return colours.number(number(number));
        } else if (value instanceof Boolean) {
            return colours.number(value.toString());
        } else if (value instanceof List<?> list) {
            return list(list, level);
        } else if (value instanceof Map<?, ?> map) {
            return map(map, level);
        }
        throw new IllegalArgumentException("expected a map, a list, a number, a text or a boolean, not " + value);
    }

    private static String number(Number number) {
        double value = number.doubleValue();
        return value == 0 && 1 / value < 0 ? "-0" : JsNumber.text(value);
    }

    private String list(List<?> list, int level) {
        if (list.isEmpty()) {
            return "[]";
        }
        if (level > depth) {
            return colours.special("[Array]");
        }
        lastLevel = level;
        List<String> entries = new ArrayList<>();
        boolean numbers = true;
        indentation += 2;
        for (Object item : list.subList(0, Math.min(list.size(), MOST_ITEMS))) {
            entries.add(print(item, level + 1));
            numbers &= item instanceof Number;
        }
        indentation -= 2;
        int left = list.size() - MOST_ITEMS;
        if (left > 0) {
            entries.add("... " + left + " more item" + (left > 1 ? "s" : ""));
            numbers &= list.get(MOST_ITEMS) instanceof Number;
        }
        List<String> lines = entries.size() > MOST_IN_A_ROW
                ? new InspectionColumns(entries, left > 0, numbers, indentation, colours).lines()
                : entries;
        return enclosed('[', lines, ']', level, lines.size() == entries.size());
    }

    private String map(Map<?, ?> map, int level) {
        if (map.isEmpty()) {
            return "{}";
        }
        if (level > depth) {
            return colours.special("[Object]");
        }
        lastLevel = level;
        List<String> entries = new ArrayList<>(map.size());
        indentation += 2;
        inOrder(map).forEach((key, value) -> entries.add(key(key.toString()) + ": " + print(value, level + 1)));
        indentation -= 2;
        return enclosed('{', entries, '}', level, true);
    }

    /** JavaScript has keys that are whole numbers in their order before all others. */
    private static Map<?, ?> inOrder(Map<?, ?> map) {
        if (map.keySet().stream().noneMatch(key -> JsText.isIndex(key.toString()))) {
            return map;
        }
        Map<Long, Object> first = new TreeMap<>();
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (JsText.isIndex(key.toString())) {
                first.put(Long.valueOf(key.toString()), value);
            }
        });
        first.forEach((key, value) -> all.put(key.toString(), value));
        map.forEach((key, value) -> all.putIfAbsent(key.toString(), value));
        return all;
    }

    private String key(String key) {
        if (key.equals("__proto__")) {
            return "['__proto__']";
        }
        return JsText.isName(key) ? key : colours.text(JsText.quoted(key));
    }

    private String enclosed(char open, List<String> entries, char close, int level, boolean mayShareALine) {
        if (mayShareALine && lastLevel - level < LEVELS_ON_A_LINE && fitOnALine(entries)) {
            String line = String.join(", ", entries);
            if (line.indexOf('\n') < 0) {
                return open + " " + line + " " + close;
            }
        }
        String end = "\n" + " ".repeat(indentation);
        return open + end + "  " + String.join("," + end + "  ", entries) + end + close;
    }

    private boolean fitOnALine(List<String> entries) {
        int length = entries.size() + entries.size() + indentation + 1 + SPARE;
        if (length + entries.size() > LINE) {
            return false;
        }
        for (String entry : entries) {
            length += colours.without(entry).length();
            if (length > LINE) {
                return false;
            }
        }
        return true;
    }
}
