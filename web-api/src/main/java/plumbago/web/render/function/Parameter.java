package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.List;

/**
 * A parameter of a function, as it is listed for clients and as arguments are held against it.
 *
 * @param fallback what is listed as default, or null
 * @param options the only values allowed, as listed; empty for any
 * @param suggestions values worth offering, as listed
 * @param signature how it stands in the function's signature, {@code n=1} or {@code *nodes}; the part before
 *     {@code =} is a keyword as well
 */
public record Parameter(
        String name,
        ParameterType type,
        boolean required,
        boolean multiple,
        Object fallback,
        List<Object> options,
        List<Object> suggestions,
        String signature) {

    static Parameter of(String name, ParameterType type) {
        return new Parameter(name, type, false, false, null, List.of(), List.of(), null);
    }

    static Parameter seriesList(String name) {
        return of(name, ParameterType.SERIES_LIST).needed();
    }

    static Parameter seriesList() {
        return seriesList("seriesList");
    }

    /** Any number of lists, at least one. */
    static Parameter seriesLists() {
        return seriesLists("seriesLists");
    }

    static Parameter seriesLists(String name) {
        return of(name, ParameterType.SERIES_LIST).needed().repeated();
    }

    static Parameter number(String name) {
        return of(name, ParameterType.FLOAT);
    }

    static Parameter integer(String name) {
        return of(name, ParameterType.INTEGER);
    }

    static Parameter text(String name) {
        return of(name, ParameterType.STRING);
    }

    static Parameter truth(String name) {
        return of(name, ParameterType.BOOLEAN);
    }

    static Parameter nodes(String name) {
        return of(name, ParameterType.NODE_OR_TAG).repeated();
    }

    static Parameter aggregation(String name) {
        List<Object> names = new ArrayList<>();
        plumbago.web.render.series.Aggregation.names().forEach(names::add);
        return of(name, ParameterType.AGG_FUNC).options(names);
    }

    Parameter needed() {
        return new Parameter(name, type, true, multiple, fallback, options, suggestions, signature);
    }

    Parameter repeated() {
        return new Parameter(name, type, required, true, fallback, options, suggestions, signature);
    }

    Parameter fallback(Object value) {
        return new Parameter(name, type, required, multiple, value, options, suggestions, signature);
    }

    Parameter options(List<Object> values) {
        return new Parameter(name, type, required, multiple, fallback, values, suggestions, signature);
    }

    Parameter suggestions(Object... values) {
        return new Parameter(name, type, required, multiple, fallback, options, List.of(values), signature);
    }

    Parameter signature(String written) {
        return new Parameter(name, type, required, multiple, fallback, options, suggestions, written);
    }

    /** Whether a call may pass it under that name. */
    boolean isCalled(String keyword) {
        if (keyword.equals(name)) {
            return true;
        }
        if (signature == null) {
            return false;
        }
        int end = signature.indexOf('=');
        return keyword.equals(end < 0 ? signature : signature.substring(0, end));
    }

    /** Whether a call may leave it out. */
    boolean optional() {
        return !required || (signature != null && signature.indexOf('=') >= 0);
    }

    /** How it stands in the signature. */
    String written() {
        if (signature != null) {
            return signature;
        }
        if (multiple) {
            return "*" + name;
        }
        return required ? name : name + "=" + python(fallback);
    }

    private static String python(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Double number) {
            return plumbago.web.render.series.Numbers.repr(number);
        }
        return value instanceof String ? "'" + value + "'" : value.toString();
    }
}
