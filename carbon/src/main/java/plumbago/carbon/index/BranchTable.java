package plumbago.carbon.index;

import java.util.Arrays;

/**
 * What only nodes have that have something below them, by number of such a branch, as columns of integers: its children, how
 * many series there are below it, and a signature of the labels below it. Children lie in a block of one shared array, sorted
 * up to {@code sorted[branch]} and unsorted behind it.
 *
 * <p>Per branch 24 bytes, and one place in the shared array for each child. Not thread-safe; {@link MetricIndex} locks.
 */
final class BranchTable {
    private int[] block = new int[16];
    private int[] children = new int[16];
    private int[] sorted = new int[16];
    private int[] series = new int[16];
    private long[] signature = new long[16];
    private int count;
    private int free = -1;

    /** Blocks of children; a block of n children has capacity for the next power of two. */
    private int[] blocks = new int[256];

    private int blocksUsed;
    /** Heads of the lists of free blocks by the logarithm of their size; -1 for none. */
    private final int[] freeBlocks = new int[32];

    BranchTable() {
        Arrays.fill(freeBlocks, -1);
    }

    /** A branch with nothing below it. */
    int add() {
        int branch;
        if (free >= 0) {
            branch = free;
            free = block[branch];
        } else {
            branch = count++;
            block = Growth.ensureCapacity(block, count);
            children = Growth.ensureCapacity(children, count);
            sorted = Growth.ensureCapacity(sorted, count);
            series = Growth.ensureCapacity(series, count);
            signature = Growth.ensureCapacity(signature, count);
        }
        block[branch] = -1;
        children[branch] = 0;
        sorted[branch] = 0;
        series[branch] = 0;
        signature[branch] = 0;
        return branch;
    }

    /** Where its children begin in {@link #nodes}. */
    int from(int branch) {
        return block[branch];
    }

    int childCount(int branch) {
        return children[branch];
    }

    /** How many of the children are in order, from the first. */
    int sorted(int branch) {
        return sorted[branch];
    }

    /** The array that holds the children of all; only to be read. */
    int[] nodes() {
        return blocks;
    }

    int series(int branch) {
        return series[branch];
    }

    void countSeries(int branch, int more) {
        series[branch] += more;
    }

    /** Has a bit for every label below it, and maybe for some that were; one bit stands for many labels. */
    long signature(int branch) {
        return signature[branch];
    }

    /** @return whether the signature lacked the bit */
    boolean sign(int branch, long bit) {
        boolean lacked = (signature[branch] & bit) == 0;
        signature[branch] |= bit;
        return lacked;
    }

    /** @param inOrder whether the node belongs behind all others */
    void append(int branch, int node, boolean inOrder) {
        int n = children[branch];
        int capacity = n == 0 ? 0 : capacity(n);
        if (n == capacity) {
            int bigger = allocate(n + 1);
            if (n > 0) {
                System.arraycopy(blocks, block[branch], blocks, bigger, n);
                release(block[branch], capacity);
            }
            block[branch] = bigger;
        }
        blocks[block[branch] + n] = node;
        children[branch] = n + 1;
        if (inOrder && sorted[branch] == n) {
            sorted[branch] = n + 1;
        }
    }

    /** @return whether that was the last one, and the branch is no more */
    boolean detach(int branch, int node) {
        int from = block[branch];
        int n = children[branch];
        int at = from;
        while (blocks[at] != node) {
            at++;
        }
        System.arraycopy(blocks, at + 1, blocks, at, from + n - at - 1);
        if (at - from < sorted[branch]) {
            sorted[branch]--;
        }
        children[branch] = n - 1;
        if (n == 1) {
            release(from, 1);
            block[branch] = free;
            free = branch;
            return true;
        }
        int before = capacity(n);
        if (capacity(n - 1) < before) {
            // A smaller block, or its capacity would be misread when it is given back.
            int smaller = allocate(n - 1);
            System.arraycopy(blocks, from, blocks, smaller, n - 1);
            release(from, before);
            block[branch] = smaller;
        }
        return false;
    }

    /** Puts the children into an order, in which all of them are. */
    void reorder(int branch, int[] order) {
        System.arraycopy(order, 0, blocks, block[branch], order.length);
        sorted[branch] = order.length;
    }

    long memoryBytes() {
        return 4L * (block.length + children.length + sorted.length + series.length + blocks.length)
                + 8L * signature.length;
    }

    /** The capacity of a block that holds that many children: the next power of two. */
    private static int capacity(int n) {
        return n == 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
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
}
