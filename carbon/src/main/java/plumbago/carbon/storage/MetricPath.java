package plumbago.carbon.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the file of a metric lies below the data folder, as in carbon: dots become folders, and a tagged metric lies
 * under a hash of its name, {@code _tagged/4a1/c9f/4a1c9f….wsp}.
 */
final class MetricPath {
    static final String SUFFIX = ".wsp";

    private MetricPath() {}

    /** The path of a metric's file, relative to the data folder. The name comes from {@link MetricName#metricFor}. */
    static String of(String metric, boolean hashTaggedNames) {
        if (!MetricName.isTagged(metric)) {
            return metric.replace('.', '/') + SUFFIX;
        }
        // A slash in a readable name makes folders, as in carbon; without any dot they stay where they are.
        String hash = HexFormat.of().formatHex(sha256(metric));
        String file = hashTaggedNames ? hash : metric.replace(".", "_DOT_");
        return "_tagged/" + hash.substring(0, 3) + '/' + hash.substring(3, 6) + '/' + file + SUFFIX;
    }

    /** Whether a name has slashes for dots in the names of folders, as the index has it. Metrics' names have no slash. */
    static boolean hasFoldersWithDots(String metric) {
        return metric.indexOf('/') >= 0 && !MetricName.isTagged(metric);
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

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
