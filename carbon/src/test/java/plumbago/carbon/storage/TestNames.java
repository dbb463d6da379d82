package plumbago.carbon.storage;

import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.stats.DropReason;

/** Names as storage spells them, where no rules are. */
public final class TestNames {
    private TestNames() {}

    public static NameVerdict judge(String sent) {
        String metric = MetricName.metricFor(sent);
        return metric == null ? NameVerdict.refused(DropReason.INVALID_NAME) : NameVerdict.of(metric);
    }
}
