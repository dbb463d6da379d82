/** Everything under {@code /tags}. The tag index itself belongs to the way of a point, and lives with it. */
package plumbago.web.tags;
