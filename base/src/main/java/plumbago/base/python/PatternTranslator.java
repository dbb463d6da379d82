package plumbago.base.python;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns a Python regular expression into one for {@link Pattern}, item by item, and refuses what Python refuses. Named
 * groups become numbered ones (Java's names know no underscore), classes are spelt out (Java's {@code \w} and {@code \b}
 * changed between releases), and every literal is escaped.
 */
final class PatternTranslator {
    /** What stands last in a sequence, and so what a quantifier would apply to. */
    private enum Item {
        NONE,
        POSITION,
        REPEATED,
        REPEATABLE
    }

    /**
     * Matches anywhere, and has java.util.regex ask for the length of the text, which {@link PythonPattern} counts: groups
     * and repeats that match nothing would else cost any amount of time without a look at the text.
     */
    private static final String COUNTED = "(?=)";

    private final PatternSource in;
    private final StringBuilder out = new StringBuilder();
    private final PatternEscapes escapes;
    private final Map<String, Integer> groupNames = new HashMap<>();
    private final Map<Integer, MatchWidth> groupWidths = new HashMap<>();
    private final BitSet openGroups = new BitSet();
    private int groups;
    private int flags;
    private boolean verbose;

    PatternTranslator(String source, boolean ignoringCase) {
        this.flags = Pattern.UNIX_LINES | Pattern.UNICODE_CASE | (ignoringCase ? Pattern.CASE_INSENSITIVE : 0);
        this.in = new PatternSource(source);
        this.escapes = new PatternEscapes(in);
    }

    void translate() {
        alternatives(true);
        if (!in.atEnd()) {
            throw in.error("unbalanced parenthesis", in.position());
        }
    }

    String regex() {
        return out.toString();
    }

    int flags() {
        return flags;
    }

    Map<String, Integer> groupNames() {
        return groupNames;
    }

    int groups() {
        return groups;
    }

    private MatchWidth alternatives(boolean outermost) {
        if (!outermost) {
            out.append(COUNTED);
        }
        MatchWidth width = sequence(outermost);
        while (in.take('|')) {
            out.append('|').append(COUNTED);
            width = width.or(sequence(false));
        }
        return width;
    }

