package plumbago.base.python;

import java.util.regex.Pattern;

/** The letters of {@code (?flags)} and {@code (?flags-flags:...)}. */
record PatternFlags(String on, String off) {
    private static final String ALL = "aiLmsux";
    private static final String SWITCHED_OFF = "imsx";

    /** Reads letters up to the colon or the parenthesis behind them. */
    static PatternFlags read(PatternSource in) {
        int start = in.position();
        StringBuilder on = new StringBuilder();
        StringBuilder off = new StringBuilder();
        StringBuilder now = on;
        while (!in.atEnd() && in.peek() != ')' && in.peek() != ':') {
            int c = in.next();
            if (c == '-' && now == on) {
                now = off;
            } else if (c < 0x80 && (now == on ? ALL : SWITCHED_OFF).indexOf(c) >= 0) {
                now.append((char) c);
            } else if (start == in.position() - 1) {
                throw in.error("unknown extension ?" + in.text(c), start);
            } else {
                throw in.error("unknown flag", in.position() - 1);
            }
        }
        if (in.position() == start && !in.atEnd()) {
            throw in.error("unknown extension ?" + in.text(in.peek()), start);
        }
        if (in.atEnd() || (now == off && off.isEmpty())) {
            throw in.error("missing flag", in.position());
        }
        if (on.indexOf("L") >= 0) {
            throw in.error("bad inline flags: cannot use 'L' flag with a str pattern", start);
        }
        if (on.indexOf("a") >= 0 && on.indexOf("u") >= 0) {
            throw in.error("bad inline flags: flags 'a' and 'u' are incompatible", start);
        }
        for (int i = 0; i < off.length(); i++) {
            if (on.indexOf(off.substring(i, i + 1)) >= 0) {
                throw in.error("bad inline flags: flag turned on and off", start);
            }
        }
        return new PatternFlags(on.toString(), off.toString());
    }

    int addTo(int flags) {
        int all = flags;
        all |= on.contains("i") ? Pattern.CASE_INSENSITIVE : 0;
        all |= on.contains("m") ? Pattern.MULTILINE : 0;
        all |= on.contains("s") ? Pattern.DOTALL : 0;
        return on.contains("a") ? all & ~Pattern.UNICODE_CASE : all;
    }

    /** The same for a group of a Java pattern; what the translator itself honours is left out. */
    String forJava() {
        String java = on.replaceAll("[^ims]", "") + (on.contains("u") ? "u" : "");
        String javaOff = off.replaceAll("[^ims]", "") + (on.contains("a") ? "u" : "");
        return javaOff.isEmpty() ? java : java + "-" + javaOff;
    }
}
