package plumbago.carbon.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a series is to hold: its archives, and how finer points become coarser ones. Meant to be shared by all series that
 * are made alike.
 *
 * @param retentions the archives, from the finest to the coarsest; the constructor takes them in any order
 * @param xFilesFactor the share of finer points, 0 to 1, that must be known for a coarser one to be made
 * @param aggregationMethod how finer points become coarser ones
 */
public record SeriesLayout(List<Retention> retentions, float xFilesFactor, AggregationMethod aggregationMethod) {
    private static final float USUAL_X_FILES_FACTOR = 0.5f;

    public SeriesLayout {
        List<Retention> sorted = new ArrayList<>(retentions);
        sorted.sort(Comparator.comparingInt(Retention::secondsPerPoint));
        retentions = List.copyOf(sorted);
    }

    /** A layout with an xFilesFactor of one half, and averages. */
    public static SeriesLayout of(Retention... retentions) {
        return new SeriesLayout(List.of(retentions), USUAL_X_FILES_FACTOR, AggregationMethod.AVERAGE);
    }

    /** How this differs from what is wanted, a sentence each; nothing if it does not. */
    public List<String> differences(SeriesLayout wanted) {
        List<String> differences = new ArrayList<>();
        if (!retentions.equals(wanted.retentions)) {
            differences.add("retentions are " + text(retentions) + " and should be " + text(wanted.retentions));
        }
        if (aggregationMethod != wanted.aggregationMethod) {
            differences.add("aggregation method is " + aggregationMethod.label() + " and should be "
                    + wanted.aggregationMethod.label());
        }
        if (Float.compare(xFilesFactor, wanted.xFilesFactor) != 0) {
            differences.add("xFilesFactor is " + xFilesFactor + " and should be " + wanted.xFilesFactor);
        }
        return differences;
    }

    private static String text(List<Retention> retentions) {
        return String.join(",", retentions.stream().map(Retention::toString).toList());
    }

    @Override
    public String toString() {
        return retentions + " " + aggregationMethod.label() + " xFilesFactor " + xFilesFactor;
    }
}
