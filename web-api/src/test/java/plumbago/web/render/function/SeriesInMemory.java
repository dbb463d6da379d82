package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import plumbago.base.measure.Work;
import plumbago.web.render.series.Series;

/**
 * Series that a test lays out, by name. A fetch gives of each the values that lie within the range, and none where none
 * does: nothing is filled up at the ends, so that a test sees what it has written.
 */
class SeriesInMemory implements Context.Source {
    private final Map<String, Series> byName = new TreeMap<>();
    private final Map<Long, List<String>> tagsByTime = new TreeMap<>();
    private final Work work = new Work(this::proceed);
    private final long wallClock;
    private long claimed;

    SeriesInMemory(long wallClock) {
        this.wallClock = wallClock;
    }

    void add(Series series) {
        byName.put(series.name(), series);
    }

    void addEvent(long time, String... tags) {
        tagsByTime.put(time, List.of(tags));
    }

    @Override
    public List<Series> fetch(String pathExpression, Context context) {
        Pattern pattern = pattern(pathExpression);
        List<Series> result = new ArrayList<>();
        byName.forEach((name, series) -> {
            if (pattern.matcher(name).matches()) {
                within(series, pathExpression, context, result);
            }
        });
        return result;
    }

    /** Stars, question marks and braces, as paths have them. */
    private static Pattern pattern(String path) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            switch (c) {
                case '*' -> regex.append("[^.]*");
                case '?' -> regex.append("[^.]");
                case '{' -> regex.append("(?:");
                case ',' -> regex.append('|');
                case '}' -> regex.append(')');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static void within(Series series, String pathExpression, Context context, List<Series> into) {
        int from = 0;
        while (from < series.size() && time(series, from) <= context.from()) {
            from++;
        }
        int to = series.size();
        while (to > from && time(series, to - 1) > context.until()) {
            to--;
        }
        if (from < to) {
            double[] values = Arrays.copyOfRange(series.values(), from, to);
            into.add(new Series(series.name(), time(series, from), time(series, to), series.step(), values)
                    .pathExpression(pathExpression)
                    .xFilesFactor(context.xFilesFactor()));
        }
    }

    private static long time(Series series, int place) {
        return series.start() + (long) place * series.step();
    }

    @Override
    public boolean each(String pathExpression, Context context, Predicate<Series> taker) {
        for (Series series : fetch(pathExpression, context)) {
            if (!taker.test(series)) {
                return false;
            }
        }
        return true;
    }

    /** Knows expressions with an equals sign only. */
    @Override
    public List<Series> fetchByTags(List<String> tagExpressions, String pathExpression, Context context) {
        List<Series> result = new ArrayList<>();
        byName.values().stream()
                .filter(series -> tagExpressions.stream()
                        .map(expression -> expression.split("=", 2))
                        .allMatch(tag -> tag[1].equals(series.tags().get(tag[0]))))
                .forEach(series -> within(series, pathExpression, context, result));
        return result;
    }

    @Override
    public double[] countEvents(List<String> tags, long from, int steps, int step, Context context) {
        double[] counts = new double[steps];
        tagsByTime.forEach((time, known) -> {
            long place = Math.floorDiv(time - from, step);
            if (place >= 0 && place < steps && (tags.contains("*") || known.containsAll(tags))) {
                counts[(int) place]++;
            }
        });
        return counts;
    }

    @Override
    public void proceed() {}

    @Override
    public Work work() {
        return work;
    }

    @Override
    public void claim(long bytes) {
        claimed += bytes;
    }

    @Override
    public void claimForGood(long bytes) {
        claimed += bytes;
    }

    @Override
    public long claimed() {
        return claimed;
    }

    @Override
    public void keepOnly(long before, List<Series> made) {
        claimed = before
                + made.stream()
                        .mapToLong(series -> (long) Double.BYTES * series.size())
                        .sum();
    }

    @Override
    public long wallClock() {
        return wallClock;
    }
}
