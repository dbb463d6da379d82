package plumbago.carbon.index;

/**
 * What lies directly below a branch.
 *
 * @param leaf whether it is a series
 * @param branch whether there is something below it, or an empty folder
 */
record IndexChild(String label, boolean leaf, boolean branch) {}
