package plumbago.carbon;

import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import plumbago.base.config.Settings;
import plumbago.base.measure.Measures;
import plumbago.base.measure.Problems;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.base.part.Chores;
import plumbago.carbon.point.PointSink;
import plumbago.carbon.receiver.Intake;
import plumbago.carbon.stats.PointCounters;

/**
 * What a part stands on whether or not its process keeps series.
 *
 * @param settings of the part's own daemon: what its section says goes before what others say
 * @param chores the thread for what is to be done now and then; closed after all parts
 * @param measures what {@code /metrics} shows, of all parts of the process
 * @param problems what is wrong, of all parts of the process
 * @param store where this process keeps series, and so where points can go without a connection; open, and closed after all
 *     parts
 * @param version of the program
 */
public record ProcessContext(
        Settings settings,
        Clock clock,
        Chores chores,
        Measures measures,
        Problems problems,
        Optional<PartContext> store,
        String version) {
    /** What the heap is divided by for lines and frames that have come in in part. */
    private static final int UNFINISHED_PART = 16;

    /** For a part beside a store, with other settings than the store's. */
    public static ProcessContext of(Settings settings, PartContext store) {
        return new ProcessContext(
                settings,
                store.clock(),
                store.store().chores(),
                store.store().measures(),
                store.store().problems(),
                Optional.of(store),
                store.version());
    }

    /** The time in whole seconds since the epoch. */
    public LongSupplier seconds() {
        return () -> clock.millis() / 1000;
    }

    /**
     * What receivers are given to pass points on.
     *
     * @param sink called from many threads
     * @param flowControl while it is paused nothing is read, so that senders wait
     */
    public Intake intake(PointSink sink, FlowControl flowControl, PointCounters counters) {
        return intake(sink, flowControl, counters, clock);
    }

    static Intake intake(PointSink sink, FlowControl flowControl, PointCounters counters, Clock clock) {
        return new Intake(
                sink,
                flowControl,
                counters,
                () -> clock.millis() / 1000,
                UnfinishedQuota.ofThisProcess(UNFINISHED_PART, flowControl));
    }
}
