package plumbago.web.render.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Time zones by the names of the tz database, in upper or lower case; offsets such as {@code +02:00} are no names. Safe for any number of threads. */
public final class TimeZones {
    private static final Map<String, ZoneId> BY_NAME = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ZoneId.getAvailableZoneIds().forEach(name -> BY_NAME.put(name, ZoneId.of(name)));
        // Names of the tz database that Java has only as short ones.
        BY_NAME.put("EST", ZoneId.of("-05:00"));
        BY_NAME.put("MST", ZoneId.of("-07:00"));
        BY_NAME.put("HST", ZoneId.of("-10:00"));
        BY_NAME.put("ROC", ZoneId.of("Asia/Taipei"));
    }

    /**
     * Zones whose winter time is the exception to the tz database, and since when, while Java takes their summer time
     * for one.
     */
    private static final Map<String, Long> WINTER_TIME_SINCE = Map.of(
            "Europe/Dublin", Long.MIN_VALUE,
            "Eire", Long.MIN_VALUE,
            "Africa/Windhoek", 637_970_400L,
            "Africa/Casablanca", 1_540_692_000L,
            "Africa/El_Aaiun", 1_540_692_000L);

    private TimeZones() {}

    /** The zone of a name; nothing if there is none. */
    public static Optional<ZoneId> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether a zone's clocks show another time than its usual one, in seconds since the epoch. */
    static boolean isSummer(ZoneId zone, long time) {
        boolean summer = zone.getRules().isDaylightSavings(Instant.ofEpochSecond(time));
        return summer != (time >= WINTER_TIME_SINCE.getOrDefault(zone.getId(), Long.MAX_VALUE));
    }

    /**
     * When a zone's clocks show this, in seconds since the epoch: of two such times the one that is not summer time, and
     * else the later; of none, as if they had not been put forward yet.
     */
    static long when(LocalDateTime shown, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        if (offsets.size() == 2) {
            long first = shown.toEpochSecond(offsets.get(0));
            long second = shown.toEpochSecond(offsets.get(1));
            return isSummer(zone, second) && !isSummer(zone, first) ? first : second;
        }
        return shown.toEpochSecond(zone.getRules().getOffset(shown));
    }
}
