package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import plumbago.carbon.point.NameHash;

/**
 * The nodes of the tree, as columns of integers: no object per name. What only branches have is in a {@link BranchTable}, for
 * most nodes have nothing below them. Adding a child is an append, and the first reader that meets children out of order has
 * them sorted.
 *
 * <p>Per node: label, parent, branch and flags (13 bytes), one place in the parent's block and two in the hash table. Not
 * thread-safe; {@link MetricIndex} locks.
 */
final class NodeTable {
    static final int ROOT = 0;

    private static final byte LEAF = 1;
    /** Listed even with nothing below it. */
    private static final byte BRANCH = 2;

    private static final byte FREE = 4;
    private static final byte READ_ONLY = 8;
    /** Something is stored of it: that was seen, or written by us. */
    private static final byte CONFIRMED = 16;
    /** Nothing is stored of it that anybody has seen, and something is to be. */
    private static final byte EXPECTED = 32;

    private static final byte HAS_CHILDREN = 64;

    /** Tagged series are listed here by hashes of their names, which nobody looks for by words. */
    private static final byte[] TAGGED = "_tagged".getBytes(StandardCharsets.UTF_8);

    private final LabelTable labels;
    private final BranchTable branches = new BranchTable();

    private int[] label = new int[64];
    private int[] parent = new int[64];
    /** Number in the table of branches, or -1. */
    private int[] branch = new int[64];

    private byte[] flags = new byte[64];
    private int count;
    private int free = -1;

    /** From parent and label to node: node number, or 0 for a free place (the root is never looked up). */
    private int[] table = new int[128];

    private int live;

    NodeTable(LabelTable labels) {
        this.labels = labels;
        newNode(-1, -1);
    }

    int label(int node) {
        return label[node];
    }

    int parent(int node) {
        return parent[node];
    }

    boolean isLeaf(int node) {
        return (flags[node] & (LEAF | READ_ONLY)) != 0;
    }

    /** Whether all that is stored of it can be read, and takes no points. */
    boolean isReadOnly(int node) {
        return (flags[node] & (LEAF | READ_ONLY)) == READ_ONLY;
    }

    boolean isBranch(int node) {
        return (flags[node] & (HAS_CHILDREN | BRANCH)) != 0;
    }

    boolean hasChildren(int node) {
        return (flags[node] & HAS_CHILDREN) != 0;
    }

    int childCount(int node) {
        return branch[node] < 0 ? 0 : branches.childCount(branch[node]);
    }

    boolean isSorted(int node) {
        return branch[node] < 0 || branches.sorted(branch[node]) == branches.childCount(branch[node]);
    }

    int child(int node, int i) {
        return branches.nodes()[branches.from(branch[node]) + i];
    }

    /** Where the children of a node that has some begin in {@link #childrenOfAll}. */
    int firstChild(int node) {
        return branches.from(branch[node]);
    }

    /** The array that holds the children of all nodes; only to be read. */
    int[] childrenOfAll() {
        return branches.nodes();
    }

    /** How many series there are below a node that has children. */
    int seriesBelow(int node) {
        return branches.series(branch[node]);
    }

    /** For a node that has children: has the bit {@link #signature(int)} of every label below it, and maybe of others. */
    long signatureBelow(int node) {
        return branches.signature(branch[node]);
    }

    /** The bit that stands for a label, and for many others; neighbours, which come together, have different ones. */
    static long signature(int label) {
        return 1L << label;
    }

    /** Whether it is the top of all tagged series. */
    boolean isTopOfTagged(int node) {
        return parent[node] == ROOT && labels.is(label[node], TAGGED);
    }

    /** The children in order of label, in a new array; the node itself is left as it is. */
    int[] sortedChildren(int node) {
        int from = branches.from(branch[node]);
        int all = childCount(node);
        int sorted = branches.sorted(branch[node]);
        int[] result = Arrays.copyOfRange(branches.nodes(), from, from + all);
        if (sorted < all) {
            sortRange(result, sorted, all);
            merge(result, 0, sorted, all);
        }
        return result;
    }

    /** Sorts the node's children in place. */
    void sort(int node) {
        if (!isSorted(node)) {
            branches.reorder(branch[node], sortedChildren(node));
        }
    }

    /** The child of that label, or -1. */
    int find(int parentNode, int wanted) {
        int mask = table.length - 1;
        for (int slot = hash(parentNode, wanted) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int node = table[slot];
            if (label[node] == wanted && parent[node] == parentNode) {
                return node;
            }
        }
        return -1;
    }

    int findOrAdd(int parentNode, int wanted) {
        int known = find(parentNode, wanted);
        if (known >= 0) {
            return known;
        }
        int node = newNode(parentNode, wanted);
        append(parentNode, node);
        sign(node);
        live++;
        if (live * 3L > table.length * 2L) {
            rehash();
        } else {
            place(node);
        }
        return node;
    }

    void makeLeaf(int node) {
        setFlags(node, flags[node] | LEAF);
    }

    /** Notes whether something is stored that takes points; if not it is a series only if it is expected, or read-only. */
    void setStored(int node, boolean there) {
        if (there) {
            setFlags(node, (flags[node] | LEAF | CONFIRMED) & ~EXPECTED);
        } else if (!isExpected(node)) {
            setFlags(node, flags[node] & ~(LEAF | CONFIRMED));
        }
    }

    void setReadOnly(int node, boolean there) {
        setFlags(node, there ? flags[node] | READ_ONLY : flags[node] & ~READ_ONLY);
    }

    /** Whether what is stored has been seen, and takes points. */
    boolean isSettled(int node) {
        return (flags[node] & (CONFIRMED | READ_ONLY)) == CONFIRMED;
    }

