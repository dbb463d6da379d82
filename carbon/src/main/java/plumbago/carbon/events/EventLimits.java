package plumbago.carbon.events;

/**
 * How much is kept of events; those that were posted first give way to further ones.
 *
 * @param maxEvents how many (MAX_EVENTS)
 * @param maxBytes about how many bytes of memory they may take (MAX_EVENT_BYTES)
 */
public record EventLimits(int maxEvents, long maxBytes) {
    /** The limits where there are no settings. */
    public static EventLimits defaults() {
        return new EventLimits(1_000_000, Runtime.getRuntime().maxMemory() / 32);
    }
}
