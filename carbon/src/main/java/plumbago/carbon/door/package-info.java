/**
 * What all doors have in common, whatever is spoken behind them: listening, who may come in and how many, TLS, waiting
 * while the queues are full, and frames with a length in front. Knows no protocol beyond that, and no points.
 */
package plumbago.carbon.door;
