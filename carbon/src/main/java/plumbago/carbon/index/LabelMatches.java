package plumbago.carbon.index;

import java.util.function.BooleanSupplier;

/**
 * Which words' pieces each label fits, found once before the tree is walked: a million names have some thousand labels. And
 * what can therefore still come below a node, by its level, so that the walk leaves out what cannot matter. Used by one thread.
 */
final class LabelMatches {
    /** Labels between two looks at the clock: about a millisecond. */
    private static final int BLOCK = 1 << 16;

    private static final int DEEPEST = LabelTable.DEEPEST;

    private final LabelTable labels;
    private final NameWords words;

    /** By label: the pieces that it fits where they must be in it, and the first pieces of words that it begins with. */
    private final int[] fits;

    private final int[] begins;

    /** By level: what its labels fit. */
    private final int[] fitsAt = new int[DEEPEST + 1];

    /** By level: the words that can be met whole below it; what labels below it begin with; whether series there fit any. */
    private final int[] wordsBelow = new int[DEEPEST + 1];

    private final int[] beginsBelow = new int[DEEPEST + 1];
    private final boolean[] seriesFitBelow = new boolean[DEEPEST + 1];

    /** By piece: the signatures of the labels that fit it. */
    private final long[] signatures = new long[NameWords.MOST_PIECES];

    LabelMatches(LabelTable labels, NameWords words) {
        this.labels = labels;
        this.words = words;
        fits = new int[labels.size()];
        begins = new int[labels.size()];
    }

    /** @return whether all labels were looked at before time was up */
    boolean look(BooleanSupplier timeIsUp) {
        LabelScan[] scans = new LabelScan[words.size()];
        for (int i = 0; i < scans.length; i++) {
            scans[i] = new LabelScan(labels, words.piece(i));
        }
        for (int from = 0; from < fits.length; from += BLOCK) {
            if (from > 0 && timeIsUp.getAsBoolean()) {
                return false;
            }
            lookAt(from, Math.min(from + BLOCK, fits.length), scans);
        }
        for (int level = DEEPEST - 1; level >= 0; level--) {
            beginsBelow[level] |= beginsBelow[level + 1];
            seriesFitBelow[level] |= seriesFitBelow[level + 1];
        }
        for (int level = 0; level <= DEEPEST; level++) {
            wordsBelow[level] = comingBelow(level, 0, words.firsts());
        }
        return true;
    }

    private void lookAt(int from, int to, LabelScan[] scans) {
        for (int label = from; label < to; label++) {
            int first = label;
            while (label < to && labels.levels(label) != 0 && labels.isAscii(label)) {
                label++;
            }
            if (label > first) {
                lookAtAscii(first, label, scans);
            }
            // Those of tagged series alone have no levels, and fit nothing.
            if (label < to && labels.levels(label) != 0) {
                byte[] lower = NameWords.lower(
                        labels.bytes(), labels.start(label), labels.start(label) + labels.length(label));
                for (int i = 0; i < scans.length; i++) {
                    compare(label, i, lower, 0, lower.length);
                }
            }
        }
        note(from, to);
    }

    private void lookAtAscii(int from, int to, LabelScan[] scans) {
        for (int i = 0; i < scans.length; i++) {
            if (words.isWhole(i)) {
                scans[i].mark(from, to, 1 << i, fits, begins);
            } else {
                lookAtEnds(from, to, i);
            }
        }
    }

    /** For a piece of a word with dots: it is where a label begins, or where it ends. */
    private void lookAtEnds(int from, int to, int i) {
        byte[] bytes = labels.bytes();
        byte[] piece = words.piece(i);
        // Sets apart almost all labels; what it takes for the same is looked at closer.
        int anyCase = 0x20;
        int first = piece[0] | anyCase;
        int last = piece[piece.length - 1] | anyCase;
        int start = labels.start(from);
        for (int label = from; label < to; label++) {
            int end = start + labels.length(label);
            if ((bytes[start] | anyCase) == first || (bytes[end - 1] | anyCase) == last) {
                compare(label, i, bytes, start, end);
            }
            start = end;
        }
    }

