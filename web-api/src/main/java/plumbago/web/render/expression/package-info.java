/**
 * The language of targets: from text to an expression, once, with all the leniency of Graphite's own parser. Knows no
 * functions by name and evaluates nothing.
 */
package plumbago.web.render.expression;
