package plumbago.carbon.stats;

/** Why a received point did not reach a file. Each reason has its own counter. */
public enum DropReason {
    /** The blacklist has the name. */
    BLACKLISTED("blacklisted", "blacklistMatches", "a name that no pattern of blacklist.conf is found in"),
    /** There is a whitelist, and it does not have the name. */
    NOT_WHITELISTED("notWhitelisted", "whitelistRejects", "a name that a pattern of whitelist.conf is found in"),
    /** The name cannot become a file below the data folder: empty, too long, not UTF-8, or reaching outside. */
    INVALID_NAME(
            "invalidName",
            "dropped.invalidName",
            "a name of at most 3,000 bytes of UTF-8, with parts of at most 251 bytes, that leads to no other folder"),
    /** The timestamp does not fit into the 32 bits that a Whisper file has for it. */
    INVALID_TIMESTAMP("invalidTimestamp", "dropped.invalidTimestamp", "a timestamp in seconds, from 0 to 4294967295"),
    /** The write queues were at their limit. */
    QUEUE_FULL("queueFull", "cache.overflow", "space in the write queues: MAX_CACHE_SIZE, MAX_CACHE_BYTES"),
    /** The journal was at its limit, or its disk was full. */
    JOURNAL_FULL("journalFull", "dropped.journalFull", "space in the journal: MAX_JOURNAL_BYTES, and on its disk"),
    /** A new metric beyond the limit on the number of metrics. */
    TOO_MANY_METRICS(
            "tooManyMetrics",
            "dropped.tooManyMetrics",
            "a metric that is known: names take half of MAX_CACHE_BYTES already"),
    /** The file of the metric is not a sound Whisper file. */
    CORRUPT_FILE("corruptFile", "dropped.corruptFile", "a sound file to write to"),
    /** The metric was deleted while the point waited. */
    DELETED("deleted", "dropped.deleted", "a metric that is not deleted while its points wait"),
    /** When it was to be written the point was older than any archive of its file reaches back. */
    TOO_OLD("tooOld", "dropped.tooOld", "a timestamp that an archive of its series reaches back to"),
    /** The timestamp lies as far ahead as the finest archive of its file reaches back, or farther. */
    TOO_FAR_AHEAD(
            "tooFarAhead",
            "dropped.tooFarAhead",
            "a timestamp less far ahead than the finest archive of its series reaches back");

    private final String label;
    private final String metric;
    private final String expected;

    DropReason(String label, String metric, String expected) {
        this.label = label;
        this.metric = metric;
        this.expected = expected;
    }

    /** The reason in one word. */
    public String label() {
        return label;
    }

    /** The name of its counter among the process's own metrics: carbon's where carbon has it. */
    public String metric() {
        return metric;
    }

    /** What there would have to be for a point not to be dropped, in a few words. */
    public String expected() {
        return expected;
    }
}