    /** Makes it a series of which nobody has seen anything stored. */
    void restore(int node, boolean readOnly) {
        setFlags(node, (flags[node] & ~(LEAF | READ_ONLY)) | (readOnly ? READ_ONLY : LEAF));
    }

    /** Notes that something is to be stored, unless something is that was seen. */
    void expect(int node) {
        if ((flags[node] & CONFIRMED) == 0) {
            flags[node] |= EXPECTED;
        }
    }

    boolean isExpected(int node) {
        return (flags[node] & EXPECTED) != 0;
    }

    boolean isListedBranch(int node) {
        return (flags[node] & BRANCH) != 0;
    }

    /** Lists it as a branch no longer; without anything below it, it goes. */
    void removeBranch(int node) {
        flags[node] &= ~BRANCH;
        prune(node);
    }

    void makeBranch(int node) {
        flags[node] |= BRANCH;
    }

    /** Takes the series away, and every parent that is left without any. */
    void removeLeaf(int leaf) {
        setFlags(leaf, flags[leaf] & ~(LEAF | READ_ONLY | CONFIRMED | EXPECTED));
        prune(leaf);
    }

    private void prune(int from) {
        int node = from;
        while (node != ROOT && !isLeaf(node) && !isBranch(node)) {
            int above = parent[node];
            unplace(node);
            if (branches.detach(branch[above], node)) {
                branch[above] = -1;
                flags[above] &= ~HAS_CHILDREN;
            }
            flags[node] = FREE;
            parent[node] = free;
            free = node;
            live--;
            node = above;
        }
    }

    int size() {
        return count;
    }

    boolean isFree(int node) {
        return (flags[node] & FREE) != 0;
    }

    long memoryBytes() {
        return 4L * (label.length + parent.length + branch.length + table.length)
                + flags.length
                + branches.memoryBytes();
    }

    private int newNode(int parentNode, int wanted) {
        int node;
        if (free >= 0) {
            node = free;
            free = parent[node];
        } else {
            node = count++;
            label = Growth.ensureCapacity(label, count);
            parent = Growth.ensureCapacity(parent, count);
            branch = Growth.ensureCapacity(branch, count);
            flags = Growth.ensureCapacity(flags, count);
        }
        label[node] = wanted;
        parent[node] = parentNode;
        branch[node] = -1;
        flags[node] = 0;
        return node;
    }

    private void append(int parentNode, int node) {
        if (branch[parentNode] < 0) {
            branch[parentNode] = branches.add();
            flags[parentNode] |= HAS_CHILDREN;
        }
        int n = childCount(parentNode);
        boolean inOrder = n == 0 || labels.compare(label[child(parentNode, n - 1)], label[node]) < 0;
        branches.append(branch[parentNode], node, inOrder);
    }

    /** Has those above a new node, and its label, know of it. */
    private void sign(int node) {
        long bit = signature(label[node]);
        int level = 1;
        int top = node;
        boolean lacked = true;
        for (int above = parent[node]; above != ROOT; above = parent[above]) {
            // Who has the bit has handed it on to all above.
            lacked = lacked && branches.sign(branch[above], bit);
            top = above;
            level++;
        }
        if (!isTopOfTagged(top)) {
            labels.noteNode(label[node], level);
        }
    }

    /** Changes the flags, and if it becomes a series or ceases to be one the counts of all above. */
    private void setFlags(int node, int changed) {
        boolean before = isLeaf(node);
        flags[node] = (byte) changed;
        boolean now = isLeaf(node);
        if (before == now) {
            return;
        }
        int level = 0;
        int top = node;
        for (int at = node; at != ROOT; at = parent[at]) {
            branches.countSeries(branch[parent[at]], now ? 1 : -1);
            top = at;
            level++;
        }
        if (now && !isTopOfTagged(top)) {
            labels.noteSeries(label[node], level);
        }
    }

    /** Merge sort over plain integers; a library sort would need an object for each. */
    private void sortRange(int[] nodes, int from, int to) {
        if (to - from > 1) {
            int middle = (from + to) >>> 1;
            sortRange(nodes, from, middle);
            sortRange(nodes, middle, to);
            merge(nodes, from, middle, to);
        }
    }

    private void merge(int[] nodes, int from, int middle, int to) {
        int[] tail = Arrays.copyOfRange(nodes, middle, to);
        int left = middle - 1;
        int right = tail.length - 1;
        for (int at = to - 1; right >= 0; at--) {
            boolean takeLeft = left >= from && labels.compare(label[nodes[left]], label[tail[right]]) > 0;
            nodes[at] = takeLeft ? nodes[left--] : tail[right--];
        }
    }

    private void place(int node) {
        int mask = table.length - 1;
        int slot = hash(parent[node], label[node]) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = node;
    }

    /** Takes a node out of the hash table and moves up those that had to step aside for it. */
    private void unplace(int node) {
        int mask = table.length - 1;
        int slot = hash(parent[node], label[node]) & mask;
        while (table[slot] != node) {
            slot = (slot + 1) & mask;
        }
        int gap = slot;
        for (int next = (slot + 1) & mask; table[next] != 0; next = (next + 1) & mask) {
            int home = hash(parent[table[next]], label[table[next]]) & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                table[gap] = table[next];
                gap = next;
            }
        }
        table[gap] = 0;
    }

    /** The most places in a row that are taken: no look-up goes over more of them. */
    int longestRun() {
        return Growth.longestRun(table);
    }

    private void rehash() {
        table = new int[table.length * 2];
        for (int node = 1; node < count; node++) {
            if (!isFree(node)) {
                place(node);
            }
        }
    }

    /** Senders choose which labels come below which parents, and both are numbered as they come. */
    private static int hash(int parentNode, int wanted) {
        return NameHash.ofNumbers(parentNode, wanted);
    }
}
