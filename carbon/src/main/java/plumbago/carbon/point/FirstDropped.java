package plumbago.carbon.point;

import java.util.EnumMap;
import java.util.Map;
import plumbago.carbon.stats.DropExamples;
import plumbago.carbon.stats.DropReason;

/**
 * The first points of a batch that were dropped, one of each reason: examples are offered when no lock is held any more, and not for
 * each point. Belongs to one thread.
 */
public final class FirstDropped {
    private final Map<DropReason, Integer> points = new EnumMap<>(DropReason.class);

    /** Notes a point that was dropped. */
    public void note(DropReason reason, int point) {
        if (!points.containsKey(reason)) {
            points.put(reason, point);
        }
    }

    /** Offers what was noted. */
    public void offer(DropExamples examples, PointBatch batch) {
        points.forEach((reason, point) -> offer(examples, reason, batch, point));
    }

    /** Offers one point of a batch. */
    public static void offer(DropExamples examples, DropReason reason, PointBatch batch, int i) {
        examples.dropped(
                reason,
                batch.sender(),
                batch.bytes(),
                batch.nameOffset(i),
                batch.nameLength(i),
                batch.value(i),
                batch.timestamp(i));
    }
}
