/**
 * Events: what happened when, kept in a file of its own. Knows nothing of HTTP; what clients post and ask is
 * {@code plumbago.web.events}.
 */
package plumbago.carbon.events;
