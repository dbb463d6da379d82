package plumbago.base.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the operating system and the JVM know of the process. */
public final class ProcessMeasures {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMeasures() {}

    /** Registers all of it, under the names that Prometheus' own libraries have for Prometheus. */
    public static void register(Measures measures) {
        measures.rate("cpuUsage", () -> 100 * cpuSeconds())
                .total("", "process_cpu_seconds_total", "Processor time, user and system.", ProcessMeasures::cpuSeconds)
                .gauge("memUsage", "process_resident_memory_bytes", "Memory in use.", ProcessMeasures::residentBytes)
                .gauge("openDescriptors", "process_open_fds", "Open file descriptors.", ProcessMeasures::descriptors)
                .gauge("", "process_start_time_seconds", "When the process began.", () -> startMillis() / MILLIS)
                .gauge("heapUsed", "jvm_memory_used_bytes{area=\"heap\"}", "Memory of the JVM.", () -> heap().getUsed())
                .gauge(
                        "",
                        "jvm_memory_used_bytes{area=\"nonheap\"}",
                        "Memory of the JVM.",
                        () -> nonHeap().getUsed())
                .gauge(
                        "",
                        "jvm_memory_max_bytes{area=\"heap\"}",
                        "Most memory that the JVM takes.",
                        () -> heap().getMax())
                .total(
                        "",
                        "jvm_gc_collection_seconds_total",
                        "Time of garbage collections.",
                        () -> collectionMillis() / MILLIS)
                .gauge(
                        "threads",
                        "jvm_threads_current",
                        "Threads.",
                        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / NANOS
                : 0;
    }

    /** As Linux tells it; the heap alone where that cannot be asked. */
    private static double residentBytes() {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            for (String line : lines) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux, or not to be read.
        }
        return heap().getUsed();
    }

    private static double descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private static long startMillis() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }

    private static MemoryUsage nonHeap() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
    }

    private static double collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
    }
}
