package plumbago.base.python;

/** A quantifier: how often, and in Java's spelling. */
record PatternRepeat(int least, int most, String regex) {
    /** Reads a quantifier whose first character has been read; returns null if it is a literal brace. */
    static PatternRepeat read(int c, PatternSource in) {
        PatternRepeat repeat = switch (c) {
            case '*' -> new PatternRepeat(0, Integer.MAX_VALUE, "*");
            case '+' -> new PatternRepeat(1, Integer.MAX_VALUE, "+");
            case '?' -> new PatternRepeat(0, 1, "?");
            default -> braces(in);
        };
        if (repeat == null) {
            return null;
        }
        String suffix = in.take('?') ? "?" : in.take('+') ? "+" : "";
        return new PatternRepeat(repeat.least, repeat.most, repeat.regex + suffix);
    }

    private static PatternRepeat braces(PatternSource in) {
        int start = in.position();
        if (!in.atEnd() && in.peek() == '}') {
            return null;
        }
        String least = in.asciiDigits();
        boolean comma = in.take(',');
        String most = comma ? in.asciiDigits() : least;
        if (!in.take('}')) {
            in.seek(start);
            return null;
        }
        int fewest = least.isEmpty() ? 0 : number(least, in, start);
        int mostTimes = most.isEmpty() ? Integer.MAX_VALUE : number(most, in, start);
        if (mostTimes < fewest) {
            throw in.error("min repeat greater than max repeat", start);
        }
        return new PatternRepeat(
                fewest, mostTimes, "{" + fewest + "," + (mostTimes == Integer.MAX_VALUE ? "" : mostTimes) + "}");
    }

    private static int number(String digits, PatternSource in, int position) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw in.error("the repetition number is too large", position);
        }
    }
}
