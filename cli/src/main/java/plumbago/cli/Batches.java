package plumbago.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import plumbago.carbon.housekeeping.Outcome;

/** Does something to many metrics a few at a time, not faster than asked for, so that those who are served notice little. */
final class Batches {
    private static final int MOST_AT_ONCE = 1000;
    private static final int BATCHES_PER_SECOND = 10;

    private final double perSecond;

    /** @param perSecond metrics in a second; 0 for as fast as it goes */
    Batches(double perSecond) {
        this.perSecond = perSecond;
    }

    /** What is done to a few metrics. */
    interface Action {
        Outcome to(List<String> metrics) throws IOException;
    }

    /** Is notified of what was done after each batch. */
    interface Watcher {
        void done(Outcome outcome, int soFar, int all);
    }

    Outcome run(List<String> metrics, Action action, Watcher watcher) throws IOException, InterruptedException {
        Outcome whole = new Outcome(new ArrayList<>(), new ArrayList<>(), new java.util.LinkedHashMap<>());
        int size = perSecond == 0
                ? MOST_AT_ONCE
                : (int) Math.max(1, Math.min(MOST_AT_ONCE, perSecond / BATCHES_PER_SECOND));
        long start = System.nanoTime();
        for (int from = 0; from < metrics.size(); from += size) {
            if (perSecond > 0) {
                long due = start + (long) (from / perSecond * 1e9);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
            List<String> batch = metrics.subList(from, Math.min(metrics.size(), from + size));
            Outcome outcome = action.to(batch);
            whole.done().addAll(outcome.done());
            whole.failed().putAll(outcome.failed());
            watcher.done(outcome, from + batch.size(), metrics.size());
        }
        return whole;
    }
}
