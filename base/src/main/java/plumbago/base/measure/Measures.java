package plumbago.base.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * All that the process reports of itself, each under two names: as a metric of its own, under carbon's name where carbon
 * has it, and as a series for Prometheus. Whoever has something to report registers it once; the program's own metrics and {@link
 * PrometheusText} read it. Safe for any number of threads.
 */
public final class Measures {
    /** How a measure changes. */
    public enum Kind {
        /** It only grows; as a metric, what is reported is its growth in the interval. */
        COUNT("counter"),
        /** The same, and as a metric not reported for intervals in which it has not grown. */
        GROWTH("counter"),
        /** It is what it is at the moment. */
        GAUGE("gauge"),
        /** A count divided by another one, both over the interval; reported only if the other one has grown. */
        MEAN(""),
        /** A count per second of the interval. */
        RATE("");

        private final String prometheus;

        Kind(String prometheus) {
            this.prometheus = prometheus;
        }

        String prometheus() {
            return prometheus;
        }
    }

    /**
     * Something that is reported.
     *
     * @param metric the name as a metric, behind the prefix of all; empty if it is none
     * @param series the name, and the labels in braces, for Prometheus; empty if it is not for Prometheus
     * @param of with a mean, what the value is divided by; empty for others
     */
    public record Measure(
            Kind kind, String metric, String series, String help, DoubleSupplier value, Optional<DoubleSupplier> of) {
        /** The name for Prometheus without the labels. */
        String family() {
            int brace = series.indexOf('{');
            return brace < 0 ? series : series.substring(0, brace);
        }

        private String seriesWith(String label) {
            int brace = series.indexOf('{');
            return brace < 0
                    ? series + '{' + label + '}'
                    : series.substring(0, brace + 1) + label + ',' + series.substring(brace + 1);
        }
    }

    private final List<Measure> all = new CopyOnWriteArrayList<>();

    /** Adds a count that only grows. */
    public Measures count(String metric, String series, String help, LongSupplier value) {
        return add(Kind.COUNT, metric, series, help, value::getAsLong, Optional.empty());
    }

    /** Adds a count that only grows, and is reported as a metric only for intervals in which it has. */
    public Measures growth(String metric, String series, String help, LongSupplier value) {
        return add(Kind.GROWTH, metric, series, help, value::getAsLong, Optional.empty());
    }

    /** Adds what is registered there by now. */
    public Measures addAll(Measures others) {
        all.addAll(others.all);
        return this;
    }

    /** Adds a count that only grows and is not whole, such as seconds. */
    public Measures total(String metric, String series, String help, DoubleSupplier value) {
        return add(Kind.COUNT, metric, series, help, value, Optional.empty());
    }

    /** Adds something that is reported as it is at the moment; as a metric not while it is NaN. */
    public Measures gauge(String metric, String series, String help, DoubleSupplier value) {
        return add(Kind.GAUGE, metric, series, help, value, Optional.empty());
    }

    /** Adds the growth of one count divided by that of another, for the intervals in which the other has grown. */
    public Measures mean(String metric, DoubleSupplier value, LongSupplier of) {
        return add(Kind.MEAN, metric, "", "", value, Optional.of(of::getAsLong));
    }

    /** Adds the growth of a count in a second. */
    public Measures rate(String metric, DoubleSupplier value) {
        return add(Kind.RATE, metric, "", "", value, Optional.empty());
    }

    private Measures add(
            Kind kind, String metric, String series, String help, DoubleSupplier value, Optional<DoubleSupplier> of) {
        all.add(new Measure(kind, metric, series, help, value, of));
        return this;
    }

    /**
     * Adds what is registered here by now to what a whole process shows to Prometheus: of several that report the same, each
     * with a label of its own. As metrics they stay apart.
     *
     * @param label such as {@code daemon="relay"}
     */
    public void showIn(Measures process, String label) {
        for (Measure measure : all) {
            if (!measure.series().isEmpty()) {
                process.add(
                        measure.kind(), "", measure.seriesWith(label), measure.help(), measure.value(), measure.of());
            }
        }
    }

    /**
     * What a measure says at this moment.
     *
     * @param series its name for Prometheus, with the labels
     * @return empty if none has that name
     */
    public OptionalDouble value(String series) {
        for (Measure measure : all) {
            if (measure.series().equals(series)) {
                return OptionalDouble.of(measure.value().getAsDouble());
            }
        }
        return OptionalDouble.empty();
    }

    /** Every measure, in the order in which they were registered; later ones show up in it. */
    public List<Measure> all() {
        return all;
    }
}
