package plumbago.web.render.time;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Time zones by the names of the tz database, in upper or lower case; offsets such as {@code +02:00} are no names. */
public final class TimeZones {
    private static final Map<String, ZoneId> BY_NAME = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        ZoneId.getAvailableZoneIds().forEach(name -> BY_NAME.put(name, ZoneId.of(name)));
        // Names of the tz database that Java has only as short ones.
        BY_NAME.put("EST", ZoneId.of("-05:00"));
        BY_NAME.put("MST", ZoneId.of("-07:00"));
        BY_NAME.put("HST", ZoneId.of("-10:00"));
    }

    private TimeZones() {}

    /** The zone of a name; nothing if there is none. */
    public static Optional<ZoneId> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
