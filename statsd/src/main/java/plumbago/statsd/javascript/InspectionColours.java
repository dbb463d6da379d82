package plumbago.statsd.javascript;

import java.util.regex.Pattern;

/** Whether and how values are coloured. */
enum InspectionColours {
    NONE,
    TERMINAL;

    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int CYAN = 36;
    private static final int USUAL = 39;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9]+m");

    /** Numbers and booleans. */
    String number(String text) {
        return coloured(YELLOW, text);
    }

    String text(String text) {
        return coloured(GREEN, text);
    }

    /** What stands for something that is not printed. */
    String special(String text) {
        return coloured(CYAN, text);
    }

    /** The text as it is seen. */
    String without(String text) {
        return this == NONE ? text : COLOUR.matcher(text).replaceAll("");
    }

    private String coloured(int colour, String text) {
        return this == NONE ? text : "\u001b[" + colour + "m" + text + "\u001b[" + USUAL + "m";
    }
}
