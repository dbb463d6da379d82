package plumbago.web.render.service;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What series a render is to give.
 *
 * @param targets in order, none of them blank
 * @param from seconds since the epoch, before {@code until}; the first value asked for is after it
 * @param until seconds since the epoch
 * @param now seconds since the epoch, what the request holds to be the present
 * @param zone what times in targets are of
 * @param xFilesFactor the share of values, 0 to 1, that must be there for an aggregate, where no function says another
 * @param templateValues variables of {@code template} by name without the dollar sign
 * @param pie whether a target such as {@code apples:3} is a slice of a pie
 */
public record RenderRequest(
        List<String> targets,
        long from,
        long until,
        long now,
        ZoneId zone,
        double xFilesFactor,
        Map<String, String> templateValues,
        boolean pie) {

    /** A request for the series of one target and for nothing else. */
    public static RenderRequest fetch(String target, long from, long until, long now, ZoneId zone) {
        return new RenderRequest(List.of(target), from, until, now, zone, 0, Map.of(), false);
    }
}
