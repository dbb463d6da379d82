package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import plumbago.base.measure.Work;
import plumbago.web.render.expression.Expression;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Series;

/**
 * One call of a function: its arguments, read as declared, and what it is evaluated in. Series are not fetched before
 * the body asks for them, so that a function that wants another range does not fetch twice.
 */
final class Call {
    /** The literal {@code none}. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    /** Names that grow by less at a time count as part of what a series takes anyway. */
    private static final int LONG_NAME = 256;

    /** What search and replace may make of a name. */
    static final int LONGEST_TEXT = 1 << 20;

    /** An argument that was passed by name. */
    private record Named(Expression value) {}

    private final RenderFunction function;
    private final Expression.Call expression;
    private final Context context;
    private final Evaluator evaluator;
    private final Map<String, Object> replacements;
    /** By parameter: what was written for it, evaluated or not; null if nothing. */
    private final List<List<Object>> arguments;

    private Call(
            RenderFunction function,
            Expression.Call expression,
            Context context,
            Evaluator evaluator,
            Map<String, Object> replacements,
            List<List<Object>> arguments) {
        this.function = function;
        this.expression = expression;
        this.context = context;
        this.evaluator = evaluator;
        this.replacements = replacements;
        this.arguments = arguments;
    }

    /** Holds a call's arguments against the declaration. */
    static Call bind(
            RenderFunction function,
            Expression.Call expression,
            Context context,
            Evaluator evaluator,
            Map<String, Object> replacements) {
        List<Parameter> parameters = function.parameters();
        List<List<Object>> arguments = new ArrayList<>(parameters.size());
        parameters.forEach(parameter -> arguments.add(null));
        for (int i = 0; i < expression.arguments().size(); i++) {
            int place = Math.min(i, parameters.size() - 1);
            if (place < 0 || (place < i && !parameters.get(place).multiple())) {
                throw new InvalidArgumentException(function.name() + " takes at most " + parameters.size()
                        + " arguments, and was given " + expression.arguments().size());
            }
            if (arguments.get(place) == null) {
                arguments.set(place, new ArrayList<>());
            }
            arguments.get(place).add(expression.arguments().get(i));
        }
        expression.named().forEach((name, value) -> {
            int place = 0;
            while (place < parameters.size() && !parameters.get(place).isCalled(name)) {
                place++;
            }
            if (place == parameters.size()) {
                throw new InvalidArgumentException(function.name() + " has no parameter '" + name + "'");
            }
            if (arguments.get(place) != null || parameters.get(place).multiple()) {
                throw new InvalidArgumentException(
                        function.name() + " takes the parameter '" + name + "' once, or only by position");
            }
            arguments.set(place, new ArrayList<>(List.of(new Named(value))));
        });
        Call call = new Call(function, expression, context, evaluator, replacements, arguments);
        for (int place = 0; place < parameters.size(); place++) {
            call.check(place);
        }
        return call;
    }

    private void check(int place) {
        Parameter parameter = function.parameters().get(place);
        List<Object> given = arguments.get(place);
        if (given == null) {
            if (!parameter.optional()) {
                throw new InvalidArgumentException(function.name() + " needs the parameter '" + parameter.name() + "', "
                        + parameter.type().expectation());
            }
            return;
        }
        // Series come when they are asked for, in the order of the arguments: stacks add up in that order.
        boolean series = parameter.type() == ParameterType.SERIES_LIST
                || parameter.type() == ParameterType.SERIES_LISTS
                || parameter.type() == ParameterType.ANY;
        for (int i = 0; i < given.size() && !series; i++) {
            given.set(i, read(parameter, evaluate(given.get(i))));
        }
        if (given.size() == 1 && given.get(0) == NONE && parameter.type() != ParameterType.ANY) {
            if (!parameter.optional()) {
                throw wrong(parameter, NONE);
            }
            arguments.set(place, null);
        }
    }

    private Object evaluate(Object argument) {
        if (argument instanceof Named named) {
            return evaluator.value(named.value(), context.forNamedArgument(), replacements);
        }
        return argument instanceof Expression written ? evaluator.value(written, context, replacements) : argument;
    }

    private Object read(Parameter parameter, Object value) {
        if (value == NONE) {
            return NONE;
        }
        Object result =
                parameter.options().contains(value) ? value : parameter.type().read(value);
        if (result == null) {
            throw wrong(parameter, value);
        }
        return result;
    }

