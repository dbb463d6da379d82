package plumbago.carbon.relay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import plumbago.base.config.Settings;
import plumbago.carbon.config.RelaySettings;

/**
 * Makes connections anew to destinations that take clearly less than comes for them, as carbon does with USE_RATIO_RESET: behind a
 * load balancer the next one may be to somebody who takes more. Belongs to one thread.
 */
final class RatioResets {
    private final boolean isOn;
    private final int leastPoints;
    private final double leastRatio;
    private final int leastSeconds;
    private final Map<SpooledDestination, Seen> seen = new HashMap<>();

    private record Seen(long attempted, long sent, long resetAt) {}

    RatioResets(Settings settings) {
        isOn = settings.get(RelaySettings.USE_RATIO_RESET);
        leastPoints = settings.get(RelaySettings.MIN_RESET_STAT_FLOW);
        leastRatio = settings.get(RelaySettings.MIN_RESET_RATIO);
        leastSeconds = settings.get(RelaySettings.MIN_RESET_INTERVAL);
    }

    boolean isOn() {
        return isOn;
    }

    /** Looks at what was taken since the last time. */
    void check(Collection<RelayDestination> destinations, long now) {
        if (!isOn) {
            return;
        }
        for (RelayDestination one : destinations) {
            if (one instanceof SpooledDestination destination) {
                check(destination, now);
            }
        }
        seen.keySet().retainAll(destinations);
    }

    private void check(SpooledDestination destination, long now) {
        long attempted = destination.counters().attempted();
        long sent = destination.counters().sent();
        Seen before = seen.getOrDefault(destination, new Seen(attempted, sent, 0));
        long in = attempted - before.attempted();
        long resetAt = before.resetAt();
        if (destination.isConnected()
                && in >= leastPoints
                && sent - before.sent() < leastRatio * in
                && now - resetAt >= leastSeconds) {
            destination.reconnect();
            resetAt = now;
        }
        seen.put(destination, new Seen(attempted, sent, resetAt));
    }
}
