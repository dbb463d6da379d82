package plumbago.carbon.rules;

/**
 * Asks both lists about a name, as carbon does with {@code USE_WHITELIST}: the blacklist first, and the whitelist only if
 * there is anything on it.
 *
 * @param whitelist if not empty, names that are not on it are refused
 * @param blacklist names on it are refused
 */
public record NameFilter(NameList whitelist, NameList blacklist) {
    /** What becomes of a name. */
    public enum Verdict {
        ACCEPTED,
        BLACKLISTED,
        NOT_WHITELISTED
    }

    /** What becomes of a metric name. */
    public Verdict verdict(String metric) {
        if (blacklist.contains(metric)) {
            return Verdict.BLACKLISTED;
        }
        return whitelist.isEmpty() || whitelist.contains(metric) ? Verdict.ACCEPTED : Verdict.NOT_WHITELISTED;
    }
}
