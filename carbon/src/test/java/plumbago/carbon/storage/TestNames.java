package plumbago.carbon.storage;

import plumbago.carbon.name.NameVerdict;
import plumbago.carbon.stats.DropReason;

/** Names as storage spells them, where no rules are. */
public final class TestNames {
    private TestNames() {}

    public static NameVerdict judge(String sent) {
        return MetricName.metricFor(sent)
                .map(NameVerdict::of)
                .orElseGet(() -> NameVerdict.refused(DropReason.INVALID_NAME));
    }
}
