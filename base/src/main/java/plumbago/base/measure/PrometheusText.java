package plumbago.base.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import plumbago.base.measure.Measures.Measure;

/** Writes measures in the text format that Prometheus reads, version 0.0.4. */
public final class PrometheusText {
    /** The type of the text for HTTP. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    /** All measures as they are at the moment, those of one name together. */
    public static String of(Measures measures) {
        Map<String, List<Measure>> families = new LinkedHashMap<>();
        for (Measure measure : measures.all()) {
            if (!measure.series().isEmpty()) {
                families.computeIfAbsent(measure.family(), name -> new ArrayList<>())
                        .add(measure);
            }
        }
        StringBuilder out = new StringBuilder(4096);
        families.forEach((name, family) -> {
            Measure first = family.get(0);
            out.append("# HELP ").append(name).append(' ').append(first.help()).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(first.kind().prometheus());
            out.append('\n');
            for (Measure measure : family) {
                out.append(measure.series()).append(' ');
                number(measure.value().getAsDouble(), out);
                out.append('\n');
            }
        });
        return out.toString();
    }

    private static void number(double value, StringBuilder out) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            out.append((long) value);
        } else if (Double.isInfinite(value)) {
            out.append(value > 0 ? "+Inf" : "-Inf");
        } else {
            out.append(value);
        }
    }
}
