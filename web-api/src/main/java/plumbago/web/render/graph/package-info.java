/** Pictures of series: one layout, drawn onto a surface that is either PNG or SVG. */
package plumbago.web.render.graph;
