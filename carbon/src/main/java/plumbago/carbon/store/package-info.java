/**
 * The store of series: puts names, queues, journal, writer and storage together, and looks after what they share: the data
 * folder and its lock, the rule files, the names that are found. Adds amounts to what is there. Nothing that listens, and nothing that is asked for by HTTP.
 */
package plumbago.carbon.store;
