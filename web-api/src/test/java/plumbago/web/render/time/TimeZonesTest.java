package plumbago.web.render.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeZonesTest {
    @Test
    void namesAreThoseOfTheTzDatabaseInAnyCase() {
        assertEquals(Optional.of(ZoneId.of("Europe/Berlin")), TimeZones.named("Europe/Berlin"));
        assertEquals(Optional.of(ZoneId.of("Europe/Berlin")), TimeZones.named("europe/berlin"));
        assertEquals(Optional.of(ZoneId.of("-05:00")), TimeZones.named("EST"));
    }

    @Test
    void offsetsAndUnknownNamesAreNone() {
        assertEquals(Optional.empty(), TimeZones.named("+02:00"));
        assertEquals(Optional.empty(), TimeZones.named("UTC+2"));
        assertEquals(Optional.empty(), TimeZones.named("Mars/Olympus"));
        assertEquals(Optional.empty(), TimeZones.named(""));
    }
}
