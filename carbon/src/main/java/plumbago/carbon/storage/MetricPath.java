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

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
