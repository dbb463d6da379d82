/** Tagged series: an embedded, persistent index from tags to names, and everything under {@code /tags}. */
package plumbago.web.tags;
