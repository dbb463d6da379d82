package plumbago.carbon.writer;

import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.name.NameJudge;
import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.point.TestBatch;

/** Every name is its own metric's; and a way to store one point, for replays. */
final class OneMetricNames implements NameJudge {
    @Override
    public NameVerdict judge(String sent) {
        return NameVerdict.of(sent);
    }

    static void store(WriteQueues queues, String metric, long timestamp, double value) {
        queues.intake().accept(TestBatch.of(metric, timestamp, value));
    }
}
