package plumbago.web.render.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Times as some of Graphite's functions take them: what the clock of the request's zone shows, read as if it were a clock
 * of the server's zone, which is {@code TIME_ZONE}. Where the two are one, nothing changes. The reading is that of C's
 * {@code mktime}, which is told whether the clock shows summer time: if the server's zone has no such time then, its
 * offset is that of the nearest one within seven years, and without any an hour off. Used by one thread.
 */
public final class ServerTime {
    private static final int HOUR = 3600;
    /** How the C library looks for a time of the other kind: in such steps, and so far. */
    private static final int STRIDE = 601_200;

    private static final int REACH = 457_243_209 / 2 + STRIDE;

    private final ZoneId zone;
    private final ZoneRules rules;
    /** The answer for a clock of this offset holds for all times between, and is this much less than shown. */
    private LocalOffset known = new LocalOffset(0, false);

    private int knownSeconds;
    private long knownFrom = 1;
    private long knownUntil;

    /** @param zone the server's */
    public ServerTime(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** The zone of the server. */
    public ZoneId zone() {
        return zone;
    }

    /**
     * Reads a clock.
     *
     * @param time seconds since the epoch
     * @param shown what the clock that shows this time goes by
     * @return seconds since the epoch
     */
    public long of(long time, LocalOffset shown) {
        long local = time + shown.seconds();
        if (shown.equals(known) && local - knownSeconds >= knownFrom && local - knownSeconds < knownUntil) {
            return local - knownSeconds;
        }
        int seconds = offset(local, shown.summer());
        known = shown;
        knownSeconds = seconds;
        Instant at = Instant.ofEpochSecond(local - seconds);
        ZoneOffsetTransition before = rules.previousTransition(at.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(at);
        knownFrom = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        knownUntil = after == null ? Long.MAX_VALUE : after.toEpochSecond();
        return local - seconds;
    }

    /**
     * Whether it is summer time at the server.
     *
     * @param time seconds since the epoch
     */
    public boolean isSummer(long time) {
        return TimeZones.isSummer(zone, time);
    }

    private int offset(long local, boolean summer) {
        LocalDateTime shown = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
        for (ZoneOffset offset : rules.getValidOffsets(shown)) {
            if (isSummer(local - offset.getTotalSeconds()) == summer) {
                return offset.getTotalSeconds();
            }
        }
        int seconds = rules.getOffset(shown).getTotalSeconds();
        if (!rules.isFixedOffset()) {
            for (int distance = STRIDE; distance < REACH; distance += STRIDE) {
                for (int direction = -1; direction <= 1; direction += 2) {
                    long near = local - seconds + (long) direction * distance;
                    if (isSummer(near) == summer) {
                        return rules.getOffset(Instant.ofEpochSecond(near)).getTotalSeconds();
                    }
                }
            }
        }
        return summer ? seconds + HOUR : seconds - HOUR;
    }
}
