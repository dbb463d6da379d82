/**
 * What a question works on: a {@link plumbago.web.render.series.Series} as an array of doubles with its name, range,
 * tags and manner of consolidation; how values are folded into one; how numbers are printed. No parsing, no reading,
 * no functions.
 */
package plumbago.web.render.series;
