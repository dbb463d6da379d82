package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import plumbago.web.render.expression.Expression;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.expression.TargetSyntaxException;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.series.Series;

/** Turns an expression into series. Without state, safe for any number of threads. */
public final class Evaluator {
    private static final Pattern LOOKS_NUMERIC = Pattern.compile("-?[\\d.]+");

    private final Catalogue catalogue;

    /** @param catalogue the functions that targets may call */
    public Evaluator(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /**
     * The series of a target.
     *
     * @throws TargetSyntaxException if not even its beginning can be read
     * @throws InvalidArgumentException if the target asks for what cannot be done
     */
    public List<Series> evaluate(String target, Context context) {
        if (target.isBlank()) {
            return List.of();
        }
        try {
            return evaluate(TargetParser.parse(target), context.withPipes());
        } catch (InvalidArgumentException e) {
            throw e.nowhere();
        }
    }

    /**
     * The series of an expression, with no template's variables replaced.
     *
     * @throws InvalidArgumentException if it asks for what cannot be done
     */
    public List<Series> evaluate(Expression expression, Context context) {
        Object result = value(expression, context, Map.of());
        if (result instanceof List<?> list) {
            return seriesOf(list);
        }
        if (result instanceof SeriesLists lists && lists.lists().isEmpty()) {
            return List.of();
        }
        throw new InvalidArgumentException("the target gives no series but " + describe(result)
                + (result instanceof SeriesLists ? ", as mapSeries makes them for reduceSeries" : ""));
    }

    /**
     * The value of an expression.
     *
     * @param replacements template variables by name without the dollar sign
     */
    Object value(Expression expression, Context context, Map<String, Object> replacements) {
        if (expression instanceof Expression.Path path) {
            return path(path.text(), context, replacements);
        }
        if (expression instanceof Expression.Call call) {
            RenderFunction function = catalogue
                    .find(call.function())
                    .orElseThrow(() -> new InvalidArgumentException("there is no function '" + call.function() + "'")
                            .at(call.at()));
            return apply(function, call, context, replacements);
        }
        if (expression instanceof Expression.Piped piped) {
            return value(context.forgetsPipes() ? piped.base() : piped.call(), context, replacements);
        }
        if (expression instanceof Expression.Template template) {
            return template(template, context);
        }
        if (expression instanceof Expression.Whole whole) {
            return whole.value();
        }
        if (expression instanceof Expression.Real real) {
            return real.value();
        }
        if (expression instanceof Expression.Text text) {
            return text.value();
        }
        if (expression instanceof Expression.Truth truth) {
            return truth.value();
        }
        return expression instanceof Expression.Infinity ? (Object) Double.POSITIVE_INFINITY : Call.NONE;
    }

    private Object apply(
            RenderFunction function, Expression.Call call, Context context, Map<String, Object> replacements) {
        context.source().proceed();
        EvaluationListener listener = context.source().listener();
        listener.callBegins(function.name(), call.text());
        List<Series> made = List.of();
        try {
            Object value =
                    held(context, () -> function.body().apply(Call.bind(function, call, context, this, replacements)));
            made = seriesIn(value);
            return value;
        } catch (InvalidArgumentException e) {
            throw e.in(function.name()).at(call.at());
        } catch (TargetSyntaxException e) {
            throw new InvalidArgumentException(e.getMessage())
                    .in(function.name())
                    .at(call.at());
        } finally {
            listener.callEnds(made);
        }
    }

    /** Lets a function work, and then gives back the memory of all that it took but what it made. */
    static Object held(Context context, Supplier<Object> function) {
        long before = context.source().claimed();
        Object made = function.get();
        if (made instanceof List<?> || made instanceof SeriesLists) {
            context.source().keepOnly(before, seriesIn(made));
        }
        return made;
    }

    private static List<Series> seriesIn(Object made) {
        if (made instanceof List<?> series) {
            return seriesOf(series);
        }
        return made instanceof SeriesLists lists
                ? lists.lists().stream().flatMap(List::stream).toList()
                : List.of();
    }

    /** Variables that make up the whole path are values; in the midst of a path they are text. */
    private static Object path(String text, Context context, Map<String, Object> replacements) {
        String path = text;
        for (Map.Entry<String, Object> variable : replacements.entrySet()) {
            String written = "$" + variable.getKey();
            Object value = variable.getValue();
            if (path.equals(written)) {
                if (!(value instanceof String replaced)) {
                    return value;
                }
                return LOOKS_NUMERIC.matcher(replaced).matches() ? number(replaced) : replaced;
            }
            path = path.replace(written, text(value));
        }
        return context.fetch(path);
    }

    private static Object number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException("the template's value '" + text + "' is no number");
        }
    }

    private Object template(Expression.Template template, Context context) {
        Map<String, Object> replacements = new HashMap<>();
        template.values().forEach((name, value) -> replacements.put(name, value(value, context, Map.of())));
        replacements.putAll(context.templateValues());
        return value(template.target(), context, replacements);
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return Numbers.repr(number);
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return value == Call.NONE ? "None" : value.toString();
    }

    /** A list of evaluated values is a list of series, or it is a mistake in a body. */
    static List<Series> seriesOf(List<?> list) {
        List<Series> result = new ArrayList<>(list.size());
        for (Object one : list) {
            result.add((Series) one);
        }
        return result;
    }

    /** A few words on a value, for messages. */
    static String describe(Object value) {
        if (value instanceof List<?> list) {
            return "a list of " + list.size() + " series";
        }
        if (value instanceof SeriesLists lists) {
            return lists.lists().size() + " lists of series";
        }
        if (value instanceof String text) {
            return "'" + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + "'";
        }
        return text(value);
    }
}
