package plumbago.web;

import java.time.ZoneId;
import plumbago.base.http.Guard;
import plumbago.base.http.HttpOptions;
import plumbago.web.dashboard.DashboardOptions;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.GraphSettings;
import plumbago.web.render.service.RenderLimits;

/**
 * How the HTTP side behaves.
 *
 * @param http limits of connections and requests
 * @param limits what renders may cost
 * @param caching how long answers of {@code /render} may be given again
 * @param zone the time zone of clock times where a request names none
 * @param dashboards how much is kept of them, and where
 * @param guard who may ask for what
 * @param graphs what pictures look like, and how large they may be
 */
public record WebOptions(
        HttpOptions http,
        RenderLimits limits,
        AnswerCaching caching,
        ZoneId zone,
        DashboardOptions dashboards,
        Guard guard,
        GraphSettings graphs) {
    /** With the default limits of what is kept, pictures as in graphite-web, and without a word about who may ask: {@link Guard#strict}. */
    public WebOptions(HttpOptions http, RenderLimits limits, AnswerCaching caching, ZoneId zone) {
        this(http, limits, caching, zone, DashboardOptions.defaults(), Guard.strict(), GraphSettings.defaults());
    }

    /** The options of a server without settings: nothing is kept of answers, and clock times are UTC. */
    public static WebOptions defaults() {
        return new WebOptions(HttpOptions.defaults(), RenderLimits.defaults(), AnswerCaching.none(), ZoneId.of("UTC"));
    }

    /** The same, with clock times of another zone, and with the default limits of what is kept. */
    public WebOptions withZone(ZoneId otherZone) {
        return new WebOptions(http, limits, caching, otherZone);
    }
}
