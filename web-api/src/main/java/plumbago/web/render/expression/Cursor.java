package plumbago.web.render.expression;

/**
 * A place in the text of a target, which parsers move on, and put back where they have tried in vain. It remembers what was
 * looked for at the farthest place. Used by one thread.
 */
final class Cursor {
    /** What may be looked at in any target. */
    private static final int FREE_LOOKS = 100_000;
    /** How often each of its characters may be looked at beyond that; a few times is enough for what somebody means. */
    private static final long MAX_LOOKS = 64;

    private final String text;
    private final FarthestMiss missed = new FarthestMiss();
    private int at;
    private long looks;

    Cursor(String text) {
        this.text = text;
    }

    /** All of it, wherever this is. */
    String text() {
        return text;
    }

    /** Characters before it. */
    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    boolean isAt(char wanted) {
        return !isAtEnd() && text.charAt(at) == wanted;
    }

    /** The character behind it, of which there must be one. */
    char next() {
        return text.charAt(at);
    }

    /** Notes that something was looked for here in vain. */
    void missed(FarthestMiss.Wanted wanted) {
        missed.at(at, wanted);
    }

    /** Something was looked for in vain. */
    TargetMistake mistake() {
        return missed.mistake();
    }

    /**
     * Counts characters that were looked at, since one try may be over all of a long text.
     *
     * @throws TargetSyntaxException if it was too often
     */
    void lookedAt(int characters) {
        looks += characters;
        if (looks > FREE_LOOKS + MAX_LOOKS * text.length()) {
            throw new TargetSyntaxException("nested too deep, ", text, at);
        }
    }

    void skipBlanks() {
        int start = at;
        while (!isAtEnd() && " \t\n\r".indexOf(next()) >= 0) {
            at++;
        }
        lookedAt(at - start);
    }

    /** Goes over a sign, and the blanks before it; stays if it is not there. */
    boolean symbol(char wanted) {
        int before = at;
        skipBlanks();
        if (isAt(wanted)) {
            at++;
            return true;
        }
        if (wanted == ')') {
            missed(FarthestMiss.Wanted.PARENTHESIS);
        }
        at = before;
        return false;
    }

    /** A name of a function or an argument, or null; the blanks before it are skipped in any case. */
    String word() {
        skipBlanks();
        int start = at;
        while (!isAtEnd() && isNameCharacter(next())) {
            if (at == start && next() >= '0' && next() <= '9') {
                return null;
            }
            at++;
        }
        lookedAt(at - start);
        return at > start ? text.substring(start, at) : null;
    }

    static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
