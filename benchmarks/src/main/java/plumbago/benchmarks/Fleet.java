package plumbago.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/** Metrics, and lines, as a fleet of servers sends them: a hundred metrics on each host, hosts in three places. */
public final class Fleet {
    /** The time of the first point, in seconds; divisible by every step that a benchmark uses. */
    public static final long START = 1_699_920_000L;

    private static final String[] KINDS = {
        "cpu.user", "cpu.system", "memory.used", "disk.sda.reads", "net.eth0.bytes_in", "http.requests.count"
    };

    private Fleet() {}

    /** The name of a metric, counted from 0. */
    public static String metric(int number) {
        int host = number / 100;
        return String.format(
                Locale.ROOT,
                "fleet.site%d.host%05d.%s.m%02d",
                host % 3,
                host,
                KINDS[number % KINDS.length],
                number % 100);
    }

    /** Plaintext lines, one for each of so many metrics. */
    public static byte[] lines(int count) {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(
                    String.format(Locale.ROOT, "%s %.3f %d\n", metric(i), random.nextDouble() * 1000, START + i / 100));
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