    private MatchWidth sequence(boolean first) {
        MatchWidth width = MatchWidth.NONE;
        MatchWidth lastWidth = MatchWidth.NONE;
        Item last = Item.NONE;
        while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
            if (verbose && in.skipVerbose()) {
                continue;
            }
            int position = in.position();
            int c = in.next();
            if (c == '*' || c == '+' || c == '?' || c == '{') {
                PatternRepeat repeat = PatternRepeat.read(c, in);
                if (repeat != null) {
                    if (last == Item.NONE || last == Item.POSITION) {
                        throw in.error("nothing to repeat", position);
                    }
                    if (last == Item.REPEATED) {
                        throw in.error("multiple repeat", position);
                    }
                    out.append(repeat.regex()).append(COUNTED);
                    lastWidth = lastWidth.times(repeat.least(), repeat.most());
                    last = Item.REPEATED;
                    continue;
                }
            }
            width = width.plus(lastWidth);
            Item item = Item.REPEATABLE;
            MatchWidth itemWidth = MatchWidth.ONE;
            switch (c) {
                case '.' -> out.append('.');
                case '^', '$' -> {
                    out.append((char) c);
                    item = Item.POSITION;
                    itemWidth = MatchWidth.NONE;
                }
                case '[' -> out.append(PatternClass.read(in, escapes));
                case '(' -> {
                    itemWidth = group(position, first && last == Item.NONE);
                    if (itemWidth == null) {
                        lastWidth = MatchWidth.NONE;
                        continue;
                    }
                }
                case '\\' -> {
                    if (in.atEnd()) {
                        throw in.error("bad escape (end of pattern)", position);
                    }
                    int reference = escapes.groupReference();
                    if (reference > 0) {
                        itemWidth = groupReference(reference, position);
                    } else if (escapes.position(out)) {
                        item = Item.POSITION;
                        itemWidth = MatchWidth.NONE;
                    } else {
                        escapes.outsideClass(out, position);
                    }
                }
                default -> PatternEscapes.literal(out, c);
            }
            last = item;
            lastWidth = itemWidth;
        }
        return width.plus(lastWidth);
    }

    private MatchWidth groupReference(int group, int position) {
        if (group > groups) {
            throw in.error("invalid group reference " + group, position);
        }
        if (openGroups.get(group)) {
            throw in.error("cannot refer to an open group", position);
        }
        out.append("(?:\\").append(group).append(')');
        return groupWidths.get(group);
    }

    /** Reads a group whose parenthesis has been read; returns null for what leaves nothing to match, as a comment. */
    private MatchWidth group(int position, boolean first) {
        if (!in.take('?')) {
            return capturing(null, position);
        }
        if (in.atEnd()) {
            throw in.error("unexpected end of pattern", position);
        }
        int kind = in.next();
        switch (kind) {
            case 'P' -> {
                return named(position);
            }
            case ':', '>' -> {
                out.append("(?").append((char) kind);
                return closed(position, verbose);
            }
            case '#' -> {
                in.skipComment(position);
                return null;
            }
            case '=', '!' -> {
                out.append("(?").append((char) kind);
                closed(position, verbose);
                return MatchWidth.NONE;
            }
            case '<' -> {
                lookBehind(position);
                return MatchWidth.NONE;
            }
            case '(' -> throw in.error("conditional groups (?(...) are not supported; write both cases out", position);
            default -> {
                in.back(kind);
                return flagged(position, first);
            }
        }
    }

    private MatchWidth capturing(String name, int position) {
        int group = ++groups;
        if (name != null && groupNames.putIfAbsent(name, group) != null) {
            throw in.error("redefinition of group name '" + name + "'", position);
        }
        openGroups.set(group);
        out.append('(');
        MatchWidth width = closed(position, verbose);
        openGroups.clear(group);
        groupWidths.put(group, width);
        return width;
    }

    private MatchWidth named(int position) {
        if (in.take('<')) {
            return capturing(in.name('>'), position);
        }
        if (in.take('=')) {
            String name = in.name(')');
            Integer group = groupNames.get(name);
            if (group == null) {
                throw in.error("unknown group name '" + name + "'", position);
            }
            return groupReference(group, position);
        }
        throw in.error("unknown extension ?P" + (in.atEnd() ? "" : in.text(in.next())), position);
    }

    private void lookBehind(int position) {
        if (in.atEnd()) {
            throw in.error("unexpected end of pattern", position);
        }
        int kind = in.next();
        if (kind != '=' && kind != '!') {
            throw in.error("unknown extension ?<" + in.text(kind) + "; a named group is (?P<name>...)", position);
        }
        out.append("(?<").append((char) kind);
        MatchWidth width = closed(position, verbose);
        if (width.least() != width.most()) {
            throw in.error("look-behind requires fixed-width pattern", position);
        }
    }

    private MatchWidth flagged(int position, boolean first) {
        PatternFlags read = PatternFlags.read(in);
        if (in.take(')')) {
            if (!read.off().isEmpty()) {
                throw in.error("missing :", in.position() - 1);
            }
            if (!first) {
                throw in.error("global flags not at the start of the expression", position);
            }
            flags = read.addTo(flags);
            verbose |= read.on().contains("x");
            escapes.setAscii(escapes.ascii() || read.on().contains("a"));
            return null;
        }
        if (!in.take(':')) {
            throw in.error("missing -, : or )", in.position());
        }
        boolean outerAscii = escapes.ascii();
        if (read.on().contains("a") || read.on().contains("u")) {
            escapes.setAscii(read.on().contains("a"));
        }
        boolean innerVerbose =
                read.on().contains("x") || (verbose && !read.off().contains("x"));
        out.append("(?").append(read.forJava()).append(':');
        MatchWidth width = closed(position, innerVerbose);
        escapes.setAscii(outerAscii);
        return width;
    }

    private MatchWidth closed(int position, boolean innerVerbose) {
        boolean outerVerbose = verbose;
        verbose = innerVerbose;
        MatchWidth width = alternatives(false);
        verbose = outerVerbose;
        if (!in.take(')')) {
            throw in.error("missing ), unterminated subpattern", position);
        }
        out.append(')');
        return width;
    }
}
