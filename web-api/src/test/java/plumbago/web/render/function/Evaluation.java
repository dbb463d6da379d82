package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.series.Series;

/** Evaluates targets over series that a test gives, in the first hour of a day whose clock stands still at its end. */
final class Evaluation {
    /** 2023-11-15 00:00:00 UTC, a Wednesday. */
    static final long START = 1_700_006_400L;

    static final int MINUTE = 60;
    static final double NONE = Double.NaN;

    private final SeriesInMemory source;
    private final Evaluator evaluator = new Evaluator(Catalogue.standard());
    private long from = START - MINUTE;
    private long until = START + 59 * MINUTE;
    private ZoneId zone = ZoneOffset.UTC;
    private ZoneId serverZone = ZoneOffset.UTC;
    private double xFilesFactor;
    private Map<String, String> templateValues = Map.of();
    private Set<String> pathsByPosition = Set.of();

    Evaluation() {
        this(new SeriesInMemory(START + 60 * MINUTE));
    }

    Evaluation(SeriesInMemory source) {
        this.source = source;
    }

    /** A value each minute from the start on. */
    Evaluation given(String name, double... values) {
        return givenFrom(START, MINUTE, name, values);
    }

    Evaluation givenFrom(long start, int step, String name, double... values) {
        source.add(new Series(name, start, start + (long) step * values.length, step, values));
        return this;
    }

    Evaluation givenEvent(long time, String... tags) {
        source.addEvent(time, tags);
        return this;
    }

    /** Another range than the hour; the first value asked for comes after its beginning. */
    Evaluation over(long newFrom, long newUntil) {
        from = newFrom;
        until = newUntil;
        return this;
    }

    Evaluation zones(String ofRequest, String ofServer) {
        zone = ZoneId.of(ofRequest);
        serverZone = ZoneId.of(ofServer);
        return this;
    }

    Evaluation xFilesFactor(double share) {
        xFilesFactor = share;
        return this;
    }

    Evaluation templateValues(Map<String, String> values) {
        templateValues = values;
        return this;
    }

    Evaluation pathsByPosition(String... paths) {
        pathsByPosition = Set.of(paths);
        return this;
    }

    /** What one request's targets are evaluated in. */
    Context context() {
        return new Context(from, until, until, zone, serverZone, xFilesFactor, templateValues, pathsByPosition, source);
    }

    Evaluator evaluator() {
        return evaluator;
    }

    List<Series> all(String target) {
        return all(target, context());
    }

    List<Series> all(String target, Context context) {
        return evaluator.evaluate(TargetParser.parse(target), context);
    }

    Series one(String target) {
        List<Series> all = all(target);
        assertEquals(1, all.size(), () -> target + " gives " + all);
        return all.get(0);
    }

    double[] values(String target) {
        return one(target).values();
    }

    String name(String target) {
        return one(target).name();
    }

    List<String> names(String target) {
        return all(target).stream().map(Series::name).toList();
    }

    /** What is said to a target that is refused. */
    String refusal(String target) {
        return assertThrows(InvalidArgumentException.class, () -> all(target), target)
                .getMessage();
    }

    /** To the last bit, gaps and all. */
    void assertValues(String target, double... expected) {
        assertArrayEquals(expected, values(target), target);
    }

    /** Where the last bit depends on the order of additions. */
    void assertNear(String target, double... expected) {
        assertArrayEquals(expected, values(target), 1e-9, target);
    }

    void assertNames(String target, String... expected) {
        assertEquals(List.of(expected), names(target), target);
    }

    void assertNone(String target) {
        assertEquals(List.of(), names(target), target);
    }

    void assertRefused(String target, String message) {
        assertEquals(message, refusal(target), target);
    }

    /** Where values stand: seconds from the start of the day to the first and behind the last, and between two. */
    static void assertPlaces(Series series, long first, long end, int step) {
        assertEquals(
                List.of(first, end, (long) step),
                Stream.of(series.start() - START, series.end() - START, (long) series.step())
                        .toList(),
                series.name());
    }
}
