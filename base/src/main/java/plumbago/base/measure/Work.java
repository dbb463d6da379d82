package plumbago.base.measure;

/**
 * Counts what is done for a request, and now and then has it looked at whether there is use in going on. Every loop that
 * may be long reports to it what it does; a loop over one series reports all at once, before it begins, since one pass over
 * the longest series is short. Used by one thread.
 */
public final class Work {
    /**
     * So many steps lie between two looks: some tenths of a millisecond of additions, and less than a second of the
     * dearest things that count as one step.
     */
    public static final int STEPS = 1 << 17;

    /** For what is no request's, and short. */
    public static Work unwatched() {
        return new Work(() -> {});
    }

    private final Runnable look;
    private long left = STEPS;

    /** @param look throws if there is no use in going on */
    public Work(Runnable look) {
        this.look = look;
    }

    /** Reports so many steps, a step being about what it takes to add two numbers. */
    public void done(long steps) {
        left -= steps;
        if (left < 0) {
            left = STEPS;
            look.run();
        }
    }
}
