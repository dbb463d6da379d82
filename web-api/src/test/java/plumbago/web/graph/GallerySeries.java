package plumbago.web.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;

/**
 * What the gallery's pictures show: days, nights and weeks of a small shop's computers. Each value comes from its series and
 * its time alone, so that it is the same whatever range is asked for, on every machine. Archives have points for each 10
 * seconds of an hour, a minute of two days, 10 minutes of 35 days, and an hour of 400 days. Immutable once built.
 */
final class GallerySeries implements SeriesReader {
    /** The present: Wednesday, 2023-11-15 18:00:00 UTC. */
    static final long NOW = 1_700_071_200;

    /** Seconds since the epoch of new releases. */
    static final List<Long> RELEASES = List.of(NOW - 27_000, NOW - 20_700, NOW - 6_300);

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;
    private static final int[][] ARCHIVES = {{10, HOUR}, {MINUTE, 2 * DAY}, {10 * MINUTE, 35 * DAY}, {HOUR, 400 * DAY}};

    /** For each metric what makes, of the seconds between two points, a value of each time. */
    private final Map<String, LongFunction<LongToDoubleFunction>> series = new HashMap<>();

    GallerySeries() {
        for (int i = 1; i <= 6; i++) {
            int server = i;
            String name = "servers.web-0" + i + ".";
            add(name + "load", at -> 0.3 + (1.8 + 0.45 * server) * day(at - server * 900L) + 0.5 * rough(server, at));
            add(name + "cpu.user", at -> 6 + 32 * day(at - server * 600L) + 8 * rough(20 + server, at));
            add(name + "cpu.system", at -> 4 + 9 * day(at) + 4 * rough(30 + server, at));
            add(name + "cpu.iowait", at -> 2 + 14 * backup(at) + 2 * rough(40 + server, at));
            add(name + "cpu.steal", at -> 1 + 5 * Math.max(0, smooth(50 + server, at, 3 * HOUR) - 0.5));
        }
        add(
                "servers.web-01.requests",
                at -> 37.0 * Math.floorMod(at + 9000, 5 * HOUR) + 80_000 * smooth(7, at, 2 * HOUR));
        add("network.eth0.in", at -> 1e6 * (12 + 55 * day(at) + 14 * rough(60, at)));
        add("network.eth0.out", at -> 1e6 * (6 + 21 * day(at) + 30 * backup(at) + 5 * rough(61, at)));
        add("disk.root.used", at -> gibi(11 + 0.02 * days(at) + 0.3 * smooth(70, at, DAY)));
        add("disk.home.used", at -> gibi(41 + 0.45 * days(at) + 2 * smooth(71, at, DAY)));
        add("disk.srv.used", at -> gibi(60 + 9 * (days(at) % 7) / 7 + 2 * smooth(72, at, DAY)));
        add("backup.age", at -> Math.floorMod(at - 2 * HOUR, DAY));
        add("sensors.outdoor.celsius", GallerySeries::outdoor);
        add("sensors.attic.celsius", at -> 9 + 5 * day(at - 2 * HOUR) + 0.6 * rough(81, at));
        add(
                "sensors.cellar.celsius",
                at -> hash(83, Math.floorDiv(at, 11 * MINUTE)) < 0.25 || isOut(at)
                        ? Double.NaN
                        : 8 + 3 * day(at - 5 * HOUR) + 0.8 * rough(82, at));
        add(
                "queue.mail.size",
                at -> hash(91, Math.floorDiv(at, 7 * MINUTE)) < 0.12
                        ? Double.NaN
                        : Math.floor(24 * smooth(90, at, 9 * MINUTE)));
        add("api.latency.p50", at -> 22 + 9 * day(at) + 4 * rough(100, at));
        add("api.latency.p90", at -> 60 + 40 * day(at) + 30 * rough(101, at));
        add("api.latency.p99", at -> 140 + 90 * day(at) + 60 * rough(102, at) + 1800 * peak(at));
        add("api.latency.lower", at -> 20 + 5 * rough(103, at));
        add("api.latency.mean", at -> 45 + 25 * day(at) + 9 * rough(104, at));
        add("api.latency.upper", at -> 80 + 70 * day(at) + 35 * rough(105, at));
        double[] revenue = {460, 310, 140, 62, 28};
        String[] shelves = {"books", "games", "music", "tools", "maps"};
        for (int i = 0; i < shelves.length; i++) {
            int shelf = i;
            add(
                    "shop.revenue." + shelves[i],
                    at -> revenue[shelf] * (0.3 + day(at - shelf * 3L * HOUR) + 0.3 * rough(110 + shelf, at)));
        }
        add("shop.orders", at -> Math.floor(0.4 + 3 * day(at) * hash(120, at)));
        series.put(
                "deploys.site",
                step -> at -> RELEASES.stream().anyMatch(one -> one > at - step && one <= at) ? 1 : Double.NaN);
    }

