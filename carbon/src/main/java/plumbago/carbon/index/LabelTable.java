package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import plumbago.carbon.point.NameHash;

/**
 * Every distinct label (one step of a dotted name) once, as UTF-8 bytes in one array. A label is its number here, so
 * that a hundred thousand nodes called {@code cpu} share three bytes. Not thread-safe; {@link MetricIndex} locks.
 */
final class LabelTable {
    /** Levels from this one on are not told apart by {@link #levels} and {@link #seriesLevels}. */
    static final int DEEPEST = 15;

    private static final int LEVELS = (1 << DEEPEST) - 1;
    private static final int NOT_ASCII = 1 << 31;

    private byte[] bytes = new byte[1024];
    /** Label {@code i} is {@code bytes[ends[i - 1] .. ends[i])}. */
    private int[] ends = new int[64];

    /** By label: bits of the levels at which it is, or was; above these, those of them that are series; and {@link #NOT_ASCII}. */
    private int[] levels = new int[64];

    private int count;
    /** Open addressing: label number + 1, or 0 for a free place. */
    private int[] table = new int[128];

    /** The label's number, or -1 if no node was ever called so. */
    int find(byte[] text, int from, int to) {
        int mask = table.length - 1;
        for (int slot = hash(text, from, to) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int label = table[slot] - 1;
            if (Arrays.equals(bytes, start(label), ends[label], text, from, to)) {
                return label;
            }
        }
        return -1;
    }

    /** The label's number, a new one if need be. */
    int intern(byte[] text, int from, int to) {
        int known = find(text, from, to);
        if (known >= 0) {
            return known;
        }
        int begin = count == 0 ? 0 : ends[count - 1];
        int end = Math.addExact(begin, to - from);
        bytes = Growth.ensureCapacity(bytes, end);
        ends = Growth.ensureCapacity(ends, count + 1);
        System.arraycopy(text, from, bytes, begin, to - from);
        levels = Growth.ensureCapacity(levels, count + 1);
        levels[count] = isAscii(text, from, to) ? 0 : NOT_ASCII;
        ends[count++] = end;
        if (count * 2 > table.length) {
            rehash(table.length * 2);
        } else {
            place(count - 1);
        }
        return count - 1;
    }

    int start(int label) {
        return label == 0 ? 0 : ends[label - 1];
    }

    int length(int label) {
        return ends[label] - start(label);
    }

    int size() {
        return count;
    }

    boolean is(int label, byte[] text) {
        return Arrays.equals(bytes, start(label), ends[label], text, 0, text.length);
    }

    /** Notes that a node of that label is at a level, from 1 on. */
    void noteNode(int label, int level) {
        levels[label] |= 1 << (Math.min(level, DEEPEST) - 1);
    }

    /** As {@link #noteNode}, of a node that is a series. */
    void noteSeries(int label, int level) {
        levels[label] |= 1 << (Math.min(level, DEEPEST) - 1 + DEEPEST);
    }

    /** Bits of the levels, 1 being the lowest, at which nodes of that label are or were. */
    int levels(int label) {
        return levels[label] & LEVELS;
    }

    /** Bits of the levels, 1 being the lowest, at which nodes of that label are or were series. */
    int seriesLevels(int label) {
        return levels[label] >>> DEEPEST & LEVELS;
    }

    boolean isAscii(int label) {
        return levels[label] >= 0;
    }

    private static boolean isAscii(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The array that holds all labels; only to be read. */
    byte[] bytes() {
        return bytes;
    }

    /** Order of UTF-8 bytes, which is the order of code points. */
    int compare(int a, int b) {
        return a == b ? 0 : Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
    }

    /** Compares the label's first bytes with a prefix: 0 if it begins with it. */
    int comparePrefix(int label, byte[] prefix) {
        int from = start(label);
        int to = Math.min(ends[label], from + prefix.length);
        return Arrays.compareUnsigned(bytes, from, to, prefix, 0, prefix.length);
    }

    long memoryBytes() {
        return bytes.length + 4L * (ends.length + levels.length) + 4L * table.length;
    }

    @Override
    public String toString() {
        return count + " labels, " + new String(bytes, 0, Math.min(200, ends[0]), StandardCharsets.UTF_8) + "…";
    }

    /** The most places in a row that are taken: no look-up goes over more of them. */
    int longestRun() {
        return Growth.longestRun(table);
    }

    private void rehash(int size) {
        table = new int[size];
        for (int label = 0; label < count; label++) {
            place(label);
        }
    }

    private void place(int label) {
        int mask = table.length - 1;
        int slot = hash(bytes, start(label), ends[label]) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = label + 1;
    }

    private static int hash(byte[] text, int from, int to) {
        return NameHash.of(text, from, to - from);
    }
}
