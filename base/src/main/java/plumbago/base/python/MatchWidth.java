package plumbago.base.python;

/** How many characters a piece of a pattern can match, at least and at most; only look-behinds ask. */
record MatchWidth(long least, long most) {
    static final MatchWidth NONE = new MatchWidth(0, 0);
    static final MatchWidth ONE = new MatchWidth(1, 1);
    private static final long MANY = 1L << 31;

    MatchWidth plus(MatchWidth next) {
        return new MatchWidth(Math.min(least + next.least, MANY), Math.min(most + next.most, MANY));
    }

    MatchWidth or(MatchWidth other) {
        return new MatchWidth(Math.min(least, other.least), Math.max(most, other.most));
    }

    MatchWidth times(int fewest, int mostTimes) {
        return new MatchWidth(Math.min(least * fewest, MANY), Math.min(most * mostTimes, MANY));
    }
}
