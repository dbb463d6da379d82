package plumbago.carbon.index;

/**
 * What lies directly below a branch.
 *
 * @param leaf whether it is a series
 * @param settled whether what is stored has been seen, and takes points
 * @param branch whether there is something below it, or it is listed though there is nothing
 */
public record IndexChild(String label, boolean leaf, boolean settled, boolean branch) {}
