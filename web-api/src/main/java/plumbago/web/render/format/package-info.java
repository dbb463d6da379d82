/** Answers as bytes: one class for each format, written by hand from arrays. */
package plumbago.web.render.format;
