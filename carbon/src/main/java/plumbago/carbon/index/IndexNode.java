package plumbago.carbon.index;

/**
 * One thing found in the index. A name may be both: {@code site.home} a series, and the parent of
 * {@code site.home.visits}.
 *
 * @param path full dotted path
 * @param leaf whether a series of exactly this name exists
 * @param branch whether there are names below it (or an empty folder)
 */
public record IndexNode(String path, boolean leaf, boolean branch) {
    /** The path's last step. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
