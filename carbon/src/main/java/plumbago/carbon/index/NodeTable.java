package plumbago.carbon.index;

import java.util.Arrays;
import plumbago.carbon.point.NameHash;

/**
 * The nodes of the tree, as columns of integers: no object per name. Children of a node lie in a block of one shared
 * array, sorted up to {@code sorted[node]} and unsorted behind it: adding is an append, and the first reader that
 * meets an unsorted tail has it sorted.
 *
 * <p>Per node: label, parent, flags and block of children (20 bytes), one place in the parent's block and two in the
 * hash table. Not thread-safe; {@link MetricIndex} locks.
 */
final class NodeTable {
    static final int ROOT = 0;

    private static final byte LEAF = 1;
    private static final byte BRANCH = 2;
    private static final byte FREE = 4;
    private static final byte READ_ONLY = 8;
    /** Something is stored of it: that was seen, or written by us. */
    private static final byte CONFIRMED = 16;
    /** Nothing is stored of it that anybody has seen, and something is to be. */
    private static final byte EXPECTED = 32;

    private final LabelTable labels;

    private int[] label = new int[64];
    private int[] parent = new int[64];
    private int[] block = new int[64];
    private int[] children = new int[64];
    private int[] sorted = new int[64];
    private byte[] flags = new byte[64];
    private int count;
    private int free = -1;

    /** Blocks of children; a block of n children has capacity for the next power of two. */
    private int[] blocks = new int[256];

    private int blocksUsed;
    /** Heads of the lists of free blocks by the logarithm of their size; -1 for none. */
    private final int[] freeBlocks = new int[32];

    /** From parent and label to node: node number, or 0 for a free place (the root is never looked up). */
    private int[] table = new int[128];

    private int live;

    NodeTable(LabelTable labels) {
        this.labels = labels;
        Arrays.fill(freeBlocks, -1);
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
        return children[node] > 0 || (flags[node] & BRANCH) != 0;
    }

    int childCount(int node) {
        return children[node];
    }

    boolean isSorted(int node) {
        return sorted[node] == children[node];
    }

    int child(int node, int i) {
        return blocks[block[node] + i];
    }

    /** The children in order of label, in a new array; the node itself is left as it is. */
    int[] sortedChildren(int node) {
        int from = block[node];
        int all = children[node];
        int[] result = Arrays.copyOfRange(blocks, from, from + all);
        if (sorted[node] < all) {
            sortRange(result, sorted[node], all);
            merge(result, 0, sorted[node], all);
        }
        return result;
    }

    /** Sorts the node's children in place. */
    void sort(int node) {
        if (!isSorted(node)) {
            int[] order = sortedChildren(node);
            System.arraycopy(order, 0, blocks, block[node], order.length);
            sorted[node] = order.length;
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
        live++;
        if (live * 3L > table.length * 2L) {
            rehash();
        } else {
            place(node);
        }
        return node;
    }

    void makeLeaf(int node) {
        flags[node] |= LEAF;
    }

    /** Notes whether something is stored that takes points; if not it is a series only if it is expected, or read-only. */
    void setStored(int node, boolean there) {
        if (there) {
            flags[node] = (byte) ((flags[node] | LEAF | CONFIRMED) & ~EXPECTED);
        } else if (!isExpected(node)) {
            flags[node] &= ~(LEAF | CONFIRMED);
        }
    }

    void setReadOnly(int node, boolean there) {
        flags[node] = (byte) (there ? flags[node] | READ_ONLY : flags[node] & ~READ_ONLY);
    }

    /** Whether what is stored has been seen, and takes points. */
    boolean isSettled(int node) {
        return (flags[node] & (CONFIRMED | READ_ONLY)) == CONFIRMED;
    }

    /** Makes it a series of which nobody has seen anything stored. */
    void restore(int node, boolean readOnly) {
        flags[node] = (byte) ((flags[node] & ~(LEAF | READ_ONLY)) | (readOnly ? READ_ONLY : LEAF));
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
        flags[leaf] &= ~(LEAF | READ_ONLY | CONFIRMED | EXPECTED);
        prune(leaf);
    }

    private void prune(int from) {
        int node = from;
        while (node != ROOT && !isLeaf(node) && !isBranch(node)) {
            int above = parent[node];
            unplace(node);
            detach(above, node);
            if (block[node] >= 0) {
                release(block[node], capacity(0));
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
        return 4L * (label.length + parent.length + block.length + children.length + sorted.length)
                + flags.length
                + 4L * (blocks.length + table.length);
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
            block = Growth.ensureCapacity(block, count);
            children = Growth.ensureCapacity(children, count);
            sorted = Growth.ensureCapacity(sorted, count);
            flags = Growth.ensureCapacity(flags, count);
        }
        label[node] = wanted;
        parent[node] = parentNode;
        block[node] = -1;
        children[node] = 0;
        sorted[node] = 0;
        flags[node] = 0;
        return node;
    }

    private void append(int parentNode, int node) {
        int n = children[parentNode];
        int capacity = block[parentNode] < 0 ? 0 : capacity(n);
        if (n == capacity) {
            int bigger = allocate(n + 1);
            if (n > 0) {
                System.arraycopy(blocks, block[parentNode], blocks, bigger, n);
                release(block[parentNode], capacity);
            }
            block[parentNode] = bigger;
        }
        blocks[block[parentNode] + n] = node;
        boolean inOrder = sorted[parentNode] == n
                && (n == 0 || labels.compare(label[blocks[block[parentNode] + n - 1]], label[node]) < 0);
        children[parentNode] = n + 1;
        if (inOrder) {
            sorted[parentNode] = n + 1;
        }
    }

    private void detach(int parentNode, int node) {
        int from = block[parentNode];
        int n = children[parentNode];
        int at = from;
        while (blocks[at] != node) {
            at++;
        }
        System.arraycopy(blocks, at + 1, blocks, at, from + n - at - 1);
        if (at - from < sorted[parentNode]) {
            sorted[parentNode]--;
        }
        int before = capacity(n);
        int after = capacity(n - 1);
        children[parentNode] = n - 1;
        if (after < before) {
            // A smaller block, or its capacity would be misread when it is given back.
            int smaller = allocate(Math.max(1, n - 1));
            System.arraycopy(blocks, from, blocks, smaller, n - 1);
            release(from, before);
            block[parentNode] = smaller;
        }
    }

    /** The capacity of a block that holds that many children: the next power of two, and 1 for none. */
    private static int capacity(int n) {
        return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
    }

    private int allocate(int n) {
        int size = capacity(n);
        int kind = Integer.numberOfTrailingZeros(size);
        int found = freeBlocks[kind];
        if (found >= 0) {
            freeBlocks[kind] = blocks[found];
            return found;
        }
        int at = blocksUsed;
        blocksUsed = Math.addExact(at, size);
        blocks = Growth.ensureCapacity(blocks, blocksUsed);
        return at;
    }

    private void release(int at, int size) {
        int kind = Integer.numberOfTrailingZeros(size);
        blocks[at] = freeBlocks[kind];
        freeBlocks[kind] = at;
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
