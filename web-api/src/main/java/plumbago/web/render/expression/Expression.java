package plumbago.web.render.expression;

import java.util.List;
import java.util.Map;

/** What a target, or an argument in it, says. Immutable, safe for any number of threads. */
public sealed interface Expression {
    /** Names of series, with globs: {@code servers.*.cpu}. */
    record Path(String text) implements Expression {}

    /**
     * A function call.
     *
     * @param text the call as it was written, without what was piped into it
     * @param at characters before it in the target
     */
    record Call(String function, List<Expression> arguments, Map<String, Expression> named, String text, int at)
            implements Expression {}

    /**
     * {@code template(target, …)}: the target with its variables' values, by name or by position ({@code $1}…).
     *
     * @param values literals only
     */
    record Template(Expression target, Map<String, Expression> values) implements Expression {}

    /**
     * A call with what was piped into it as its first argument: {@code path|call()}.
     *
     * @param base what stands left of the first bar
     */
    record Piped(Expression base, Call call) implements Expression {}

    /** A number without point or exponent. */
    record Whole(long value) implements Expression {}

    /** A number with point or exponent, or one too large for {@link Whole}. */
    record Real(double value) implements Expression {}

    /** What stands between the quotes, as it is: nothing is unescaped. */
    record Text(String value) implements Expression {}

    /** {@code true} or {@code false}. */
    record Truth(boolean value) implements Expression {}

    /** {@code none}. */
    record None() implements Expression {}

    /** {@code inf}. */
    record Infinity() implements Expression {}
}
