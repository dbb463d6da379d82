package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds the series whose paths hold some words, anywhere and in any order: first the labels that do, then in one walk over the
 * tree the paths. The walk leaves out what is below a branch where missing words cannot come any more, and counts at once what
 * is below one that holds all words, as soon as nothing there would be among those that are named. Those with more words that
 * steps begin with are better, then those whose last step has one, then those that come first. Runs under the index's read
 * lock and changes nothing.
 */
final class NameSearch {
    private static final int NODES_BETWEEN_LOOKS = 1 << 14;

    private final LabelTable labels;
    private final NodeTable nodes;
    private final int firsts;
    private final int lasts;
    private final LabelMatches matches;
    private final int[] fits;
    private final BooleanSupplier timeIsUp;

    private final BestNodes series;
    private final BestNodes branches;
    private final List<Integer> unsorted = new ArrayList<>();
    private int total;
    private int visited;
    private boolean stopped;

    /**
     * @param limit how many series, and branches, to name
     * @param timeIsUp asked now and then
     */
    NameSearch(LabelTable labels, NodeTable nodes, NameWords words, int limit, BooleanSupplier timeIsUp) {
        this.labels = labels;
        this.nodes = nodes;
        this.timeIsUp = timeIsUp;
        firsts = words.firsts();
        lasts = words.lasts();
        matches = new LabelMatches(labels, words);
        fits = matches.fits();
        series = new BestNodes(2 * NameWords.MOST_PIECES + 1, limit);
        branches = new BestNodes(2 * NameWords.MOST_PIECES + 1, limit);
    }

    NameMatches run() {
        stopped = !matches.look(timeIsUp);
        if (!stopped && nodes.hasChildren(NodeTable.ROOT) && matches.mayHold(0, 0, lasts)) {
            below(NodeTable.ROOT, 0, 0, 0, 0);
        }
        List<IndexNode> found = new ArrayList<>();
        for (BestNodes.Found one : series.inOrder()) {
            found.add(node(one.node()));
        }
        List<NameMatches.Branch> folded = new ArrayList<>();
        for (BestNodes.Found one : branches.inOrder()) {
            folded.add(new NameMatches.Branch(path(one.node()), one.series()));
        }
        return new NameMatches(total, !stopped, found, folded);
    }

    /** Nodes whose children were met out of order. */
    List<Integer> unsorted() {
        return unsorted;
    }

    /**
     * Looks at all children of a node that has some.
     *
     * @param level the node's, 0 that of the root
     * @param fitting the pieces that the path has come to with the node
     * @param complete the last pieces that it has come to
     * @param begun the first pieces that steps of it begin with
     */
    private void below(int node, int level, int fitting, int complete, int begun) {
        int[] children = nodes.childrenOfAll();
        int from = nodes.firstChild(node);
        if (!nodes.isSorted(node)) {
            unsorted.add(node);
            children = nodes.sortedChildren(node);
            from = 0;
        }
        int to = from + nodes.childCount(node);
        int next = (fitting << 1) | firsts;
        int missing = lasts & ~complete;
        int highestRank = matches.highestRank(level, begun);
        while (from < to && !stopped) {
            int end = Math.min(to, from + NODES_BETWEEN_LOOKS);
            int found = 0;
            for (int i = from; i < end && !stopped; i++) {
                int child = children[i];
                int label = nodes.label(child);
                int match = fits[label] & next;
                if ((match & missing) == missing && nodes.isLeaf(child) && !isTagged(child, level)) {
                    found++;
                    if (series.wants(highestRank)) {
                        series.add(LabelMatches.rank(begun | matches.begins(label), match != 0), child, 1);
                    }
                }
                if (nodes.hasChildren(child) && !isTagged(child, level)) {
                    visit(child, level + 1, match, complete, begun | matches.begins(label));
                }
            }
            total += found;
            looked(end - from);
            from = end;
        }
    }

    private void looked(int more) {
        visited += more;
        if (visited >= NODES_BETWEEN_LOOKS) {
            visited = 0;
            stopped |= timeIsUp.getAsBoolean();
        }
    }

    private boolean isTagged(int child, int levelAbove) {
        return levelAbove == 0 && nodes.isTopOfTagged(child);
    }

    /** Goes on below a branch, as far as that can find anything; the parameters are those of {@link #below}. */
    private void visit(int node, int level, int fitting, int completeAbove, int begun) {
        int complete = completeAbove | (fitting & lasts);
        int missing = lasts & ~complete;
        int before = total;
        if (missing != 0) {
            if (matches.mayHold(level, fitting, missing) && matches.mayHold(nodes.signatureBelow(node), missing)) {
                below(node, level, fitting, complete, begun);
            }
            return;
        }
        if (series.wants(matches.highestRank(level, begun))) {
            below(node, level, fitting, complete, begun);
        } else {
            total += nodes.seriesBelow(node);
        }
        if (completeAbove != lasts && total > before) {
            branches.add(LabelMatches.rank(begun, fitting != 0), node, total - before);
        }
    }

    private IndexNode node(int node) {
        String path = path(node);
        return FoldersWithDots.areIn(path)
                ? FoldersWithDots.node(path, true, nodes.isBranch(node))
                : new IndexNode(path, true, nodes.isBranch(node));
    }

    private String path(int node) {
        StringBuilder path = new StringBuilder();
        for (int at = node; at != NodeTable.ROOT; at = nodes.parent(at)) {
            int label = nodes.label(at);
            String text = new String(labels.bytes(), labels.start(label), labels.length(label), StandardCharsets.UTF_8);
            path.insert(0, at == node ? text : text + ".");
        }
        return path.toString();
    }
}
