package plumbago.web.render.time;

import java.time.Instant;
import java.time.ZoneId;

/**
 * By how much a clock on a wall is ahead of universal time, and whether it shows summer time. Graphite's points in time
 * carry theirs along: an earlier start that a function reckons from the request's keeps the offset of that, though the
 * zone may have had another one then.
 *
 * @param seconds ahead of universal time
 * @param summer whether it is summer time
 */
public record LocalOffset(int seconds, boolean summer) {
    /** What a zone's clocks show at a time, in seconds since the epoch. */
    public static LocalOffset of(ZoneId zone, long time) {
        Instant instant = Instant.ofEpochSecond(time);
        return new LocalOffset(zone.getRules().getOffset(instant).getTotalSeconds(), TimeZones.isSummer(zone, time));
    }
}
