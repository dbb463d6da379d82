package plumbago.base.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * What to put in the place of each match of a pattern, in the syntax of Python's {@code re.sub}: {@code \1},
 * {@code \g<1>}, {@code \g<name>} and {@code \g<0>} stand for what a group matched, {@code \\} for a backslash; a dollar
 * sign has no meaning. A group that took no part in the match is empty.
 *
 * <p>Safe for use by several threads.
 */
public final class PythonReplacement {
    /** Either text, or a group's number with text null. */
    private record Part(String text, int group) {}

    private final PythonPattern pattern;
    private final List<Part> parts = new ArrayList<>();

    private PythonReplacement(PythonPattern pattern, String template) {
        this.pattern = pattern;
        PatternSource in = new PatternSource(template);
        StringBuilder literal = new StringBuilder();
        while (!in.atEnd()) {
            int position = in.position();
            int c = in.next();
            if (c != '\\') {
                literal.appendCodePoint(c);
                continue;
            }
            if (in.atEnd()) {
                throw in.error("bad escape (end of pattern)", position);
            }
            int group = group(in, position);
            if (group < 0) {
                escape(in, literal, position);
                continue;
            }
            if (group > pattern.groups()) {
                throw in.error("invalid group reference " + group, position);
            }
            parts.add(new Part(literal.toString(), -1));
            parts.add(new Part(null, group));
            literal.setLength(0);
        }
        parts.add(new Part(literal.toString(), -1));
    }

    /**
     * Compiles a replacement for the matches of a pattern.
     *
     * @throws PatternSyntaxException if Python would refuse it
     */
    public static PythonReplacement compile(PythonPattern pattern, String template) {
        return new PythonReplacement(pattern, template);
    }

    /** The text with every match replaced, as {@code re.sub}; unchanged if the pattern was given up on it. */
    public String replaceAll(String text) {
        return replaceAll(text, Integer.MAX_VALUE - 8).orElse(text);
    }

    /**
     * The same, unless it would be longer than wanted.
     *
     * @param longest in characters
     * @return nothing if it would be longer
     */
    public Optional<String> replaceAll(String text, int longest) {
        try {
            Matcher plain = pattern.matcher(text);
            if (!plain.find()) {
                return Optional.of(text);
            }
            Matcher advancing = pattern.advancingMatcher(text);
            Matcher matcher = plain;
            StringBuilder replaced = new StringBuilder(text.length());
            int from = 0;
            do {
                replaced.append(text, from, matcher.start());
                if (!append(replaced, matcher, longest)) {
                    return Optional.empty();
                }
                from = matcher.end();
                matcher = matcher.start() == from ? advancing : plain;
            } while (matcher.region(from, text.length()).find());
            replaced.append(text, from, text.length());
            return replaced.length() > longest ? Optional.empty() : Optional.of(replaced.toString());
        } catch (PythonPattern.TooManySteps | StackOverflowError e) {
            pattern.giveUp(text);
            return Optional.of(text);
        }
    }

    /** Returns whether there was space. */
    private boolean append(StringBuilder replaced, Matcher matcher, int longest) {
        for (Part part : parts) {
            if (replaced.length() > longest) {
                return false;
            }
            if (part.text() != null) {
                replaced.append(part.text());
            } else if (matcher.start(part.group()) >= 0) {
                replaced.append(matcher.group(part.group()));
            }
        }
        return replaced.length() <= longest;
    }

    /** Reads a reference to a group, or returns -1 and reads nothing if none stands here. */
    private int group(PatternSource in, int position) {
        if (!in.take('g')) {
            int start = in.position();
            String digits = in.run(10, 2);
            boolean octal = digits.length() == 2
                    && digits.chars().allMatch(c -> c <= '7')
                    && !in.atEnd()
                    && in.peek() >= '0'
                    && in.peek() <= '7';
            if (digits.isEmpty() || digits.charAt(0) == '0' || octal) {
                in.seek(start);
                return -1;
            }
            return Integer.parseInt(digits);
        }
        if (!in.take('<')) {
            throw in.error("missing <", position);
        }
        String name = in.until('>');
        if (PatternSource.isIdentifier(name)) {
            Integer group = pattern.groupNames().get(name);
            if (group == null) {
                throw in.error("unknown group name '" + name + "'", position);
            }
            return group;
        }
        try {
            int group = PythonNumber.integer(name).intValueExact();
            if (group >= 0) {
                return group;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Told below, as a negative number is.
        }
        throw in.error("bad character in group name '" + name + "'", position);
    }

    private static void escape(PatternSource in, StringBuilder literal, int position) {
        int c = in.next();
        switch (c) {
            case 'a' -> literal.append('\u0007');
            case 'b' -> literal.append('\b');
            case 'f' -> literal.append('\f');
            case 'n' -> literal.append('\n');
            case 'r' -> literal.append('\r');
            case 't' -> literal.append('\t');
            case 'v' -> literal.append('\u000b');
            case '\\' -> literal.append('\\');
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                in.back(c);
                int value = Integer.parseInt(in.run(8, 3), 8);
                if (value > 0377 && c != '0') {
                    throw in.error("octal escape value outside of range 0-0o377", position);
                }
                literal.append((char) (value & 0xff));
            }
            default -> {
                if (c < 0x80 && Character.isLetter(c)) {
                    throw in.error("bad escape \\" + in.text(c), position);
                }
                literal.append('\\').appendCodePoint(c);
            }
        }
    }
}
