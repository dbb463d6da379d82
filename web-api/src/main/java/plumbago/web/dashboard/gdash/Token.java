package plumbago.web.dashboard.gdash;

/**
 * A word, a text or a sign of a file that describes a graph.
 *
 * @param text of texts and symbols what they mean, of all others how they are written
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        /** {@code :name} */
        SYMBOL,
        /** {@code name:}, without its colon. */
        LABEL,
        TEXT,
        NUMBER,
        /** Whatever else there is, a character each, but for {@code =>}. */
        SIGN,
        /** A text with code in it, or without an end. */
        CODE,
        /** The end of a line, where that ends a statement. */
        END
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }
}
