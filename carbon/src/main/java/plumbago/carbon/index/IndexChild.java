package plumbago.carbon.index;

/**
 * What lies directly below a branch.
 *
 * @param leaf whether it is a series
 * @param settled whether a file that takes points has been seen, and no compressed one
 * @param branch whether there is something below it, or an empty folder
 */
public record IndexChild(String label, boolean leaf, boolean settled, boolean branch) {}
