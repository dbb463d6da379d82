package plumbago.carbon.index;

/**
 * One thing found in the index. A name may be both: {@code site.home} a series, and the parent of
 * {@code site.home.visits}.
 *
 * @param path full dotted path
 * @param leaf whether a series of exactly this name exists
 * @param branch whether there are names below it (or it is listed though there are none)
 * @param storedAs what to read the series by: the path, but for folders with dots in their names, which have slashes there
 */
public record IndexNode(String path, boolean leaf, boolean branch, String storedAs) {
    /** A node that is read by its path. */
    public IndexNode(String path, boolean leaf, boolean branch) {
        this(path, leaf, branch, path);
    }

    /** Whether the series lies where points of this name are written, so that it can be written and deleted by it. */
    public boolean isWritable() {
        return storedAs.equals(path);
    }

    /** The path's last step. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
