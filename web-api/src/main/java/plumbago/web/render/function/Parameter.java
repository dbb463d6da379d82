package plumbago.web.render.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a function, as it is listed for clients and as arguments are held against it.
 *
 * @param name what calls pass it under
 * @param type what values it may have
 * @param required whether a call must pass it
 * @param multiple whether a call may pass it several times, as the last one
 * @param fallback what is listed as default; empty if nothing is
 * @param options the only values allowed, as listed; empty for any
 * @param suggestions values worth offering, as listed
 * @param signature how it stands in the function's signature, {@code n=1} or {@code *nodes}; the part before
 *     {@code =} is a keyword as well; empty where name and default say it
 */
public record Parameter(
        String name,
        ParameterType type,
        boolean required,
        boolean multiple,
        Optional<Object> fallback,
        List<Object> options,
        List<Object> suggestions,
        Optional<String> signature) {

    static Parameter of(String name, ParameterType type) {
        return new Parameter(name, type, false, false, Optional.empty(), List.of(), List.of(), Optional.empty());
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
        return new Parameter(
                name, type, required, multiple, Optional.ofNullable(value), options, suggestions, signature);
    }

    Parameter options(List<Object> values) {
        return new Parameter(name, type, required, multiple, fallback, values, suggestions, signature);
    }

    Parameter suggestions(Object... values) {
        return new Parameter(name, type, required, multiple, fallback, options, List.of(values), signature);
    }

    Parameter signature(String written) {
        return new Parameter(name, type, required, multiple, fallback, options, suggestions, Optional.of(written));
    }

    /** Whether a call may pass it under that name. */
    boolean isCalled(String keyword) {
        if (keyword.equals(name)) {
            return true;
        }
        return signature.map(written -> keyword.equals(keyword(written))).orElse(false);
    }

    private static String keyword(String written) {
        int end = written.indexOf('=');
        return end < 0 ? written : written.substring(0, end);
    }

    /** Whether a call may leave it out. */
    boolean optional() {
        return !required
                || signature.filter(written -> written.indexOf('=') >= 0).isPresent();
    }

    /** How it stands in the signature. */
    String written() {
        if (signature.isPresent()) {
            return signature.get();
        }
        if (multiple) {
            return "*" + name;
        }
        return required ? name : name + "=" + python(fallback);
    }

    private static String python(Optional<Object> listed) {
        if (listed.isEmpty()) {
            return "None";
        }
        Object value = listed.get();
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Double number) {
            return plumbago.web.render.series.Numbers.repr(number);
        }
        return value instanceof String ? "'" + value + "'" : value.toString();
    }
}
