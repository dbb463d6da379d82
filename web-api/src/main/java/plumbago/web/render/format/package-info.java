/**
 * Answers as bytes: one class for each format, written by hand from arrays, and the catalogue of all of them. Knows
 * nothing of HTTP; what wraps an answer, such as {@code jsonp}, is done where the answer is sent.
 */
package plumbago.web.render.format;
