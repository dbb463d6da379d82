package plumbago.carbon.storage;

/** Says which archives, xFilesFactor and aggregation method a new series gets. Safe for many threads. */
@FunctionalInterface
public interface Layouts {
    /** What a new series gets; the first rule that matches its name decides. */
    SeriesLayout layoutFor(String metric);

    /** Has the rules be read again now, if they have changed. */
    default void refresh() {}
}
