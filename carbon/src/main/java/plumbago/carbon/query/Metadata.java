package plumbago.carbon.query;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.NoSuchSeriesException;
import plumbago.carbon.storage.SeriesSettings;
import plumbago.carbon.storage.UnsoundSeriesException;

/**
 * What carbon-cache calls a metric's metadata: values under keys, to be read and set. The one key is {@code
 * aggregationMethod}, and its values are Graphite's names of them. Safe for many threads.
 */
public final class Metadata {
    private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);
    private static final String METHOD_KEY = "aggregationMethod";

    private final SeriesSettings settings;

    /** @param settings of the series that are stored */
    public Metadata(SeriesSettings settings) {
        this.settings = settings;
    }

    /** What a value was and is. */
    public record Change(String before, String after) {}

    /**
     * A value.
     *
     * @param metric a name as senders write it
     * @throws MetadataException if the key is none, or nothing sound is stored of the metric
     */
    public String get(String metric, String key) throws MetadataException {
        String name = checked(metric, key);
        try {
            return settings.aggregationMethod(name).label();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Replaces a value, and logs it.
     *
     * @param metric a name as senders write it
     * @throws MetadataException if the key or the value is none, or nothing is stored of the metric, or what
     *     cannot be changed
     */
    public Change set(String metric, String key, String value) throws MetadataException {
        String name = checked(metric, key);
        try {
            AggregationMethod method = method(value);
            AggregationMethod before = settings.setAggregationMethod(name, method);
            LOG.info("the aggregation method of {} was {} and is {} now", name, before.label(), method.label());
            return new Change(before.label(), method.label());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static AggregationMethod method(String label) throws MetadataException {
        try {
            return AggregationMethod.ofLabel(label);
        } catch (IllegalArgumentException e) {
            throw new MetadataException("whisper.InvalidAggregationMethod: " + e.getMessage());
        }
    }

    private static String checked(String metric, String key) throws MetadataException {
        if (!key.equals(METHOD_KEY)) {
            throw new MetadataException("ValueError: Unsupported metadata key \"" + key + "\"");
        }
        return MetricName.metricFor(metric)
                .orElseThrow(() -> new MetadataException("ValueError: there is no such metric"));
    }

    /** The error with the name that the original gives it, which clients may look for. */
    private static MetadataException failed(IOException e) {
        String kind = "OSError: ";
        if (e instanceof NoSuchSeriesException) {
            kind = "FileNotFoundError: ";
        } else if (e instanceof UnsoundSeriesException) {
            kind = "whisper.WhisperException: ";
        }
        return new MetadataException(kind + e.getMessage());
    }
}
