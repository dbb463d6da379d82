package plumbago.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the C library prints them, through Python's {@code time}. */
class StrftimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void ctime() {
        assertEquals("Fri Jul 14 02:40:00 2017", Strftime.ctime(ZoneOffset.UTC).of(1_500_000_000));
        assertEquals("Thu Jan  1 00:00:00 1970", Strftime.ctime(ZoneOffset.UTC).of(0));
        assertEquals("Fri Jul 14 04:40:00 2017", Strftime.ctime(BERLIN).of(1_500_000_000));
        assertEquals("Sun Feb  7 06:28:15 2106", Strftime.ctime(ZoneOffset.UTC).of(0xffff_ffffL));
    }

    @ParameterizedTest
    @CsvSource({
        "%Y-%m-%dT%H:%M:%S%z, 2017-07-14T04:40:00+0200",
        "%a %A %b %B %h, Fri Friday Jul July Jul",
        "%c|%x|%X, Fri Jul 14 04:40:00 2017|07/14/17|04:40:00",
        "%D %F %r %R %T, 07/14/17 2017-07-14 04:40:00 AM 04:40 04:40:00",
        "%C %y %G %g %V %U %W %u %w %j, 20 17 2017 17 28 28 28 5 5 195",
        "%e|%k|%l|%I|%p|%P, 14| 4| 4|04|AM|am",
        "%s %Z %%, 1500000000 CEST %",
        "%-d %-m %_H %05Y %^a %#p %10F, 14 7  4 02017 FRI am 2017-07-14",
        "%12a|%012a|%-5e|%_3M|%03d|%EY %Od, '         Fri|000000000Fri|   14| 40|014|2017 14'",
        "plain, plain",
        "100%, 100%",
        "%Q %, %Q %",
        "%5, '   %5'",
    })
    void fields(String format, String text) {
        assertEquals(text, new Strftime(format, BERLIN).of(1_500_000_000));
    }

    @ParameterizedTest
    @CsvSource({
        "1483228800, 2016 52 01 00 7 0", // a Sunday that belongs to the last week of the year before
        "1483315200, 2017 01 01 01 1 1",
        "1230768000, 2009 01 00 00 4 4",
        "1262304000, 2009 53 00 00 5 5"
    })
    void weeks(long timestamp, String text) {
        assertEquals(text, new Strftime("%G %V %U %W %u %w", ZoneOffset.UTC).of(timestamp));
    }

    @Test
    void halfDays() {
        Strftime format = new Strftime("%I %l %p", ZoneOffset.UTC);
        assertEquals("12 12 AM", format.of(0));
        assertEquals("12 12 PM", format.of(12 * 3600));
        assertEquals("11 11 PM", format.of(23 * 3600));
    }

    @Test
    void offsetsWest() {
        assertEquals("-0930", new Strftime("%z", ZoneId.of("Pacific/Marquesas")).of(0));
    }

    @Test
    void aWidthCannotAskForAGigabyte() {
        assertEquals(1024, new Strftime("%2000000000d", ZoneOffset.UTC).of(0).length());
    }
}