    private InvalidArgumentException wrong(Parameter parameter, Object value) {
        return problem(
                parameter.name(),
                "must be " + parameter.type().expectation() + ", and is " + Evaluator.describe(value));
    }

    /** A sentence about a parameter that begins with its name. */
    InvalidArgumentException problem(String parameter, String sentence) {
        return new InvalidArgumentException(function.name() + ": parameter '" + parameter + "' " + sentence);
    }

    String function() {
        return function.name();
    }

    Context context() {
        return context;
    }

    /** The call as it was written. */
    String written() {
        return expression.text();
    }

    /** The series of the first parameter. */
    List<Series> series() {
        return series(function.parameters().get(0).name());
    }

    /** The series of a parameter; of all its lists if it takes several. */
    List<Series> series(String parameter) {
        int place = place(parameter);
        List<Object> given = arguments.get(place);
        if (given == null) {
            return List.of();
        }
        List<Series> result = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Object value = read(function.parameters().get(place), evaluate(given.get(i)));
            if (!(value instanceof List<?> list)) {
                throw wrong(function.parameters().get(place), value);
            }
            given.set(i, list);
            result.addAll(Evaluator.seriesOf(list));
        }
        return result;
    }

    /**
     * Hands over the series of the first parameter one after the other, if all that was written for it is paths.
     *
     * @param taker says whether it can go on
     * @return false if something else was written, or the taker could not go on: then {@link #series} has all of them
     */
    boolean eachStored(Predicate<Series> taker) {
        List<Object> given = arguments.get(0);
        if (given == null || !replacements.isEmpty()) {
            return false;
        }
        for (Object one : given) {
            if (!(one instanceof Expression.Path)) {
                return false;
            }
        }
        for (Object one : given) {
            if (!context.each(((Expression.Path) one).text(), taker)) {
                return false;
            }
        }
        return true;
    }

    /** The series of the first parameter; of all lists if it is what {@code mapSeries} makes. */
    List<Series> seriesOfAllLists() {
        List<Object> given = arguments.get(0);
        given.set(0, evaluate(given.get(0)));
        if (given.get(0) instanceof SeriesLists lists) {
            return lists.lists().stream().flatMap(List::stream).toList();
        }
        return series();
    }

    /** The lists of a parameter of type {@link ParameterType#SERIES_LISTS}. */
    List<List<Series>> seriesLists(String parameter) {
        int place = place(parameter);
        Object value = read(
                function.parameters().get(place), evaluate(arguments.get(place).get(0)));
        if (value instanceof SeriesLists lists) {
            return lists.lists();
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return List.of();
        }
        throw wrong(function.parameters().get(place), value);
    }

    /**
     * The series of the first parameter over another range. Template variables and piped calls are not known there. The
     * argument is evaluated in this range as well, for what it says of errors and leaves behind, unless it is a plain
     * path.
     */
    List<Series> seriesOver(long from, long until) {
        return seriesOver(context.over(from, until));
    }

    /** As {@link #seriesOver(long, long)}, over the range of another context. */
    List<Series> seriesOver(Context range) {
        if (!isPlainPath()) {
            series();
        }
        return evaluator.evaluate(expression.arguments().get(0), range.again());
    }

    /** Whether the first parameter is a path, which has the same series in all ranges that have values. */
    boolean isPlainPath() {
        return expression.arguments().get(0) instanceof Expression.Path;
    }

    /** The series of a target, over this call's range. */
    List<Series> seriesOf(String target) {
        return evaluator.evaluate(target, context);
    }

    /** Lets another function work on series at hand. */
    List<Series> apply(String name, List<List<Series>> lists) {
        RenderFunction other = evaluator
                .catalogue()
                .find(name)
                .orElseThrow(() -> new InvalidArgumentException(
                        function.name() + ": there is no function or aggregation '" + name + "'"));
        List<Expression> none = new ArrayList<>();
        List<List<Object>> bound = new ArrayList<>();
        other.parameters().forEach(parameter -> bound.add(null));
        for (int i = 0; i < lists.size(); i++) {
            int place = Math.min(i, other.parameters().size() - 1);
            if (place < 0 || (place < i && !other.parameters().get(place).multiple())) {
                throw new InvalidArgumentException(
                        function.name() + ": " + name + " does not take " + lists.size() + " lists of series");
            }
            if (bound.get(place) == null) {
                bound.set(place, new ArrayList<>());
            }
            bound.get(place).add(lists.get(i));
        }
        Expression.Call written = new Expression.Call(name, none, Map.of(), expression.text(), expression.at());
        Call call = new Call(other, written, context, evaluator, replacements, bound);
        for (int place = 0; place < bound.size(); place++) {
            call.check(place);
        }
        if (Evaluator.held(context, () -> other.body().apply(call)) instanceof List<?> list) {
            return Evaluator.seriesOf(list);
        }
        throw new InvalidArgumentException(function.name() + ": " + name + " gives no list of series");
    }

    /** Counts the steps of long loops, and ends the render when its time is over or its client has gone. */
    Work work() {
        return context.source().work();
    }

    /**
     * A new array for a series' values, for which there is memory, and whose being filled counts as work.
     *
     * @throws RuntimeException if there is not so much memory, or no use in going on
     */
    double[] newValues(long n) {
        return context.newValues(n);
    }

    /** Refuses what would make a name or a target that nobody reads, before it is made. */
    void checkLength(String parameter, long characters) {
        if (characters > LONGEST_TEXT) {
            throw problem(parameter, "makes a text of more than " + LONGEST_TEXT + " characters");
        }
        work().done(characters);
    }

    /** Takes note of a name that has become longer, which costs memory too. */
    void named(int before, Series series) {
        int grown = series.name().length() - before;
        if (grown > LONG_NAME) {
            context.source().claim(2L * grown);
            work().done(grown);
        }
    }

    boolean isFunction(String name) {
        return evaluator.catalogue().find(name).isPresent();
    }

    /** Whether something was written for a parameter. */
    boolean has(String parameter) {
        return arguments.get(place(parameter)) != null;
    }

    /** The value as it was written; null if nothing was. */
    Object value(String parameter) {
        List<Object> given = arguments.get(place(parameter));
        if (given == null) {
            return null;
        }
        given.set(0, read(function.parameters().get(place(parameter)), evaluate(given.get(0))));
        return given.get(0);
    }

    /** All values of a parameter that may be repeated. */
    List<Object> values(String parameter) {
        List<Object> given = arguments.get(place(parameter));
        return given == null ? List.of() : Collections.unmodifiableList(given);
    }

    /** All values of a parameter that may be repeated, as texts. */
    List<String> texts(String parameter) {
        List<String> result = new ArrayList<>();
        for (Object value : values(parameter)) {
            result.add(value.toString());
        }
        return result;
    }

    /** A number; NaN where none was written. */
    double number(String parameter) {
        return number(parameter, Double.NaN);
    }

    double number(String parameter, double fallback) {
        Object value = value(parameter);
        return value instanceof Number number ? number.doubleValue() : fallback;
    }

    /** A whole number; 0 where none was written. */
    int integer(String parameter) {
        return integer(parameter, 0);
    }

    int integer(String parameter, int fallback) {
        Object value = value(parameter);
        if (value == null) {
            return fallback;
        }
        return whole(parameter, value);
    }

    /** All values of a parameter that may be repeated, as whole numbers. */
    List<Integer> integers(String parameter) {
        List<Integer> result = new ArrayList<>();
        for (Object value : values(parameter)) {
            result.add(whole(parameter, value));
        }
        return result;
    }

    private int whole(String parameter, Object value) {
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw problem(parameter, "must be a whole number, and is " + Evaluator.describe(value));
        }
        return (int) number;
    }

    /** A text; null where none was written. */
    String text(String parameter) {
        return text(parameter, null);
    }

    String text(String parameter, String fallback) {
        Object value = value(parameter);
        return value == null ? fallback : value.toString();
    }

    boolean truth(String parameter, boolean fallback) {
        Object value = value(parameter);
        return value instanceof Boolean truth ? truth : fallback;
    }

    /** The aggregation a parameter names. */
    Aggregation aggregation(String parameter, String fallback) {
        String name = text(parameter, fallback);
        return Aggregation.exactly(name).orElseThrow(() -> problem(parameter, "names no aggregation: '" + name + "'"));
    }

    /** The xFilesFactor given, or else the request's. */
    double xFilesFactor() {
        return number("xFilesFactor", context.xFilesFactor());
    }

    private int place(String parameter) {
        List<Parameter> parameters = function.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(parameter)) {
                return i;
            }
        }
        throw new IllegalStateException(function.name() + " declares no " + parameter);
    }
}
