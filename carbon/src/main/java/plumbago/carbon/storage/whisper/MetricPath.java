package plumbago.carbon.storage.whisper;

import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.MetricName;

/**
 * Where the file of a metric lies below the data folder, as in carbon: dots become folders, and a tagged metric lies
 * under a hash of its name, {@code _tagged/4a1/c9f/4a1c9f….wsp}.
 */
final class MetricPath {
    static final String SUFFIX = ".wsp";

    private MetricPath() {}

    /** The path of a metric's file, relative to the data folder. The name comes from {@link MetricName#metricFor}. */
    static String of(String metric, boolean hashTaggedNames) {
        if (!TaggedName.isTagged(metric)) {
            return metric.replace('.', '/') + SUFFIX;
        }
        // A slash in a readable name makes folders, as in carbon; without any dot they stay where they are.
        String path = hashTaggedNames ? TaggedName.hashedPath(metric) : TaggedName.readablePath(metric);
        return path.replace('.', '/') + SUFFIX;
    }

    /** Whether a name has slashes for dots in the names of folders, as the index has it. Metrics' names have no slash. */
    static boolean hasFoldersWithDots(String metric) {
        return metric.indexOf('/') >= 0 && !TaggedName.isTagged(metric);
    }

    /**
     * The path of a file below folders with dots in their names, relative to the data folder.
     *
     * @return null if it leads to no folder that the index has: steps that are empty or begin with a dot
     */
    static String belowFoldersWithDots(String metric) {
        StringBuilder path = new StringBuilder(metric.length() + SUFFIX.length());
        for (String step : metric.split("\\.", -1)) {
            if (step.isEmpty() || step.charAt(0) == '/') {
                return null;
            }
            path.append(path.isEmpty() ? "" : "/").append(step.replace('/', '.'));
        }
        return path.append(SUFFIX).toString();
    }
}
