package plumbago.web.render.function;

import static plumbago.web.render.function.Parameter.seriesList;
import static plumbago.web.render.function.Parameter.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.Values;

/** Names that show figures. */
final class LegendFunctions {
    private LegendFunctions() {}

    static void declare(Catalogue to) {
        TreeSet<String> types = new TreeSet<>(List.of("binary", "si"));
        Aggregation.names().forEach(name -> {
            types.add(name);
            types.add(name + "Series");
        });
        to.function("legendValue", Group.ALIAS, "Adds figures to each name, such as its average or its last value.")
                .takes(
                        seriesList(),
                        text("valuesTypes")
                                .repeated()
                                .options(List.copyOf(types))
                                .signature("*valueTypes"))
                .does(LegendFunctions::legendValue);
        to.function(
                        "cactiStyle",
                        Group.SPECIAL,
                        "Lays the last, largest and smallest value out in columns behind names.")
                .takes(seriesList(), text("system").options(List.of("binary", "si")), text("units"))
                .does(LegendFunctions::cactiStyle);
    }

    private static List<Series> legendValue(Call call) {
        List<String> types = call.texts("valuesTypes");
        String last = types.isEmpty() ? "" : types.get(types.size() - 1);
        Optional<Units> units = Units.named(last);
        List<String> shown = units.isPresent() ? types.subList(0, types.size() - 1) : types;
        return AliasFunctions.each(call, series -> {
            for (String type : shown) {
                call.work()
                        .done(Values.SELECTION_STEPS
                                * (1L + series.size() + series.name().length()));
                series.alias(
                        units.isPresent()
                                ? padded(series.name(), 20)
                                        + padded(type, 5)
                                        + padded(inUnits(series, type, units.get()), 10)
                                : series.name() + " (" + type + ": " + plain(series, type) + ")");
            }
            return series;
        });
    }

    private static String plain(Series series, String type) {
        Optional<Aggregation> aggregation = Aggregation.exactly(type);
        if (aggregation.isEmpty()) {
            return "(?)";
        }
        double value = aggregation.get().of(series.values());
        if (Double.isNaN(value)) {
            return aggregation.get().lacking(series.values());
        }
        boolean count = aggregation.get() == Aggregation.COUNT
                || (series.whole()
                        && Combining.keepsWhole(aggregation.get(), Values.count(series.values()))
                        && value == Math.rint(value));
        return count ? new BigDecimal(value).toBigInteger().toString() : Numbers.repr(value);
    }

    private static String inUnits(Series series, String type, Units units) {
        Optional<Aggregation> aggregation = Aggregation.exactly(type);
        if (aggregation.isEmpty()) {
            return "(?)";
        }
        double value = aggregation.get().of(series.values());
        return Double.isNaN(value) ? "None" : units.format(value, "");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static List<Series> cactiStyle(Call call) {
        List<Series> all = call.series();
        DoubleFunction<String> format = format(call);
        int nameWidth = 0;
        int lastWidth = 0;
        int mostWidth = 0;
        int leastWidth = 0;
        List<double[]> figures = new ArrayList<>();
        for (Series series : all) {
            call.work().done(3L * series.size());
            double last = Aggregation.LAST.of(series.values());
            double most = Aggregation.MAXIMUM.of(series.values());
            double least = Aggregation.MINIMUM.of(series.values());
            figures.add(new double[] {last, most, least});
            nameWidth = Math.max(nameWidth, series.name().length());
            lastWidth = Math.max(lastWidth, width(last, format));
            mostWidth = Math.max(mostWidth, width(most, format));
            leastWidth = Math.max(leastWidth, width(least, format));
        }
        for (int i = 0; i < all.size(); i++) {
            double[] figure = figures.get(i);
            int before = all.get(i).name().length();
            String name = padded(all.get(i).name(), nameWidth);
            all.get(i)
                    .alias(name + " Current:" + padded(shown(figure[0], format), lastWidth) + " Max:"
                            + padded(shown(figure[1], format), mostWidth) + " Min:"
                            + padded(shown(figure[2], format), leastWidth) + " ");
            call.named(before, all.get(i));
        }
        return all;
    }

    private static String shown(double value, DoubleFunction<String> format) {
        return Double.isNaN(value) ? "nan" : format.apply(value);
    }

    /** Columns are as wide as the whole part needs, and three more. */
    private static int width(double value, DoubleFunction<String> format) {
        double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
        whole = Double.isNaN(whole) || whole == 0 ? 3 : whole;
        return format.apply(whole).length() + 3;
    }

    private static DoubleFunction<String> format(Call call) {
        String units = call.text("units");
        String system = call.text("system");
        if (system == null || system.isEmpty()) {
            return value -> Numbers.fixed(value, 2) + (units == null ? "" : " " + units);
        }
        Units prefixes = Units.named(system)
                .orElseThrow(() -> call.problem("system", "must be 'si' or 'binary', and is '" + system + "'"));
        return value -> prefixes.format(value, units == null ? "" : " ") + (units == null ? "" : units);
    }

    /** A system of prefixes for large numbers. */
    private record Units(List<String> prefixes, double base) {
        static Optional<Units> named(String name) {
            return switch (name) {
                case "si" -> Optional.of(new Units(List.of("", "k", "M", "G", "T", "P"), 1000));
                case "binary" -> Optional.of(new Units(List.of("", "Ki", "Mi", "Gi", "Ti", "Pi"), 1024));
                default -> Optional.empty();
            };
        }

        String format(double value, String gap) {
            int power = prefixes.size() - 1;
            while (power > 0 && Math.abs(value) < Math.pow(base, power)) {
                power--;
            }
            double scaled = value / Math.pow(base, power);
            if (scaled - Math.floor(scaled) < 1e-11 && value > 1) {
                scaled = Math.floor(scaled);
            }
            return Numbers.fixed(scaled, 2) + gap + prefixes.get(power);
        }
    }
}
