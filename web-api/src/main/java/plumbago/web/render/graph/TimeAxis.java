package plumbago.web.render.graph;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The level axis: round times to mark on it, in the zone asked for. */
record TimeAxis(List<Long> ticks, List<String> labels) {
    private static final long[] STEPS = {
        1,
        5,
        10,
        30,
        60,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        10_800,
        21_600,
        43_200,
        86_400,
        2 * 86_400,
        7 * 86_400,
        14 * 86_400,
        30 * 86_400,
        90 * 86_400,
        365 * 86_400
    };
    private static final double PIXELS = 70;

    static TimeAxis of(long start, long end, double width, ZoneId zone) {
        double wanted = (end - start) / Math.max(1, width / PIXELS);
        long step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && STEPS[i] >= wanted; i--) {
            step = STEPS[i];
        }
        String pattern = step < 60 ? "HH:mm:ss" : step < 86_400 ? "HH:mm" : step < 90 * 86_400 ? "MM/dd" : "MM/yyyy";
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(zone);
        long offset = zone.getRules().getOffset(Instant.ofEpochSecond(start)).getTotalSeconds();
        List<Long> ticks = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        long first = -Math.floorDiv(-(start + offset), step) * step - offset;
        for (long tick = first; tick <= end && ticks.size() < 100; tick += step) {
            ticks.add(tick);
            labels.add(format.format(Instant.ofEpochSecond(tick)));
        }
        return new TimeAxis(ticks, labels);
    }
}
