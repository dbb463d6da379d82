package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** One find: goes down the tree and collects what matches. Runs under the index's read lock and changes nothing. */
final class Search {
    /**
     * Labels that are held against a glob in one find, each time for each of its alternatives. It takes seconds to get
     * there, and meanwhile no new name can be added.
     */
    private static final long MAX_COMPARISONS = 300_000_000;

    private final LabelTable labels;
    private final NodeTable nodes;
    /** One for each level; null stands for any number of levels. */
    private final List<Glob> globs;

    private final boolean writableOnly;

    private final List<IndexNode> found = new ArrayList<>();
    private final List<Integer> unsorted = new ArrayList<>();
    private byte[] path = new byte[256];
    private long comparisons;
    private boolean foldersWithDots;

    /**
     * By level, the nodes the search went on from; null if there is only one way to get anywhere. Two steps {@code **}
     * lead to a node in many ways, more than can be gone in a deep tree, and all of them find the same.
     */
    private final BitSet[] visited;

    Search(LabelTable labels, NodeTable nodes, List<Glob> globs, boolean writableOnly) {
        this.labels = labels;
        this.nodes = nodes;
        this.globs = globs;
        this.writableOnly = writableOnly;
        boolean manyWays = globs.indexOf(null) != globs.lastIndexOf(null);
        visited = manyWays ? new BitSet[globs.size()] : null;
    }

    /** @throws IllegalArgumentException if the globs are held against more labels than anybody could wait for */
    List<IndexNode> run() {
        descend(NodeTable.ROOT, 0, 0);
        return found;
    }

    /** Whether nodes may be found that are shown alike. */
    boolean metFoldersWithDots() {
        return foldersWithDots;
    }

    /** Nodes whose children were met out of order. */
    List<Integer> unsorted() {
        return unsorted;
    }

    private void descend(int node, int level, int length) {
        Glob glob = globs.get(level);
        if (glob == null) {
            anyDepth(node, level, length);
            return;
        }
        if (wasHere(node, level)) {
            return;
        }
        List<Glob.Alternative> alternatives = glob.alternatives();
        if (alternatives.size() == 1) {
            Glob.Alternative only = alternatives.get(0);
            if (only.isLiteral()) {
                literal(node, only.pattern(), level, length);
            } else {
                range(node, only, level, length);
            }
            return;
        }
        boolean literals = true;
        for (Glob.Alternative alternative : alternatives) {
            literals &= alternative.isLiteral();
        }
        if (literals) {
            for (Glob.Alternative alternative : alternatives) {
                literal(node, alternative.pattern(), level, length);
            }
            return;
        }
        for (int i = 0; i < nodes.childCount(node); i++) {
            int child = nodes.child(node, i);
            int label = nodes.label(child);
            int from = labels.start(label);
            count(alternatives.size());
            if (glob.matches(labels.bytes(), from, from + labels.length(label))) {
                accept(child, level, length);
            }
        }
    }

    private boolean wasHere(int node, int level) {
        if (visited == null) {
            return false;
        }
        if (visited[level] == null) {
            visited[level] = new BitSet();
        }
        boolean before = visited[level].get(node);
        visited[level].set(node);
        return before;
    }

    private void count(int more) {
        comparisons += more;
        if (comparisons > MAX_COMPARISONS) {
            throw new IllegalArgumentException("a path expression that would be held against more than "
                    + MAX_COMPARISONS + " names, each of its alternatives counted; ask more precisely");
        }
    }

    /** Any number of levels, none included. */
    private void anyDepth(int node, int level, int length) {
        if (wasHere(node, level)) {
            return;
        }
        descend(node, level + 1, length);
        for (int i = 0; i < nodes.childCount(node); i++) {
            int child = nodes.child(node, i);
            if (nodes.isBranch(child)) {
                anyDepth(child, level, append(child, length));
            }
        }
    }

    /** A step without wildcards; with dots in it (from braces) it is several levels. */
    private void literal(int node, byte[] text, int level, int length) {
        int at = node;
        int end = length;
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i < text.length && text[i] == '/') {
                return;
            }
            if (i < text.length && text[i] != '.') {
                continue;
            }
            if (i > from) {
                int label = labels.find(text, from, i);
                at = label < 0 ? -1 : nodes.find(at, label);
                if (at < 0) {
                    return;
                }
                if (i < text.length) {
                    end = append(at, end);
                }
            }
            from = i + 1;
        }
        if (at != node) {
            accept(at, level, end);
        }
    }

    /** The children that share the pattern's beginning lie together. */
    private void range(int node, Glob.Alternative pattern, int level, int length) {
        int n = nodes.childCount(node);
        byte[] prefix = pattern.prefix();
        if (prefix.length == 0) {
            for (int i = 0; i < n; i++) {
                check(nodes.child(node, i), pattern, level, length);
            }
            return;
        }
        int[] copy = null;
        if (!nodes.isSorted(node)) {
            unsorted.add(node);
            copy = nodes.sortedChildren(node);
        }
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int child = copy == null ? nodes.child(node, middle) : copy[middle];
            if (labels.comparePrefix(nodes.label(child), prefix) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < n; i++) {
            int child = copy == null ? nodes.child(node, i) : copy[i];
            if (labels.comparePrefix(nodes.label(child), prefix) != 0) {
                return;
            }
            check(child, pattern, level, length);
        }
    }

    private void check(int child, Glob.Alternative pattern, int level, int length) {
        int label = nodes.label(child);
        int from = labels.start(label);
        count(1);
        if (pattern.matchesAll() || pattern.matches(labels.bytes(), from, from + labels.length(label))) {
            accept(child, level, length);
        }
    }

    private void accept(int child, int level, int length) {
        boolean last = level + 1 == globs.size();
        if (!last && !nodes.isBranch(child)) {
            return;
        }
        int end = append(child, length);
        if (last) {
            boolean leaf = nodes.isLeaf(child) && !(writableOnly && nodes.isReadOnly(child));
            String text = new String(path, 0, end, StandardCharsets.UTF_8);
            if (FoldersWithDots.areIn(text)) {
                foldersWithDots = true;
                found.add(FoldersWithDots.node(text, leaf, nodes.isBranch(child)));
            } else {
                found.add(new IndexNode(text, leaf, nodes.isBranch(child)));
            }
        } else {
            descend(child, level + 1, end);
        }
    }

    /** Writes the node's label behind the path so far; returns the new length. */
    private int append(int node, int length) {
        int label = nodes.label(node);
        int n = labels.length(label);
        path = Growth.ensureCapacity(path, length + n + 1);
        int at = length;
        if (at > 0) {
            path[at++] = '.';
        }
        System.arraycopy(labels.bytes(), labels.start(label), path, at, n);
        return at + n;
    }
}
