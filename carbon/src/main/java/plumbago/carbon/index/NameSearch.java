package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds the series whose paths hold some words, anywhere and in any order: one walk over the whole tree, in which each step
 * is one look at what is remembered of its label. Those with more words that steps begin with are better, then those whose
 * last step has one, then those that come first. Runs under the index's read lock and changes nothing.
 */
final class NameSearch {
    /** Tagged series are listed here by hashes of their names, which nobody looks for. */
    private static final byte[] TAGGED = "_tagged".getBytes(StandardCharsets.UTF_8);

    private static final int NODES_BETWEEN_LOOKS = 1 << 14;

    private final LabelTable labels;
    private final NodeTable nodes;
    private final NameWords words;
    private final BooleanSupplier timeIsUp;

    /** By level: the pieces that the step fits, the words that are complete, and those that a step begins with. */
    private int[] fitting = new int[16];

    private int[] complete = new int[16];
    private int[] begun = new int[16];

    private final Best series;
    private final Best branches;
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
        this.words = words;
        this.timeIsUp = timeIsUp;
        series = new Best(2 * (NameWords.MOST_PIECES + 1), limit);
        branches = new Best(2 * (NameWords.MOST_PIECES + 1), limit);
    }

    NameMatches run() {
        int tagged = labels.find(TAGGED, 0, TAGGED.length);
        below(NodeTable.ROOT, 1, tagged);
        List<IndexNode> found = new ArrayList<>();
        for (Found one : series.inOrder()) {
            found.add(node(one.node()));
        }
        List<NameMatches.Branch> folded = new ArrayList<>();
        for (Found one : branches.inOrder()) {
            folded.add(new NameMatches.Branch(path(one.node()), one.series()));
        }
        return new NameMatches(total, !stopped, found, folded);
    }

    /** @param without a label that is left out; -1 for none */
    private void below(int node, int level, int without) {
        int[] sorted = nodes.isSorted(node) ? null : nodes.sortedChildren(node);
        for (int i = 0; i < nodes.childCount(node) && !stopped; i++) {
            int child = sorted == null ? nodes.child(node, i) : sorted[i];
            if (nodes.label(child) != without) {
                visit(child, level);
            }
        }
    }

    private void visit(int node, int level) {
        if (++visited % NODES_BETWEEN_LOOKS == 0 && timeIsUp.getAsBoolean()) {
            stopped = true;
            return;
        }
        if (level == fitting.length) {
            fitting = Arrays.copyOf(fitting, 2 * level);
            complete = Arrays.copyOf(complete, 2 * level);
            begun = Arrays.copyOf(begun, 2 * level);
        }
        long match = words.match(labels, nodes.label(node));
        fitting[level] = NameWords.fitting(match, fitting[level - 1], words.firsts());
        complete[level] = complete[level - 1] | (fitting[level] & words.lasts());
        begun[level] = begun[level - 1] | (NameWords.begun(match) & words.firsts());
        boolean isFound = complete[level] == words.lasts();
        int rank = 2 * Integer.bitCount(begun[level]) + (fitting[level] != 0 ? 1 : 0);
        if (isFound && nodes.isLeaf(node)) {
            total++;
            series.add(rank, node, 1);
        }
        if (!nodes.isBranch(node)) {
            return;
        }
        boolean folds = isFound && complete[level - 1] != words.lasts();
        int before = total;
        below(node, level + 1, -1);
        if (folds && total > before) {
            branches.add(rank, node, total - before);
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

    private record Found(int node, int series) {}

    /** So many of each rank as there is room for all in all, in the order they came. */
    private static final class Best {
        private final List<List<Found>> byRank = new ArrayList<>();
        private final int limit;

        Best(int ranks, int limit) {
            this.limit = limit;
            for (int i = 0; i < ranks; i++) {
                byRank.add(new ArrayList<>());
            }
        }

        void add(int rank, int node, int series) {
            List<Found> same = byRank.get(rank);
            if (same.size() < limit) {
                same.add(new Found(node, series));
            }
        }

        List<Found> inOrder() {
            List<Found> all = new ArrayList<>();
            for (int rank = byRank.size() - 1; rank >= 0; rank--) {
                for (Found one : byRank.get(rank)) {
                    if (all.size() < limit) {
                        all.add(one);
                    }
                }
            }
            return all;
        }
    }
}
