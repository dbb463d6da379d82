package plumbago.carbon.stats;

/** Why an accepted point did not reach a file. Each reason has its own counter. */
public enum DropReason {
    /** The name cannot become a file below the data folder: empty, too long, not UTF-8, or reaching outside. */
    INVALID_NAME("invalidName"),
    /** The timestamp does not fit into the 32 bits that a Whisper file has for it. */
    INVALID_TIMESTAMP("invalidTimestamp"),
    /** The write queues were at their limit. */
    QUEUE_FULL("cache.overflow"),
    /** A new metric beyond the limit on the number of metrics. */
    TOO_MANY_METRICS("tooManyMetrics"),
    /** The file of the metric is not a sound Whisper file. */
    CORRUPT_FILE("corruptFile");

    private final String label;

    DropReason(String label) {
        this.label = label;
    }

    /** The name under which the counter is published. */
    public String label() {
        return label;
    }
}
