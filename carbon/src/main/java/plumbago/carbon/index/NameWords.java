package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The words of a search, and how far a path has come through them. A word may be anywhere within a step of the path, in
 * upper or lower case; one with dots in it goes over as many steps, ending the first, being those between, and beginning the
 * last. All words are followed at once: each of their pieces is a bit. What a label fits is remembered, since a thousand hosts
 * have a {@code cpu}. Used by one thread.
 */
final class NameWords {
    /** Pieces of all words together; more would not fit into half of a {@code long}. */
    static final int MOST_PIECES = 31;

    private static final int BEGINS_SHIFT = 32;

    /** What is remembered of a label that was looked at. */
    private static final long KNOWN = 1L << 63;

    private final List<byte[]> pieces = new ArrayList<>();

    /** Pieces that are the first, and the last, of their words. */
    private int firsts;

    private int lasts;

    private long[] known = new long[64];

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

    /** Bits of pieces that a path has come to with a step, from those that it had come to before. */
    static int fitting(long match, int before, int firsts) {
        return ((before << 1) | firsts) & (int) match;
    }

    /** Bits of pieces that a step begins with. */
    static int begun(long match) {
        return (int) (match >>> BEGINS_SHIFT);
    }

    /** Bits of the pieces that are the first of their words. */
    int firsts() {
        return firsts;
    }

    /** Bits of the pieces that are the last of their words: who has come to all of them holds all words. */
    int lasts() {
        return lasts;
    }

    /** Which pieces a label fits where they must be, and with which it begins; see {@link #fitting} and {@link #begun}. */
    long match(LabelTable labels, int label) {
        if (label >= known.length) {
            known = Arrays.copyOf(known, Math.max(label + 1, known.length * 2));
        }
        if (known[label] == 0) {
            known[label] = KNOWN | look(lower(labels, label));
        }
        return known[label] & ~KNOWN;
    }

    private long look(byte[] label) {
        long match = 0;
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = pieces.get(i);
            boolean first = (firsts & (1 << i)) != 0;
            boolean last = (lasts & (1 << i)) != 0;
            boolean begins = isAt(label, 0, piece);
            boolean fits;
            if (first && last) {
                fits = begins || isWithin(label, piece);
            } else if (first) {
                fits = isAt(label, label.length - piece.length, piece);
            } else {
                fits = begins && (last || label.length == piece.length);
            }
            match |= fits ? 1L << i : 0;
            match |= begins ? 1L << (BEGINS_SHIFT + i) : 0;
        }
        return match;
    }

    private static boolean isAt(byte[] label, int at, byte[] piece) {
        return at >= 0
                && label.length - at >= piece.length
                && Arrays.equals(label, at, at + piece.length, piece, 0, piece.length);
    }

    private static boolean isWithin(byte[] label, byte[] piece) {
        for (int at = 1; at <= label.length - piece.length; at++) {
            if (label[at] == piece[0] && isAt(label, at, piece)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] lower(LabelTable labels, int label) {
        int from = labels.start(label);
        byte[] lower = Arrays.copyOfRange(labels.bytes(), from, from + labels.length(label));
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] < 0) {
                return new String(lower, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.UTF_8);
            }
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + 'a' - 'A');
            }
        }
        return lower;
    }
}
