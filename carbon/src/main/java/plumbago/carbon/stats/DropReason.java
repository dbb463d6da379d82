package plumbago.carbon.stats;

/** Why a received point did not reach a file. Each reason has its own counter. */
public enum DropReason {
    /** The blacklist has the name. */
    BLACKLISTED("blacklisted", "blacklistMatches"),
    /** There is a whitelist, and it does not have the name. */
    NOT_WHITELISTED("notWhitelisted", "whitelistRejects"),
    /** The name cannot become a file below the data folder: empty, too long, not UTF-8, or reaching outside. */
    INVALID_NAME("invalidName"),
    /** The timestamp does not fit into the 32 bits that a Whisper file has for it. */
    INVALID_TIMESTAMP("invalidTimestamp"),
    /** The write queues were at their limit. */
    QUEUE_FULL("queueFull", "cache.overflow"),
    /** The journal was at its limit, or its disk was full. */
    JOURNAL_FULL("journalFull"),
    /** A new metric beyond the limit on the number of metrics. */
    TOO_MANY_METRICS("tooManyMetrics"),
    /** The file of the metric is not a sound Whisper file. */
    CORRUPT_FILE("corruptFile"),
    /** The metric was deleted while the point waited. */
    DELETED("deleted"),
    /** When it was to be written the point was older than any archive of its file reaches back. */
    TOO_OLD("tooOld"),
    /** The timestamp lies as far ahead as the finest archive of its file reaches back, or farther. */
    TOO_FAR_AHEAD("tooFarAhead");

    private final String label;
    private final String metric;

    DropReason(String label) {
        this(label, "dropped." + label);
    }

    DropReason(String label, String metric) {
        this.label = label;
        this.metric = metric;
    }

    /** The reason in one word. */
    public String label() {
        return label;
    }

    /** The name of its counter among the process's own metrics: carbon's where carbon has it. */
    public String metric() {
        return metric;
    }
}
