/**
 * What happens to a point's metric name on its way in: the lists that refuse it, and the rules that rewrite it. What they
 * say depends on the name alone, and {@link plumbago.carbon.name} puts it together to a verdict. Files are read by {@link
 * plumbago.carbon.config}; queues and counters are elsewhere.
 */
package plumbago.carbon.rules;
