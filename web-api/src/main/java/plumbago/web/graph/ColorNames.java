package plumbago.web.graph;

import java.util.Map;
import java.util.Optional;
import plumbago.web.graph.surface.Color;

/**
 * Colours as graphite-web writes them: by a name of its own list, where case matters, or in hexadecimal digits with or
 * without a number sign in front.
 */
public final class ColorNames {
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("black", 0x000000),
            Map.entry("white", 0xFFFFFF),
            Map.entry("blue", 0x6464FF),
            Map.entry("green", 0x00C800),
            Map.entry("red", 0xC80032),
            Map.entry("yellow", 0xFFFF00),
            Map.entry("orange", 0xFFA500),
            Map.entry("purple", 0xC864FF),
            Map.entry("brown", 0x966432),
            Map.entry("cyan", 0x00FFFF),
            Map.entry("aqua", 0x009696),
            Map.entry("gray", 0xAFAFAF),
            Map.entry("grey", 0xAFAFAF),
            Map.entry("magenta", 0xFF00FF),
            Map.entry("pink", 0xFF6464),
            Map.entry("gold", 0xC8C800),
            Map.entry("rose", 0xC896C8),
            Map.entry("darkblue", 0x0000FF),
            Map.entry("darkgreen", 0x00FF00),
            Map.entry("darkred", 0xFF0000),
            Map.entry("darkgray", 0x6F6F6F),
            Map.entry("darkgrey", 0x6F6F6F));

    private ColorNames() {}

    /**
     * The colour that a text means: a name, or {@code rgb}, {@code rrggbb} or {@code rrggbbaa}, the last two digits being
     * its opacity. Of digits beyond those nothing is made.
     *
     * @return nothing if the text means none
     */
    public static Optional<Color> parse(String text) {
        Integer named = NAMES.get(text);
        if (named != null) {
            return Optional.of(new Color(named, 1));
        }
        String digits = text.startsWith("#") ? text.substring(1) : text.startsWith("%23") ? text.substring(3) : text;
        if (digits.length() == 3) {
            digits = digits.replaceAll("(.)", "$1$1");
        }
        if (digits.length() < 6 || !isHex(digits, 0, 6)) {
            return Optional.empty();
        }
        int rgb = Integer.parseInt(digits.substring(0, 6), 16);
        double opacity =
                digits.length() == 8 && isHex(digits, 6, 8) ? Integer.parseInt(digits.substring(6), 16) / 255.0 : 1;
        return Optional.of(new Color(rgb, opacity));
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }
}
