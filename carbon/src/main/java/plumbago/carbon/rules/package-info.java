/**
 * What happens to a point's metric name on its way in: the lists that refuse it, and the rules that rewrite it. A verdict
 * depends on the name alone, so that it is found once for each name and kept with the series. Files are read by {@link
 * plumbago.carbon.config}; queues and counters are elsewhere.
 */
package plumbago.carbon.rules;
