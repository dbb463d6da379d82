package plumbago.web.render.function;

import java.util.List;

/**
 * A function that targets may call. Immutable, safe for any number of threads.
 *
 * @param name as targets write it
 * @param group what it is listed under
 * @param description what it does, for people
 * @param parameters in the order in which a call passes them
 * @param body what it does, for machines; thread-safe and without state
 */
public record RenderFunction(String name, Group group, String description, List<Parameter> parameters, Body body) {

    /** A function's doing. */
    @FunctionalInterface
    public interface Body {
        /** A list of series, or {@link SeriesLists}. */
        Object apply(Call call);
    }

    /** As {@code /functions} shows it: {@code movingAverage(seriesList, windowSize, xFilesFactor=None)}. */
    public String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        for (Parameter parameter : parameters) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(parameter.written());
        }
        return text.append(')').toString();
    }
}
