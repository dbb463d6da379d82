/** The fonts that come along with the program, their measures and their letters' outlines: the same on every machine. */
package plumbago.web.graph.font;
