package plumbago.base.python;

/** Translates a bracketed class. */
final class PatternClass {
    private PatternClass() {}

    /** Reads a class whose opening bracket has been read, and returns it in Java's spelling. */
    static String read(PatternSource in, PatternEscapes escapes) {
        int start = in.position() - 1;
        boolean negated = in.take('^');
        StringBuilder members = new StringBuilder();
        boolean nested = false;
        while (true) {
            int position = in.position();
            int low = next(in, start);
            if (low == ']' && !members.isEmpty()) {
                break;
            }
            String category = null;
            if (low == '\\') {
                category = escapes.category();
                if (category == null) {
                    low = escapes.insideClass(position);
                }
            }
            boolean range = in.take('-');
            if (range && !in.atEnd() && in.peek() == ']') {
                range = false;
                in.back('-');
            }
            if (!range) {
                if (category == null) {
                    PatternEscapes.literal(members, low);
                } else {
                    nested |= category.startsWith("[");
                    members.append(category);
                }
                continue;
            }
            int highPosition = in.position();
            int high = next(in, start);
            if (high == '\\') {
                if (escapes.category() != null) {
                    throw in.error("bad character range", position);
                }
                high = escapes.insideClass(highPosition);
            }
            if (category != null || low > high) {
                throw in.error("bad character range", position);
            }
            PatternEscapes.literal(members, low);
            members.append('-');
            PatternEscapes.literal(members, high);
        }
        if (!negated) {
            return "[" + members + "]";
        }
        // Java's releases disagree on what a negation does to a class within the class.
        return nested ? "(?:(?![" + members + "])[\\x00-\\x{10ffff}])" : "[^" + members + "]";
    }

    private static int next(PatternSource in, int start) {
        if (in.atEnd()) {
            throw in.error("unterminated character set", start);
        }
        return in.next();
    }
}
