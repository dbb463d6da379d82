/**
 * The heart of carbon-aggregator: points come in, and go on with one point more for each interval of each aggregate that the rules
 * of {@link plumbago.carbon.rules.AggregationRules} make of them. {@link plumbago.carbon.aggregator.AggregatorSink} is all that
 * others see. What an interval holds is in memory and in a journal until no late point can correct it any more. No sockets and no
 * threads here: batches come from receivers, and somebody calls {@code tick} each second.
 */
package plumbago.carbon.aggregator;
