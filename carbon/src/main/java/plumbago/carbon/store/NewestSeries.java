package plumbago.carbon.store;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last {@value #KEPT} series that were made since the start. Safe for many threads. */
public final class NewestSeries {
    /** How many are kept. */
    public static final int KEPT = 100;

    private final Clock clock;
    private final Deque<Made> kept = new ArrayDeque<>();

    /**
     * One of them.
     *
     * @param name of the metric
     * @param millis when, since the epoch
     */
    public record Made(String name, long millis) {}

    NewestSeries(Clock clock) {
        this.clock = clock;
    }

    synchronized void made(String name) {
        kept.addFirst(new Made(name, clock.millis()));
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    /** All of them, the latest first. */
    public synchronized List<Made> all() {
        return new ArrayList<>(kept);
    }
}
