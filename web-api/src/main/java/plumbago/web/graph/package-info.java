/**
 * The way from series to a picture: options, axes, legend, curves, all laid out here once and drawn on a surface. What a
 * request's parameters say has been read before; what is drawn on is below.
 */
package plumbago.web.graph;
