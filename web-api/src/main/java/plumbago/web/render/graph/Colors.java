package plumbago.web.render.graph;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Colours as graphite-web writes them: by name, or as {@code rrggbb} with or without a number sign. */
public final class Colors {
    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("black", 0x000000),
            Map.entry("white", 0xFFFFFF),
            Map.entry("blue", 0x6464FF),
            Map.entry("green", 0x00C800),
            Map.entry("red", 0xE00000),
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
            Map.entry("darkgreen", 0x009600),
            Map.entry("darkred", 0xC80032),
            Map.entry("darkgray", 0x6F6F6F),
            Map.entry("darkgrey", 0x6F6F6F));

    private Colors() {}

    /** A colour as {@code 0xRRGGBB}, or nothing if the text is none. What follows six digits is transparency. */
    public static OptionalInt parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Integer known = NAMES.get(plain);
        if (known != null) {
            return OptionalInt.of(known);
        }
        String hex = plain.startsWith("#") ? plain.substring(1) : plain;
        return hex.matches("[0-9a-f]{6}([0-9a-f]{2})?")
                ? OptionalInt.of(Integer.parseInt(hex.substring(0, 6), 16))
                : OptionalInt.empty();
    }
}
