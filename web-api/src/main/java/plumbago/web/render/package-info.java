/** The way of a {@code /render} request: its parameters, the fetching of series, and the choice of a format. */
package plumbago.web.render;
