package plumbago.statsd.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plumbago.base.config.SettingType;
import plumbago.base.config.SettingTypes;
import plumbago.statsd.config.StatsdOptions.Bin;
import plumbago.statsd.config.StatsdOptions.HistogramBins;
import plumbago.statsd.config.StatsdOptions.Percentile;
import plumbago.statsd.config.StatsdOptions.TimeToLive;
import plumbago.statsd.javascript.JsNumber;
import plumbago.statsd.javascript.JsValue;

/** How settings of statistics and names are read. */
final class StatisticTypes {
    private static final String NO_LIMIT = "inf";

    static final SettingType<List<Percentile>> PERCENTILES = new SettingType<>(
            "percentiles",
            "numbers from -100 to 100 with commas between them",
            text -> SettingTypes.LIST.read(text).stream()
                    .map(StatisticTypes::percentile)
                    .toList(),
            all -> all.stream().map(Percentile::text).collect(Collectors.joining(", ")));

    static final SettingType<List<HistogramBins>> HISTOGRAM = new SettingType<>(
            "histogram",
            "names and ascending limits as JSON in one line, such as [{\"metric\": \"render\", \"bins\": [0.1, 1, \"inf\"]}]",
            text -> LiteralMembers.list(text, List.of("metric", "bins"), StatisticTypes::bins),
            StatisticTypes::write);

    static final SettingType<List<TimeToLive>> TIMES_TO_LIVE = new SettingType<>(
            "times to live",
            "pairs such as batch.*:86400 of a pattern and seconds above 0, with commas between them",
            text -> SettingTypes.LIST.read(text).stream()
                    .map(StatisticTypes::timeToLive)
                    .toList(),
            all -> all.stream()
                    .map(rule -> rule.pattern() + ":" + rule.seconds())
                    .collect(Collectors.joining(", ")));

    /** An empty suffix is one, and leaves a point at the end of all names, as the original's. */
    static final SettingType<Optional<String>> SUFFIX =
            new SettingType<>("text", "any text", Optional::of, suffix -> suffix.orElse(""));

    private StatisticTypes() {}

    private static Percentile percentile(String text) {
        double value = number(text);
        if (!(Math.abs(value) <= 100)) {
            throw new IllegalArgumentException();
        }
        return new Percentile(text, value);
    }

    private static double number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == 0 ? Double.NaN : JsNumber.parse(bytes, 0, bytes.length);
    }

    private static HistogramBins bins(LiteralMembers members) {
        List<Bin> bins = new ArrayList<>();
        double before = Double.NEGATIVE_INFINITY;
        for (JsValue item : members.items("bins")) {
            String text = LiteralMembers.text(item);
            double limit = text.equals(NO_LIMIT) ? Double.POSITIVE_INFINITY : number(text);
            if (!(limit > before)) {
                throw new IllegalArgumentException();
            }
            before = limit;
            bins.add(new Bin(text, limit));
        }
        return new HistogramBins(members.text("metric"), List.copyOf(bins));
    }

    private static String write(List<HistogramBins> all) {
        return all.isEmpty() ? "" : all.stream().map(StatisticTypes::write).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String write(HistogramBins bins) {
        return bins.bins().stream()
                .map(bin ->
                        JsNumber.text(bin.limit()).equals(bin.text()) ? bin.text() : LiteralMembers.quoted(bin.text()))
                .collect(Collectors.joining(
                        ", ", "{\"metric\": " + LiteralMembers.quoted(bins.metric()) + ", \"bins\": [", "]}"));
    }

    private static TimeToLive timeToLive(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException();
        }
        String pattern = text.substring(0, colon).strip();
        return new TimeToLive(
                pattern, SettingTypes.POSITIVE.read(text.substring(colon + 1).strip()));
    }
}
