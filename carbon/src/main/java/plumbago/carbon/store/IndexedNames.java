package plumbago.carbon.store;

import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.cache.MetricNames;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.storage.MetricName;

/**
 * Names are asked about by the lists, rewritten by the rules and become metrics as storage has it; and metrics can be
 * found as soon as they are seen.
 */
final class IndexedNames implements MetricNames {
    private static final int LOGGED_PER_SECOND = 10;
    private static final int SHOWN_CHARACTERS = 120;

    private static final Logger LOG = LoggerFactory.getLogger(IndexedNames.class);

    private final NameRules rules;
    private final MetricIndex index;
    private final LogLimit logLimit;

    IndexedNames(NameRules rules, MetricIndex index, Clock clock) {
        this.rules = rules;
        this.index = index;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
    }

    @Override
    public Optional<DropReason> refusal(String name) {
        return switch (rules.verdict(name)) {
            case ACCEPTED -> Optional.empty();
            case BLACKLISTED -> Optional.of(DropReason.BLACKLISTED);
            case NOT_WHITELISTED -> Optional.of(DropReason.NOT_WHITELISTED);
        };
    }

    @Override
    public String metricFor(String name) {
        String metric = MetricName.metricFor(rules.rewritten(name));
        if (metric == null) {
            logRefused(name);
        }
        return metric;
    }

    @Override
    public void firstSeen(String metric) {
        index.announce(metric);
    }

    private void logRefused(String name) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            boolean cut = name.length() > SHOWN_CHARACTERS;
            String shown = (cut ? name.substring(0, SHOWN_CHARACTERS) : name).replaceAll("\\p{Cntrl}", "?");
            LOG.warn("points of {}{} are dropped: no file can have that name{}", shown, cut ? "..." : "", suffix);
        }
    }
}
