package plumbago.web.graph.battery;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour with its opacity: red, green and blue from 0 to 255, opacity from 0 to 1. */
record Paint(int red, int green, int blue, double opacity) {
    private static final Pattern FUNCTION = Pattern.compile("rgba?\\(([^)]*)\\)");

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("black", 0),
            Map.entry("white", 0xffffff),
            Map.entry("red", 0xff0000),
            Map.entry("lime", 0x00ff00),
            Map.entry("green", 0x008000),
            Map.entry("blue", 0x0000ff),
            Map.entry("yellow", 0xffff00),
            Map.entry("cyan", 0x00ffff),
            Map.entry("aqua", 0x00ffff),
            Map.entry("magenta", 0xff00ff),
            Map.entry("fuchsia", 0xff00ff),
            Map.entry("gray", 0x808080),
            Map.entry("grey", 0x808080),
            Map.entry("silver", 0xc0c0c0),
            Map.entry("maroon", 0x800000),
            Map.entry("purple", 0x800080),
            Map.entry("olive", 0x808000),
            Map.entry("navy", 0x000080),
            Map.entry("teal", 0x008080),
            Map.entry("orange", 0xffa500),
            Map.entry("pink", 0xffc0cb),
            Map.entry("gold", 0xffd700),
            Map.entry("brown", 0xa52a2a),
            Map.entry("darkgray", 0xa9a9a9),
            Map.entry("darkgrey", 0xa9a9a9));

    static Paint of(int rgb, double opacity) {
        return new Paint((rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff, opacity);
    }

    /** What SVG writes of a colour; empty for none. */
    static Optional<Paint> parse(String written) {
        String text = written.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty() || text.equals("none") || text.equals("transparent")) {
            return Optional.empty();
        }
        Matcher function = FUNCTION.matcher(text);
        if (text.startsWith("#")) {
            return Optional.of(hexadecimal(text.substring(1)));
        } else if (function.matches()) {
            return Optional.of(function(function.group(1).strip().split("[\\s,/]+", -1)));
        } else if (NAMED.containsKey(text)) {
            return Optional.of(of(NAMED.get(text), 1));
        }
        throw new IllegalArgumentException("a colour was expected, got " + written);
    }

    private static Paint hexadecimal(String digits) {
        String text = digits.length() <= 4 ? digits.replaceAll("(.)", "$1$1") : digits;
        if (text.length() != 6 && text.length() != 8) {
            throw new IllegalArgumentException("a colour of 3, 4, 6 or 8 digits was expected, got #" + digits);
        }
        double opacity = text.length() == 8 ? Integer.parseInt(text.substring(6), 16) / 255.0 : 1;
        return of(Integer.parseInt(text.substring(0, 6), 16), opacity);
    }

    private static Paint function(String[] parts) {
        double opacity = parts.length > 3 ? amount(parts[3], 0.01) : 1;
        return new Paint(level(parts[0]), level(parts[1]), level(parts[2]), opacity);
    }

    private static int level(String text) {
        return (int) Math.rint(amount(text, 2.55));
    }

    private static double amount(String text, double ofPercent) {
        return text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) * ofPercent
                : Double.parseDouble(text);
    }

    Paint times(double factor) {
        return new Paint(red, green, blue, opacity * factor);
    }

    /** This one laid over another that lets nothing through. */
    Paint over(Paint below) {
        return new Paint(mixed(red, below.red), mixed(green, below.green), mixed(blue, below.blue), below.opacity());
    }

    private int mixed(int above, int below) {
        return (int) Math.rint(above * opacity + below * (1 - opacity));
    }

    /** The largest difference of red, green and blue. */
    int distance(Paint other) {
        return Math.max(
                Math.abs(red - other.red), Math.max(Math.abs(green - other.green), Math.abs(blue - other.blue)));
    }

    int rgb() {
        return (red << 16) | (green << 8) | blue;
    }

    /** As #rrggbb. */
    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
