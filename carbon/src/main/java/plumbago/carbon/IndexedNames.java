package plumbago.carbon;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.MetricNames;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.stats.LogLimit;
import plumbago.carbon.storage.MetricName;

/** Names become metrics by the rules of storage, and metrics can be found as soon as they are seen. */
final class IndexedNames implements MetricNames {
    private static final int LOGGED_PER_SECOND = 10;
    private static final int SHOWN_CHARACTERS = 120;

    private static final Logger log = LoggerFactory.getLogger(IndexedNames.class);

    private final MetricIndex index;
    private final LogLimit logLimit;

    IndexedNames(MetricIndex index, Clock clock) {
        this.index = index;
        this.logLimit = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
    }

    @Override
    public String metricFor(String name) {
        String metric = MetricName.metricFor(name);
        if (metric == null) {
            logRefused(name);
        }
        return metric;
    }

    @Override
    public void firstSeen(String metric) {
        index.add(metric);
    }

    private void logRefused(String name) {
        String suffix = logLimit.admit();
        if (suffix != null) {
            boolean cut = name.length() > SHOWN_CHARACTERS;
            String shown = (cut ? name.substring(0, SHOWN_CHARACTERS) : name).replaceAll("\\p{Cntrl}", "?");
            log.warn("points of {}{} are dropped: no file can have that name{}", shown, cut ? "..." : "", suffix);
        }
    }
}