    private void add(String metric, LongToDoubleFunction values) {
        series.put(metric, step -> values);
    }

    /** All names. */
    MetricIndex index() {
        MetricIndex index = new MetricIndex();
        series.keySet().stream().sorted().forEach(index::add);
        return index;
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now) {
        LongFunction<LongToDoubleFunction> known = series.get(metric);
        if (known == null) {
            return Optional.empty();
        }
        int step = ARCHIVES[ARCHIVES.length - 1][0];
        for (int i = ARCHIVES.length - 1; i >= 0 && now - from <= ARCHIVES[i][1]; i--) {
            step = ARCHIVES[i][0];
        }
        long start = from - Math.floorMod(from, step) + step;
        long end = Math.max(start, Math.min(until, now) - Math.floorMod(Math.min(until, now), step)) + step;
        LongToDoubleFunction made = known.apply(step);
        double[] values = new double[(int) ((end - start) / step)];
        for (int i = 0; i < values.length; i++) {
            // As sensors give them, with two places.
            values[i] = StrictMath.rint(100 * made.applyAsDouble(start + (long) i * step)) / 100;
        }
        return Optional.of(new SeriesRange(start, end, step, values));
    }

    private static double gibi(double gibibytes) {
        return gibibytes * (1 << 30);
    }

    private static double days(long at) {
        return (at - NOW) / (double) DAY + 60;
    }

    /** From 0 at night to 1 in the afternoon, with less on Saturdays and Sundays. */
    private static double day(long at) {
        double wave = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * (at - 3 * HOUR) / DAY);
        double evening = 0.25 * StrictMath.max(0, StrictMath.cos(2 * StrictMath.PI * (at - 20 * HOUR) / DAY));
        boolean weekend = Math.floorMod(Math.floorDiv(at, DAY) + 4, 7) % 6 == 0;
        return (wave * wave + evening) / 1.1 * (weekend ? 0.6 : 1);
    }

    /** Degrees: the year's, the day's and the weather's. */
    private static double outdoor(long at) {
        double year = -9 * StrictMath.cos(2 * StrictMath.PI * (at - NOW + 300L * DAY) / (365.0 * DAY));
        double sun = -4 * StrictMath.cos(2 * StrictMath.PI * (at - 2 * HOUR) / DAY);
        return 1 + year + sun + 9 * (smooth(80, at, 2 * DAY) - 0.5) + 0.8 * (rough(84, at) - 0.5);
    }

    /** 1 while there is a backup, an hour and a half from noon on, and from two at night. */
    private static double backup(long at) {
        long second = Math.floorMod(at, 12 * HOUR);
        return second >= HOUR && second < HOUR + 90 * MINUTE ? 0.7 + 0.3 * rough(5, at) : 0;
    }

    /** Rare, sharp and above 0. */
    private static double peak(long at) {
        double high = smooth(6, at, 7 * MINUTE);
        return StrictMath.pow(StrictMath.max(0, high - 0.8) * 5, 2);
    }

    /** Two longer times without a value. */
    private static boolean isOut(long at) {
        long second = Math.floorMod(at, 8 * HOUR);
        return second > 5 * HOUR && second < 5 * HOUR + 50 * MINUTE;
    }

    /** From 0 to 1, in several waves as rough as a load is. */
    private static double rough(int seed, long at) {
        return 0.5 * smooth(1000 + seed, at, HOUR)
                + 0.3 * smooth(2000 + seed, at, 12 * MINUTE)
                + 0.2 * smooth(3000 + seed, at, 3 * MINUTE);
    }

    /** From 0 to 1, by chance at each multiple of a length and even in between. */
    private static double smooth(int seed, long at, int length) {
        long before = Math.floorDiv(at, length);
        double part = Math.floorMod(at, length) / (double) length;
        double eased = part * part * (3 - 2 * part);
        return hash(seed, before) * (1 - eased) + hash(seed, before + 1) * eased;
    }

    private static double hash(int seed, long number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ number).nextDouble();
    }
}
