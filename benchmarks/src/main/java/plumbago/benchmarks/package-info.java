/** JMH benchmarks of the hot paths; the whole-process comparisons beside real peers stand next to them. */
package plumbago.benchmarks;
