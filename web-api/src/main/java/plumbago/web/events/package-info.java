/** Events: what happened when, kept in a file of its own, and everything under {@code /events}. */
package plumbago.web.events;