    private void compare(int label, int piece, byte[] lower, int from, int to) {
        fits[label] |= words.fits(piece, lower, from, to) ? 1 << piece : 0;
        boolean isFirst = (words.firsts() & (1 << piece)) != 0;
        begins[label] |= isFirst && words.begins(piece, lower, from, to) ? 1 << piece : 0;
    }

    /** Notes what labels mean for their levels; many in a row mean the same, as those of hosts do. */
    private void note(int from, int to) {
        int same = -1;
        long signature = 0;
        for (int label = from; label < to; label++) {
            if ((fits[label] | begins[label]) == 0) {
                continue;
            }
            if (same < 0 || !meansAsMuch(label, same)) {
                sign(same, signature);
                noteLevels(label);
                same = label;
                signature = 0;
            }
            signature |= NodeTable.signature(label);
        }
        sign(same, signature);
    }

    private boolean meansAsMuch(int label, int other) {
        return fits[label] == fits[other]
                && begins[label] == begins[other]
                && labels.levels(label) == labels.levels(other)
                && labels.seriesLevels(label) == labels.seriesLevels(other);
    }

    private void sign(int label, long signature) {
        for (int at = label < 0 ? 0 : fits[label]; at != 0; at &= at - 1) {
            signatures[Integer.numberOfTrailingZeros(at)] |= signature;
        }
    }

    private void noteLevels(int label) {
        for (int at = labels.levels(label); at != 0; at &= at - 1) {
            int level = Integer.numberOfTrailingZeros(at) + 1;
            fitsAt[level] |= fits[label];
            beginsBelow[level - 1] |= begins[label];
            // Below the deepest level that is told apart is that level again.
            beginsBelow[level] |= level == DEEPEST ? begins[label] : 0;
        }
        for (int at = fits[label] == 0 ? 0 : labels.seriesLevels(label); at != 0; at &= at - 1) {
            int level = Integer.numberOfTrailingZeros(at) + 1;
            seriesFitBelow[level - 1] = true;
            seriesFitBelow[level] |= level == DEEPEST;
        }
    }

    /** By label: the pieces that it fits; only to be read. */
    int[] fits() {
        return fits;
    }

    /** The first pieces of words that a label begins with. */
    int begins(int label) {
        return begins[label];
    }

    /**
     * Whether series below a node may hold the words that are missing; if not, none does.
     *
     * @param level the node's, 0 that of the root
     * @param fitting the pieces that the path has come to with the node
     * @param missing bits of the last pieces of the words that the path has not come to
     */
    boolean mayHold(int level, int fitting, int missing) {
        int at = Math.min(level, DEEPEST);
        int begun = fitting & ~words.lasts();
        int coming = begun == 0 ? wordsBelow[at] : wordsBelow[at] | comingBelow(at, begun, 0);
        return (missing & ~coming) == 0;
    }

    /** As {@link #mayHold(int, int, int)}, by the signature of what is below the node. */
    boolean mayHold(long signature, int missing) {
        for (int at = missing; at != 0; at &= at - 1) {
            if ((signature & signatures[Integer.numberOfTrailingZeros(at)]) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The last pieces that paths can come to below a level, from some pieces on, or with any first piece again. */
    private int comingBelow(int level, int fitting, int firsts) {
        int come = 0;
        int now = fitting;
        int at = level;
        // No word has more pieces, and behind the deepest level all are alike.
        for (int steps = DEEPEST - level + words.size(); steps > 0; steps--) {
            at = Math.min(at + 1, DEEPEST);
            now = (((now & ~words.lasts()) << 1) | firsts) & fitsAt[at];
            if ((now | firsts) == 0) {
                break;
            }
            come |= now & words.lasts();
        }
        return come;
    }

    /**
     * No series below a node ranks higher.
     *
     * @param level the node's
     * @param begun words that steps down to the node begin with
     */
    int highestRank(int level, int begun) {
        int at = Math.min(level, DEEPEST);
        return rank(begun | beginsBelow[at], seriesFitBelow[at]);
    }

    static int rank(int begun, boolean lastFits) {
        return 2 * Integer.bitCount(begun) + (lastFits ? 1 : 0);
    }
}
