package plumbago.web.render;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import plumbago.web.render.service.Render;

/** The renders that are being made, and the last {@value #KEPT} that took long, answered or refused. Safe for many threads. */
public final class RenderActivity {
    /** How many slow ones are kept. */
    public static final int KEPT = 100;

    private final Clock clock;
    private final SlowRequests slowRequests;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final Deque<Ended> slow = new ArrayDeque<>();
    private final LongAdder begun = new LongAdder();
    private final LongAdder slowCount = new LongAdder();

    /** @param limit what takes as long or longer is slow */
    RenderActivity(Clock clock, Duration limit) {
        this.clock = clock;
        this.slowRequests = new SlowRequests(limit);
    }

    /** A render that is being made. */
    public static final class Running {
        private final Render render;
        private final long sinceMillis;
        private final long from;
        private final long until;
        private final List<String> targets;

        private Running(Render render, long sinceMillis, long from, long until, List<String> targets) {
            this.render = render;
            this.sinceMillis = sinceMillis;
            this.from = from;
            this.until = until;
            this.targets = targets;
        }

        private long spentMillis() {
            return render.spentNanos() / 1_000_000;
        }

        private Ended now(long spentMillis, String outcome) {
            return new Ended(
                    sinceMillis,
                    spentMillis,
                    from,
                    until,
                    SlowRequests.shown(targets),
                    render.fetchedSeries(),
                    render.fetchedPoints(),
                    outcome);
        }
    }

    /**
     * What a render took.
     *
     * @param sinceMillis when it began, since the epoch
     * @param spentMillis how long it took, or has taken so far
     * @param from seconds since the epoch
     * @param until seconds since the epoch
     * @param targets on one line, and cut if they are long
     * @param series how many were read
     * @param points how many values were read, missing ones too
     * @param outcome what became of it; empty while it goes on
     */
    public record Ended(
            long sinceMillis,
            long spentMillis,
            long from,
            long until,
            String targets,
            long series,
            long points,
            String outcome) {}

    Running begin(Render render, long from, long until, List<String> targets) {
        Running one = new Running(render, clock.millis(), from, until, targets);
        begun.increment();
        running.add(one);
        return one;
    }

    /** Has it be over, and logged and kept if it was slow. */
    void ended(Running one, String outcome) {
        running.remove(one);
        long spent = one.spentMillis();
        if (spent < slowRequests.limit().toMillis()) {
            return;
        }
        Ended what = one.now(spent, outcome);
        slowRequests.ended(what);
        slowCount.increment();
        synchronized (slow) {
            slow.addFirst(what);
            if (slow.size() > KEPT) {
                slow.removeLast();
            }
        }
    }

    /** What takes as long or longer is slow. */
    public Duration slowLimit() {
        return slowRequests.limit();
    }

    /** Those that are being made, as far as they have come; that which has taken longest first. */
    public List<Ended> running() {
        return running.stream()
                .map(one -> one.now(one.spentMillis(), ""))
                .sorted(Comparator.comparingLong(Ended::spentMillis).reversed())
                .toList();
    }

    /** The last ones that were slow, the latest first. */
    public List<Ended> slow() {
        synchronized (slow) {
            return new ArrayList<>(slow);
        }
    }

    long begun() {
        return begun.sum();
    }

    long slowCount() {
        return slowCount.sum();
    }

    int runningCount() {
        return running.size();
    }
}
