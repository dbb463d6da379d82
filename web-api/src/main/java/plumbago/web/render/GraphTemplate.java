package plumbago.web.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumbago.base.python.PythonNumber;
import plumbago.web.graph.ColorNames;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.surface.Color;

/**
 * Colours and a font for pictures, which requests ask for by name: a section of graphTemplates.conf. Immutable.
 *
 * @param background of the picture
 * @param foreground of texts and axes
 * @param lineColors given to series in this order, over and over; never empty
 * @param fontSize in pixels, at least 1
 */
record GraphTemplate(
        Color background,
        Color foreground,
        Color majorLine,
        Color minorLine,
        List<LineColor> lineColors,
        String fontName,
        int fontSize,
        boolean fontBold,
        boolean fontItalic) {
    /** In pixels. */
    static final int LARGEST_FONT = 200;

    /** What a template may say, as it is usually written. */
    static final List<String> KEYS = List.of(
            "background",
            "foreground",
            "majorLine",
            "minorLine",
            "lineColors",
            "fontName",
            "fontSize",
            "fontBold",
            "fontItalic");

    /** What stands for a template that says nothing. */
    static final GraphTemplate PLAIN = new GraphTemplate(
            new Color(0xFFFFFF, 1),
            new Color(0, 1),
            new Color(0, 1),
            new Color(0, 1),
            List.of(new LineColor("black", new Color(0, 1))),
            "Sans",
            10,
            false,
            false);

    GraphTemplate {
        lineColors = List.copyOf(lineColors);
    }

    /** Whether a template may say this. */
    static boolean knows(String key) {
        return KEYS.stream().anyMatch(key::equalsIgnoreCase);
    }

    /**
     * The same with something else.
     *
     * @param key one that {@link #knows} says yes to
     * @throws IllegalArgumentException if the value is none; the message says what was expected
     */
    GraphTemplate with(String key, String value) {
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "background" -> withColors(color(value), foreground, majorLine, minorLine, lineColors);
            case "foreground" -> withColors(background, color(value), majorLine, minorLine, lineColors);
            case "majorline" -> withColors(background, foreground, color(value), minorLine, lineColors);
            case "minorline" -> withColors(background, foreground, majorLine, color(value), lineColors);
            case "linecolors" -> withColors(background, foreground, majorLine, minorLine, colors(value));
            case "fontname" -> withFont(fontName(value), fontSize, fontBold, fontItalic);
            case "fontsize" -> withFont(fontName, fontSize(value), fontBold, fontItalic);
            case "fontbold" -> withFont(fontName, fontSize, truth(value), fontItalic);
            case "fontitalic" -> withFont(fontName, fontSize, fontBold, truth(value));
            default -> throw new IllegalArgumentException("expected one of " + String.join(", ", KEYS));
        };
    }

    private GraphTemplate withColors(Color back, Color fore, Color major, Color minor, List<LineColor> lines) {
        return new GraphTemplate(back, fore, major, minor, lines, fontName, fontSize, fontBold, fontItalic);
    }

    private GraphTemplate withFont(String name, int size, boolean bold, boolean italic) {
        return new GraphTemplate(background, foreground, majorLine, minorLine, lineColors, name, size, bold, italic);
    }

    private static Color color(String value) {
        return ColorNames.parse(value)
                .orElseThrow(() -> new IllegalArgumentException("expected " + ParameterValues.A_COLOR));
    }

    private static List<LineColor> colors(String value) {
        List<LineColor> colors = new ArrayList<>();
        for (String one : value.split(",")) {
            String written = one.strip();
            if (!written.isEmpty()) {
                Color color = ColorNames.parse(written)
                        .orElseThrow(() -> new IllegalArgumentException("expected colours with commas between them; '"
                                + ParameterValues.shortened(written) + "' is not " + ParameterValues.A_COLOR));
                colors.add(new LineColor(written, color));
            }
        }
        if (colors.isEmpty()) {
            throw new IllegalArgumentException("expected colours with commas between them");
        }
        return colors;
    }

    private static String fontName(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("expected the name of a font, such as Sans");
        }
        return value;
    }

    private static int fontSize(String value) {
        try {
            double size = PythonNumber.real(value);
            if (size >= 1 && size <= LARGEST_FONT) {
                return (int) size;
            }
        } catch (NumberFormatException e) {
            // It is said below.
        }
        throw new IllegalArgumentException("expected a number of pixels from 1 to " + LARGEST_FONT);
    }

    private static boolean truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("expected True or False");
        };
    }
}
