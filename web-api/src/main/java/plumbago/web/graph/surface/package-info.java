/**
 * What graphs are drawn on: lines, areas and texts as PNG, SVG or PDF. Where they stand is decided before; nothing here
 * knows of axes or of time.
 */
package plumbago.web.graph.surface;
