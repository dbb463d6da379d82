package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Folders whose own name has a dot, as {@code foo.bar/x.wsp}. No metric that is sent ever leads there, but Graphite's
 * wildcards do: {@code foo*.x} finds {@code foo.bar.x}, where {@code foo.bar.x} finds {@code foo/bar/x.wsp} alone. In the
 * index such a folder is one step, with slashes for its dots: no other step can have one.
 */
public final class FoldersWithDots {
    private static final char MARK = '/';

    private FoldersWithDots() {}

    /** The step of a path that a folder is. */
    public static String step(String folder) {
        return folder.replace('.', MARK);
    }

    /** The name of the folder that a step stands for. */
    public static String folder(String step) {
        return step.replace(MARK, '.');
    }

    /** Whether such folders lie on the way. */
    static boolean areIn(String path) {
        return path.indexOf(MARK) >= 0;
    }

    /** What is found at a path of the index with such folders. A folder itself is shown up to its first dot, as in Graphite. */
    static IndexNode node(String path, boolean leaf, boolean branch) {
        if (leaf) {
            return new IndexNode(path.replace(MARK, '.'), true, branch, path);
        }
        int cut = path.indexOf(MARK, path.lastIndexOf('.') + 1);
        return new IndexNode((cut < 0 ? path : path.substring(0, cut)).replace(MARK, '.'), false, branch);
    }

    /** Makes one of nodes that are shown alike; the file of a plain path goes before. */
    static List<IndexNode> merged(List<IndexNode> sorted) {
        List<IndexNode> result = new ArrayList<>(sorted.size());
        for (IndexNode node : sorted) {
            IndexNode before = result.isEmpty() ? null : result.get(result.size() - 1);
            if (before == null || !before.path().equals(node.path())) {
                result.add(node);
                continue;
            }
            boolean plain = !node.leaf() || (before.leaf() && !areIn(before.storedAs()));
            result.set(
                    result.size() - 1,
                    new IndexNode(
                            node.path(),
                            node.leaf() || before.leaf(),
                            node.branch() || before.branch(),
                            plain ? before.storedAs() : node.storedAs()));
        }
        return result;
    }
}
