package plumbago.carbon.journal;

/** Tells whether a name that stands in the journal can be a metric's. */
@FunctionalInterface
public interface NameCheck {
    /** Whether the name, in UTF-8, can be a metric's. */
    boolean isMetric(byte[] bytes, int offset, int length);
}
