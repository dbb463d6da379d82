/**
 * JMH benchmarks of the stages that a point and a question go through, each beside the cheapest thing that could be done
 * with the same bytes. The comparisons of whole processes beside real peers stand next to them, in the folder of this
 * module. Not here: anything that the product needs.
 */
package plumbago.benchmarks;
