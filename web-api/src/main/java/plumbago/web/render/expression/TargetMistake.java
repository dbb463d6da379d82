package plumbago.web.render.expression;

/**
 * Where a target stops making sense.
 *
 * @param at characters before it, from 0 to the target's length
 * @param sentence what was expected there
 */
public record TargetMistake(int at, String sentence) {}
