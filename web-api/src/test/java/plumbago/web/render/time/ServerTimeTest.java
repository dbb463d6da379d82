package plumbago.web.render.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTimeTest {
    /** The last column is what glibc's {@code mktime} says. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    Africa/Casablanca, 2003-02-16T09:50:58, false, 1045389058
                    Africa/Casablanca, 2013-05-22T08:38:24, true, 1369208304
                    Africa/Casablanca, 2010-05-01T23:39:30, false, 1272757170
                    Africa/Casablanca, 2014-06-28T01:38:08, false, 1403919488
                    Africa/Casablanca, 2012-04-29T04:31:11, false, 1335673871
                    Africa/Windhoek, 2020-11-24T07:58:30, false, 1606197510
                    Africa/Windhoek, 2025-11-05T11:59:08, false, 1762336748
                    Africa/Windhoek, 2010-04-04T00:20:19, false, 1270333219
                    Africa/Windhoek, 2013-04-07T02:25:05, true, 1365297905
                    Africa/Windhoek, 2008-04-06T03:30:52, true, 1207449052
                    America/Mexico_City, 2022-10-09T18:40:27, true, 1665358827
                    America/Mexico_City, 2021-11-24T17:59:16, false, 1637798356
                    America/Mexico_City, 2018-04-01T05:46:45, false, 1522583205
                    America/Mexico_City, 2002-04-07T02:32:57, false, 1018168377
                    America/Mexico_City, 2014-10-25T23:55:47, true, 1414299347
                    America/New_York, 2003-07-02T07:06:31, true, 1057143991
                    America/New_York, 2026-01-28T21:42:18, false, 1769654538
                    America/New_York, 2001-10-28T01:43:11, false, 1004251391
                    America/New_York, 2025-03-09T02:40:28, true, 1741502428
                    America/New_York, 2016-11-06T01:44:53, false, 1478414693
                    America/Sao_Paulo, 2022-10-09T00:04:24, false, 1665284664
                    America/Sao_Paulo, 2005-12-06T19:13:12, true, 1133903592
                    America/Sao_Paulo, 2009-02-14T21:30:58, true, 1234654258
                    America/Sao_Paulo, 2004-11-02T01:17:44, false, 1099369064
                    America/Sao_Paulo, 2012-02-26T01:32:35, false, 1330230755
                    Asia/Kolkata, 2005-03-19T12:07:16, false, 1111214236
                    Asia/Kolkata, 2015-12-29T23:51:46, false, 1451413306
                    Asia/Tehran, 2017-08-10T01:57:42, false, 1502317662
                    Asia/Tehran, 2015-09-10T19:26:58, true, 1441897018
                    Asia/Tehran, 2021-09-21T23:58:02, false, 1632256082
                    Asia/Tehran, 2001-09-21T21:00:31, false, 1001093431
                    Asia/Tehran, 2016-09-20T21:14:39, true, 1474389879
                    Australia/Lord_Howe, 2004-06-08T13:02:07, false, 1086661927
                    Australia/Lord_Howe, 2014-05-14T00:06:54, true, 1399986414
                    Australia/Lord_Howe, 2015-10-04T01:42:13, false, 1443885133
                    Australia/Lord_Howe, 2026-04-05T04:06:39, false, 1775324199
                    Australia/Lord_Howe, 2002-03-31T04:33:53, true, 1017509633
                    Europe/Berlin, 2002-05-04T15:54:02, true, 1020520442
                    Europe/Berlin, 2005-01-09T15:22:51, false, 1105280571
                    Europe/Berlin, 2016-03-27T04:34:30, false, 1459049670
                    Europe/Berlin, 2018-03-25T04:05:15, true, 1521943515
                    Europe/Berlin, 2020-03-29T03:46:41, false, 1585450001
                    Europe/Dublin, 2006-08-26T18:32:45, true, 1156617165
                    Europe/Dublin, 2005-04-25T01:04:42, false, 1114387482
                    Europe/Dublin, 2009-03-29T04:49:17, true, 1238302157
                    Europe/Dublin, 2024-10-27T04:02:02, false, 1729998122
                    Europe/Dublin, 2008-10-26T03:34:27, true, 1224992067
                    Europe/Istanbul, 2008-12-21T11:58:46, true, 1229849926
                    Europe/Istanbul, 2014-11-12T21:37:26, true, 1415817446
                    Europe/Istanbul, 2001-10-28T03:16:54, true, 1004228214
                    Europe/Istanbul, 2008-10-26T01:22:38, false, 1224976958
                    Europe/Istanbul, 2015-11-08T02:01:39, false, 1446940899
                    Europe/Moscow, 2011-12-05T23:28:47, false, 1323113327
                    Europe/Moscow, 2014-09-03T14:02:57, true, 1409738577
                    Europe/Moscow, 2003-03-30T06:10:38, false, 1048993838
                    Europe/Moscow, 2004-10-31T04:34:02, true, 1099182842
                    Europe/Moscow, 2006-10-29T04:37:56, false, 1162085876
                    UTC, 2003-05-06T18:01:51, false, 1052244111
                    UTC, 2010-12-04T04:10:12, false, 1291435812
                    """)
    void readsAClockAsTheCLibraryDoes(String zone, LocalDateTime shown, boolean summer, long expected) {
        LocalOffset offset = new LocalOffset(0, summer);
        assertEquals(expected, new ServerTime(ZoneId.of(zone)).of(shown.toEpochSecond(ZoneOffset.UTC), offset));
    }

    @Test
    void theClockOfItsOwnZoneIsRightThroughTheYears() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        ServerTime server = new ServerTime(zone);
        for (long time = 1_600_000_000; time < 1_700_000_000; time += 1000) {
            assertEquals(time, server.of(time, LocalOffset.of(zone, time)));
        }
    }
}
