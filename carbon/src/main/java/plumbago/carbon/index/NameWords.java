package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of a search, cut into pieces at their dots. A word may be anywhere within a step of the path, in upper or lower
 * case; one with dots in it goes over as many steps, ending the first, being those between, and beginning the last. All words
 * are followed at once: each of their pieces is a bit.
 */
final class NameWords {
    /** Pieces of all words together; more would not fit into an {@code int} with room for a shift. */
    static final int MOST_PIECES = 31;

    private final List<byte[]> pieces = new ArrayList<>();

    /** Pieces that are the first, and the last, of their words. */
    private int firsts;

    private int lasts;

    /**
     * @param query words with spaces between them
     * @throws IllegalArgumentException if there are too many
     */
    NameWords(String query) {
        for (String word : query.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            List<String> steps = PatternSteps.split(word);
            for (int i = 0; i < steps.size(); i++) {
                if (pieces.size() == MOST_PIECES) {
                    throw new IllegalArgumentException(
                            "a search may have " + MOST_PIECES + " words, each step of one with dots counted");
                }
                firsts |= i == 0 ? 1 << pieces.size() : 0;
                lasts |= i == steps.size() - 1 ? 1 << pieces.size() : 0;
                pieces.add(steps.get(i).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    int size() {
        return pieces.size();
    }

    /** A piece in lower case, as UTF-8. */
    byte[] piece(int i) {
        return pieces.get(i);
    }

    /** Bits of the pieces that are the first of their words. */
    int firsts() {
        return firsts;
    }

    /** Bits of the pieces that are the last of their words: who has come to all of them holds all words. */
    int lasts() {
        return lasts;
    }

    /** Whether a piece is a whole word, and so may be anywhere within a step. */
    boolean isWhole(int i) {
        return (firsts & lasts & (1 << i)) != 0;
    }

    /** Whether a label fits a piece where that must be in it. */
    boolean fits(int i, byte[] label, int from, int to) {
        byte[] piece = pieces.get(i);
        if (to - from < piece.length) {
            return false;
        }
        if (isWhole(i)) {
            for (int at = from; at <= to - piece.length; at++) {
                if (isAt(label, at, piece)) {
                    return true;
                }
            }
            return false;
        }
        if ((firsts & (1 << i)) != 0) {
            return isAt(label, to - piece.length, piece);
        }
        return ((lasts & (1 << i)) != 0 || to - from == piece.length) && isAt(label, from, piece);
    }

    /** Whether a label begins with a piece. */
    boolean begins(int i, byte[] label, int from, int to) {
        byte[] piece = pieces.get(i);
        return to - from >= piece.length && isAt(label, from, piece);
    }

    /** Whether there is a piece in a text, all of which is in the text's array, in upper or lower case of ASCII. */
    static boolean isAt(byte[] text, int at, byte[] piece) {
        for (int i = 0; i < piece.length; i++) {
            byte b = text[at + i];
            if (piece[i] != (b >= 'A' && b <= 'Z' ? b + 'a' - 'A' : b)) {
                return false;
            }
        }
        return true;
    }

    /** A label in lower case, whatever letters it has. */
    static byte[] lower(byte[] label, int from, int to) {
        return new String(Arrays.copyOfRange(label, from, to), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.UTF_8);
    }
}
