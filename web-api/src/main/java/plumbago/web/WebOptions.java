package plumbago.web;

import java.nio.file.Path;
import java.time.ZoneId;
import plumbago.base.http.Guard;
import plumbago.base.http.HttpOptions;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.RenderLimits;

/**
 * How the HTTP side behaves.
 *
 * @param zone the time zone of clock times where a request names none
 * @param maxTagIndexBytes about how much memory the tag index may take
 * @param stateLimits how much is kept of events and dashboards
 * @param guard who may ask for what
 * @param stateFolder where the tag index, events and dashboards are kept; null to keep them in memory only
 */
public record WebOptions(
        HttpOptions http,
        RenderLimits limits,
        AnswerCaching caching,
        ZoneId zone,
        long maxTagIndexBytes,
        StateLimits stateLimits,
        Guard guard,
        Path stateFolder) {
    /** With the default limits of what is kept, and without a word about who may ask: {@link Guard#strict}. */
    public WebOptions(
            HttpOptions http,
            RenderLimits limits,
            AnswerCaching caching,
            ZoneId zone,
            long maxTagIndexBytes,
            Path stateFolder) {
        this(http, limits, caching, zone, maxTagIndexBytes, StateLimits.defaults(), Guard.strict(), stateFolder);
    }

    /** The defaults, with state in memory only. */
    public static WebOptions defaults() {
        return new WebOptions(
                HttpOptions.defaults(),
                RenderLimits.defaults(),
                AnswerCaching.none(),
                ZoneId.of("UTC"),
                Runtime.getRuntime().maxMemory() / 8,
                null);
    }

    /** The same, with state kept in a folder. */
    public WebOptions withStateFolder(Path folder) {
        return new WebOptions(http, limits, caching, zone, maxTagIndexBytes, stateLimits, guard, folder);
    }

    /** The same, with clock times of another zone. */
    public WebOptions withZone(ZoneId otherZone) {
        return new WebOptions(http, limits, caching, otherZone, maxTagIndexBytes, stateFolder);
    }
}
