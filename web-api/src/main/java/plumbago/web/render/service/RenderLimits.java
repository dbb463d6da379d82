package plumbago.web.render.service;

import java.time.Duration;

/**
 * What requests may cost; more is refused with a sentence that names the setting.
 *
 * @param maxSeries series fetched
 * @param maxPoints values fetched
 * @param maxBytes estimated memory that all requests in flight hold together
 * @param maxTime time spent
 * @param slow what takes as long or longer is logged with what it cost
 */
public record RenderLimits(long maxSeries, long maxPoints, long maxBytes, Duration maxTime, Duration slow) {
    /** What Plumbago allows unless the settings say otherwise: memory up to half of the heap, a minute of time. */
    public static RenderLimits defaults() {
        return new RenderLimits(
                100_000,
                100_000_000,
                Runtime.getRuntime().maxMemory() / 2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }
}
