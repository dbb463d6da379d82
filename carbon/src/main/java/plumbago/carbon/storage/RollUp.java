package plumbago.carbon.storage;

/**
 * How finer points of a series become coarser ones.
 *
 * @param method what is made of them
 * @param xFilesFactor share of finer points, 0 to 1, that must be known for a coarser one to be made
 */
public record RollUp(AggregationMethod method, double xFilesFactor) {
    /** @throws IllegalArgumentException if the xFilesFactor is out of its range */
    public RollUp {
        if (!(xFilesFactor >= 0 && xFilesFactor <= 1)) {
            throw new IllegalArgumentException("xFilesFactor " + xFilesFactor + ": expected a number from 0 to 1");
        }
    }
}
