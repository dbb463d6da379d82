package plumbago.statsd.flush;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumbago.statsd.backend.FlushedMetrics.PointVisitor;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.packet.KeyCleaning;

/**
 * Makes the names that metrics have in Graphite: a namespace, the name, what it says of it, the suffix, and the tags last.
 * Belongs to one thread.
 */
final class GraphiteNames {
    /** The legacy names say of a rate and of a count only in front which one it is. */
    private static final byte[] NOTHING = {};

    private static final byte[] RATE = bytes(".rate");
    private static final byte[] COUNT = bytes(".count");

    private final byte[] counters;
    private final byte[] counts;
    private final byte[] timers;
    private final byte[] gauges;
    private final byte[] sets;
    private final byte[] suffix;
    private final boolean legacy;
    private final boolean clean;
    private final String ownNumStats;
    private final String own;

    private byte[] name = new byte[512];

    GraphiteNames(StatsdOptions options) {
        StatsdOptions.Namespace namespace = options.namespace();
        legacy = namespace.legacy();
        clean = !options.keyNameSanitize();
        suffix = bytes(namespace.globalSuffix().map(text -> "." + text).orElse(""));
        if (legacy) {
            counters = bytes("stats.");
            counts = bytes("stats_counts.");
            timers = bytes("stats.timers.");
            gauges = bytes("stats.gauges.");
            sets = bytes("stats.sets.");
            // The original forgets the prefix of this one.
            ownNumStats = options.prefixStats() + ".numStats";
            own = "stats." + options.prefixStats();
        } else {
            counters = prefix(namespace.globalPrefix(), namespace.prefixCounter());
            counts = counters;
            timers = prefix(namespace.globalPrefix(), namespace.prefixTimer());
            gauges = prefix(namespace.globalPrefix(), namespace.prefixGauge());
            sets = prefix(namespace.globalPrefix(), namespace.prefixSet());
            own = (namespace.globalPrefix().isEmpty() ? "" : namespace.globalPrefix() + ".") + options.prefixStats();
            ownNumStats = own + ".numStats";
        }
    }

    private static byte[] prefix(String... parts) {
        List<String> given = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                given.add(part + '.');
            }
        }
        return bytes(String.join("", given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void rate(byte[] key, double value, PointVisitor to) {
        point(counters, key, legacy ? NOTHING : RATE, value, to);
    }

    void count(byte[] key, double value, PointVisitor to) {
        point(counts, key, legacy ? NOTHING : COUNT, value, to);
    }

    /** @param statistic with a point in front */
    void timer(byte[] key, byte[] statistic, double value, PointVisitor to) {
        point(timers, key, statistic, value, to);
    }

    void gauge(byte[] key, double value, PointVisitor to) {
        point(gauges, key, NOTHING, value, to);
    }

    void set(byte[] key, double value, PointVisitor to) {
        point(sets, key, COUNT, value, to);
    }

    void numStats(double value, PointVisitor to) {
        own(ownNumStats, value, to);
    }

    /** One of the server's own that is no counter or gauge. */
    void ownStatistic(String statistic, double value, PointVisitor to) {
        own(own + '.' + statistic, value, to);
    }

    private void own(String text, double value, PointVisitor to) {
        byte[] whole = bytes(text);
        int end = put(whole, 0, whole.length, 0);
        end = put(suffix, 0, suffix.length, end);
        to.point(name, 0, end, value);
    }

    private void point(byte[] prefix, byte[] key, byte[] statistic, double value, PointVisitor to) {
        int tags = 0;
        while (tags < key.length && key[tags] != ';') {
            tags++;
        }
        int end = put(prefix, 0, prefix.length, 0);
        int keyStart = end;
        end = put(key, 0, tags, end);
        if (clean) {
            end = KeyCleaning.clean(name, keyStart, end, name, keyStart);
        }
        end = put(statistic, 0, statistic.length, end);
        end = put(suffix, 0, suffix.length, end);
        end = put(key, tags, key.length, end);
        to.point(name, 0, end, value);
    }

    private int put(byte[] from, int start, int end, int at) {
        int length = end - start;
        if (name.length < at + length) {
            name = Arrays.copyOf(name, Math.max(2 * name.length, at + length));
        }
        System.arraycopy(from, start, name, at, length);
        return at + length;
    }
}
