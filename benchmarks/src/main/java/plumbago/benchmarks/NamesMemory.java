package plumbago.benchmarks;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.tags.TagException;
import plumbago.carbon.tags.TagIndex;

/**
 * What a million names take in memory: {@code java -cp benchmarks/target/benchmarks.jar plumbago.benchmarks.NamesMemory}.
 * Not a matter for JMH, since nothing is timed.
 */
public final class NamesMemory {
    private static final int METRICS = 1_000_000;

    private NamesMemory() {}

    /** Prints a line for the names that can be found, and one for the tag index. */
    public static void main(String[] arguments) {
        System.out.printf("%d names of %.1f bytes%n", METRICS, meanLength(false));
        measure("index", () -> {
            MetricIndex index = new MetricIndex();
            for (int i = 0; i < METRICS; i++) {
                index.add(Fleet.metric(i));
            }
            System.out.printf(
                    "index by its own count: %.1f bytes for a name%n", (double) index.memoryBytes() / METRICS);
            return index;
        });
        System.out.printf("%d tagged names of %.1f bytes%n", METRICS, meanLength(true));
        measure("tag index", () -> {
            TagIndex tags = new TagIndex();
            try {
                for (int i = 0; i < METRICS; i++) {
                    String unused = tags.add(tagged(i));
                }
            } catch (TagException e) {
                throw new IllegalStateException(e);
            }
            System.out.printf(
                    "tag index by its own count: %.1f bytes for a name%n", (double) tags.memoryBytes() / METRICS);
            return tags;
        });
    }

    /** A series as a fleet's collectors tag it: one of 100 of a host, hosts in three places. */
    private static String tagged(int number) {
        int host = number / 100;
        return "metric" + number % 100 + ";host=host" + host + ";role=role" + host % 10 + ";site=site" + host % 3;
    }

    private static double meanLength(boolean isTagged) {
        long bytes = 0;
        for (int i = 0; i < METRICS; i++) {
            bytes += (isTagged ? tagged(i) : Fleet.metric(i)).length();
        }
        return (double) bytes / METRICS;
    }

    private static void measure(String what, Supplier<Object> made) {
        long before = usedBytes();
        Object object = made.get();
        try {
            System.out.printf("%s: %.1f bytes for a name%n", what, (double) (usedBytes() - before) / METRICS);
        } finally {
            Reference.reachabilityFence(object);
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
