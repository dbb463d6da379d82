package plumbago.carbon.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the labels that hold a word somewhere, over the bytes of many labels at once: eight places at a time are held against
 * the word's last two bytes, which differ more between labels than the first, and only where they are is looked closer.
 */
final class LabelScan {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private final LabelTable labels;
    private final byte[] bytes;
    private final byte[] word;
    /** How far into the word the two bytes begin that are looked for; of a word of one byte that is the only one. */
    private final int anchor;

    private final long upperBits;
    private final long wanted;
    private final long upperBitsOfNext;
    private final long wantedNext;
    private final long whetherNext;

    /** @param word in lower case */
    LabelScan(LabelTable labels, byte[] word) {
        this.labels = labels;
        this.word = word;
        bytes = labels.bytes();
        anchor = Math.max(0, word.length - 2);
        byte last = word[word.length - 1];
        upperBits = upperBits(word[anchor]);
        wanted = ONES * (word[anchor] & 0xFF);
        upperBitsOfNext = upperBits(last);
        wantedNext = ONES * (last & 0xFF);
        whetherNext = word.length > 1 ? -1 : 0;
    }

    /** The bits that make capital letters small ones. */
    private static long upperBits(byte lower) {
        return lower >= 'a' && lower <= 'z' ? ONES * 0x20 : 0;
    }

    /** Sets a bit for all labels from one to before another that hold the word, and for those that begin with it. */
    void mark(int fromLabel, int toLabel, int bit, int[] holds, int[] begins) {
        int end = labels.start(toLabel - 1) + labels.length(toLabel - 1);
        int label = fromLabel;
        int at = labels.start(fromLabel) + anchor;
        while ((at = candidate(at, end)) < end) {
            label = labelAt(at, label, toLabel);
            int from = labels.start(label);
            int to = from + labels.length(label);
            int begin = at - anchor;
            if (begin < from || begin + word.length > to || !NameWords.isAt(bytes, begin, word)) {
                at++;
                continue;
            }
            holds[label] |= bit;
            begins[label] |= begin == from ? bit : 0;
            at = to + anchor;
        }
    }

    /** The next place where the word may be; the end, or one behind it, if there is none before. */
    private int candidate(int from, int end) {
        int at = from;
        for (int last = Math.min(end - 1, bytes.length - 9); at <= last; at += 8) {
            long here = ((long) EIGHT.get(bytes, at) | upperBits) ^ wanted;
            long next = ((long) EIGHT.get(bytes, at + 1) | upperBitsOfNext) ^ wantedNext;
            long differs = here | (next & whetherNext);
            // The lowest bit is right: only above a zero byte may one that is none be taken for one.
            long zeros = (differs - ONES) & ~differs & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        // The last places of the array are looked at one by one.
        return at;
    }

    /** The label that a place is in, which is a given one or a later one: near it as a rule. */
    private int labelAt(int at, int known, int toLabel) {
        int low = known;
        int step = 1;
        while (low + step < toLabel && labels.start(low + step) <= at) {
            low += step;
            step *= 2;
        }
        int high = Math.min(low + step, toLabel);
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (labels.start(middle) <= at) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
