package plumbago.web.render.function;

import java.util.List;
import plumbago.web.render.series.Aggregation;
import plumbago.web.render.series.Numbers;
import plumbago.web.render.time.TimeLength;
import plumbago.web.render.time.TimeSyntaxException;

/**
 * What a parameter takes, by the names clients know, and how a written argument becomes a value: a {@link Long},
 * {@link Double}, {@link String}, {@link Boolean}, a list of series, or {@link SeriesLists}.
 *
 * <p>As in Graphite a text that reads as a number is one where a number is wanted, and a number with a fraction is let
 * through where a whole one is declared; the function decides whether it can do with it.
 */
public enum ParameterType {
    AGG_FUNC("aggFunc", "the name of an aggregation such as 'sum'") {
        @Override
        Object read(Object argument) {
            return argument instanceof String name && Aggregation.named(name).isPresent() ? name : null;
        }
    },
    AGG_OR_SERIES_FUNC("aggOrSeriesFunc", "the name of an aggregation or of a function of series") {
        @Override
        Object read(Object argument) {
            return argument instanceof String ? argument : null;
        }
    },
    ANY("any", "a value") {
        @Override
        Object read(Object argument) {
            return argument;
        }
    },
    BOOLEAN("boolean", "true or false") {
        @Override
        Object read(Object argument) {
            if (argument instanceof String text) {
                return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? false : null;
            }
            if (argument instanceof Number number) {
                return number.doubleValue() != 0;
            }
            return argument instanceof Boolean ? argument : null;
        }
    },
    DATE("date", "a point in time such as 'noon yesterday' or '1700000000'") {
        @Override
        Object read(Object argument) {
            return STRING.read(argument);
        }
    },
    FLOAT("float", "a number") {
        @Override
        Object read(Object argument) {
            Object number = number(argument);
            return number == null ? null : (Object) ((Number) number).doubleValue();
        }
    },
    INTEGER("integer", "a whole number") {
        @Override
        Object read(Object argument) {
            Object number = number(argument);
            return argument instanceof String && number instanceof Double ? null : number;
        }
    },
    INT_OR_INF("intOrInf", "a whole number or inf") {
        @Override
        Object read(Object argument) {
            return INTEGER.read(
                    argument instanceof String text && text.equalsIgnoreCase("inf")
                            ? Double.valueOf(Double.POSITIVE_INFINITY)
                            : argument);
        }
    },
    INT_OR_INTERVAL("intOrInterval", "a number of points, or a length of time such as '5min'") {
        @Override
        Object read(Object argument) {
            Object number = INTEGER.read(argument);
            return number != null ? number : INTERVAL.read(argument);
        }
    },
    INTERVAL("interval", "a length of time such as '5min'") {
        @Override
        Object read(Object argument) {
            if (!(argument instanceof String text)) {
                return null;
            }
            try {
                TimeLength.seconds(text);
                return text;
            } catch (TimeSyntaxException e) {
                return null;
            }
        }
    },
    NODE("node", "the number of a node of the name, the first being 0") {
        @Override
        Object read(Object argument) {
            return INTEGER.read(argument);
        }
    },
    NODE_OR_TAG("nodeOrTag", "the number of a node of the name, the first being 0, or the name of a tag") {
        @Override
        Object read(Object argument) {
            Object number = INTEGER.read(argument);
            return number != null ? number : argument instanceof String ? argument : null;
        }
    },
    SERIES_LIST("seriesList", "a list of series") {
        @Override
        Object read(Object argument) {
            return argument instanceof SeriesLists lists && lists.lists().isEmpty()
                    ? List.of()
                    : argument instanceof List ? argument : null;
        }
    },
    SERIES_LISTS("seriesLists", "lists of series, as mapSeries makes them") {
        @Override
        Object read(Object argument) {
            return argument instanceof SeriesLists || argument instanceof List ? argument : null;
        }
    },
    STRING("string", "a text in quotes") {
        @Override
        Object read(Object argument) {
            if (argument instanceof Long) {
                return argument.toString();
            }
            if (argument instanceof Double number) {
                return Numbers.repr(number);
            }
            return argument instanceof String ? argument : null;
        }
    },
    TAG("tag", "the name of a tag") {
        @Override
        Object read(Object argument) {
            return STRING.read(argument);
        }
    };

    private final String wireName;
    private final String expectation;

    ParameterType(String wireName, String expectation) {
        this.wireName = wireName;
        this.expectation = expectation;
    }

    /** The name in the list of functions that clients ask for. */
    public String wireName() {
        return wireName;
    }

    /** What is wanted, to end a sentence with. */
    public String expectation() {
        return expectation;
    }

    /** The value of an argument, or null if it is of the wrong kind. */
    abstract Object read(Object argument);

    /** Long or Double, or null if it is no number. */
    private static Object number(Object argument) {
        if (argument instanceof Number) {
            return argument;
        }
        if (argument instanceof String text && !text.isEmpty() && text.length() < 40) {
            String plain = text.strip();
            try {
                if (plain.matches("[+-]?\\d{1,18}")) {
                    return Long.valueOf(plain);
                }
                return plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ? Double.valueOf(plain) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }
}
