package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * How many series there are in a branch, and in what lies directly below it.
 *
 * @param series in all of it; tagged ones, which lie under {@code _tagged}, included
 * @param complete whether all were counted before the time was up
 * @param children how many there are directly below
 * @param largest those of them that hold most, in order; those that hold as many by name
 */
public record BranchSizes(int series, boolean complete, int children, List<Child> largest) {
    private static final int NODES_BETWEEN_LOOKS = 4096;

    private static final Comparator<Child> ORDER =
            Comparator.comparingInt((Child child) -> -child.series()).thenComparing(Child::label);

    /**
     * One that lies directly below.
     *
     * @param label its last step
     * @param series in all of it, with itself
     * @param leaf whether it is a series itself
     * @param branch whether anything lies below it
     */
    public record Child(String label, int series, boolean leaf, boolean branch) {}

    /** Counts, as long as there is time. */
    private static final class Count {
        private final NodeTable nodes;
        private final BooleanSupplier timeIsUp;
        private int visited;
        private boolean stopped;

        Count(NodeTable nodes, BooleanSupplier timeIsUp) {
            this.nodes = nodes;
            this.timeIsUp = timeIsUp;
        }

        int below(int node) {
            if (++visited % NODES_BETWEEN_LOOKS == 0 && timeIsUp.getAsBoolean()) {
                stopped = true;
            }
            int sum = nodes.isLeaf(node) ? 1 : 0;
            for (int i = 0; i < nodes.childCount(node) && !stopped; i++) {
                sum += below(nodes.child(node, i));
            }
            return sum;
        }
    }

    static BranchSizes of(LabelTable labels, NodeTable nodes, int node, int limit, BooleanSupplier timeIsUp) {
        Count count = new Count(nodes, timeIsUp);
        PriorityQueue<Child> largest = new PriorityQueue<>(ORDER.reversed());
        int sum = 0;
        for (int i = 0; i < nodes.childCount(node) && !count.stopped; i++) {
            int child = nodes.child(node, i);
            int series = count.below(child);
            sum += series;
            if (limit > 0
                    && (largest.size() < limit || series >= largest.element().series())) {
                largest.add(new Child(
                        FoldersWithDots.folder(NameSlice.text(labels, nodes.label(child))),
                        series,
                        nodes.isLeaf(child),
                        nodes.isBranch(child)));
                if (largest.size() > limit) {
                    largest.remove();
                }
            }
        }
        List<Child> inOrder = new ArrayList<>(largest);
        inOrder.sort(ORDER);
        return new BranchSizes(sum, !count.stopped, nodes.childCount(node), inOrder);
    }
}
