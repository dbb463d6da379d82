package plumbago.base.text.pickle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import plumbago.base.python.PythonNumber;
import plumbago.base.text.Utf8;

/**
 * The values of one pickle. A value is a number here, its place in primitive columns; texts stay where they are in the
 * bytes that were read. The values of the pickle before are gone with the next one. Not thread-safe.
 *
 * <pre>
 *   kinds     one byte each
 *   payloads  INTEGER   the number
 *             LARGE, REAL   bits of the number as a double
 *             TEXT, BYTES   offset (32) | length (32)
 *             PAIR      a tuple of two: first value (32) | second value (32)
 *             TUPLE, LIST, SET, DICT   first cell (32) | last cell (32), 0 = none; a DICT has keys and values in turn
 *   cells     a value and the next cell, for the elements of the last four
 * </pre>
 */
public final class PickleValues {
    static final byte NONE = 1;
    static final byte FALSE = 2;
    static final byte TRUE = 3;
    static final byte INTEGER = 4;
    static final byte LARGE = 5;
    static final byte REAL = 6;
    static final byte TEXT = 7;
    static final byte BYTES = 8;
    static final byte PAIR = 9;
    static final byte TUPLE = 10;
    static final byte LIST = 11;
    static final byte SET = 12;
    static final byte DICT = 13;

    /** Longer texts are not tried as numbers. A double written out in full has 767 digits at most. */
    private static final int MAX_NUMBER_BYTES = 1200;

    /** What stays reserved between two pickles. */
    private static final int KEPT = 1 << 16;

    private byte[] bytes = {};
    private byte[] kinds = new byte[1024];
    private long[] payloads = new long[1024];
    private int size;
    private int[] cellValues = new int[1024];
    private int[] cellNext = new int[1024];
    private int cells;

    private int first;
    private int second;
    private double number;

    /** Forgets everything. Value 0 is none, so that tables can begin with zeros. */
    void clear() {
        if (kinds.length > KEPT) {
            kinds = new byte[1024];
            payloads = new long[1024];
        }
        if (cellValues.length > KEPT) {
            cellValues = new int[1024];
            cellNext = new int[1024];
        }
        size = 1;
        cells = 1;
    }

    void setBytes(byte[] array) {
        bytes = array;
    }

    int add(byte kind, long payload) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            payloads = Arrays.copyOf(payloads, 2 * size);
        }
        kinds[size] = kind;
        payloads[size] = payload;
        return size++;
    }

    int addRange(byte kind, int offset, int length) {
        return add(kind, (long) offset << 32 | length);
    }

    int addReal(double value) {
        return add(REAL, Double.doubleToRawLongBits(value));
    }

    int addPair(int one, int two) {
        return add(PAIR, (long) one << 32 | two);
    }

    /** Puts an element behind the others of a container. */
    void append(int container, int element) {
        if (cells == cellValues.length) {
            cellValues = Arrays.copyOf(cellValues, 2 * cells);
            cellNext = Arrays.copyOf(cellNext, 2 * cells);
        }
        int cell = cells++;
        cellValues[cell] = element;
        cellNext[cell] = 0;
        int head = head(container);
        if (head == 0) {
            head = cell;
        } else {
            cellNext[(int) payloads[container]] = cell;
        }
        payloads[container] = (long) head << 32 | cell;
    }

    byte kind(int value) {
        return kinds[value];
    }

    private int head(int value) {
        return (int) (payloads[value] >>> 32);
    }

    /** The bytes that texts lie in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether a value is a text. */
    public boolean isText(int value) {
        return kinds[value] == TEXT;
    }

    /** Where a text begins in {@link #bytes}. */
    public int textOffset(int value) {
        return head(value);
    }

    /** How many bytes of UTF-8 a text has. */
    public int textLength(int value) {
        return (int) payloads[value];
    }

    /** A text. */
    public String text(int value) {
        return new String(bytes, textOffset(value), textLength(value), StandardCharsets.UTF_8);
    }

    /** Whether a value can be a key in Python: a list, a set and a dictionary cannot. */
    public boolean isHashable(int value) {
        return kinds[value] < LIST;
    }

    /** Whether a value is a dictionary. */
    public boolean isDict(int value) {
        return kinds[value] == DICT;
    }

    /** The value of a text key of a dictionary; the last one if there are several. */
    public Optional<Integer> get(int dict, String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        int found = 0;
        for (int cell = head(dict); cell != 0; cell = cellNext[cellNext[cell]]) {
            int candidate = cellValues[cell];
            if (kinds[candidate] == TEXT
                    && Arrays.equals(
                            bytes,
                            textOffset(candidate),
                            textOffset(candidate) + textLength(candidate),
                            wanted,
                            0,
                            wanted.length)) {
                found = cellValues[cellNext[cell]];
            }
        }
        return found == 0 ? Optional.empty() : Optional.of(found);
    }

    /** Whether a value has elements: of a text these are its characters, of a dictionary its keys. */
    public boolean isIterable(int value) {
        return kinds[value] >= TEXT;
    }

    /** Shows the elements of a value that {@linkplain #isIterable has} some, in their order. */
    public void forEach(int value, IntConsumer visitor) {
        switch (kinds[value]) {
            case PAIR -> {
                visitor.accept(head(value));
                visitor.accept((int) payloads[value]);
            }
            case TEXT, BYTES -> {
                // One place in the columns will do for all of them.
                int element = add(TEXT, 0);
                int end = textOffset(value) + textLength(value);
                for (int at = textOffset(value); at < end; ) {
                    at += setElement(element, kinds[value], at);
                    visitor.accept(element);
                }
            }
            default -> {
                boolean dict = kinds[value] == DICT;
                for (int cell = head(value); cell != 0; cell = dict ? cellNext[cellNext[cell]] : cellNext[cell]) {
                    visitor.accept(cellValues[cell]);
                }
            }
        }
    }

    /** Makes a value the character or the byte at an offset; returns how many bytes it has. */
    private int setElement(int element, byte kind, int offset) {
        if (kind == BYTES) {
            kinds[element] = INTEGER;
            payloads[element] = bytes[offset] & 0xFF;
            return 1;
        }
        int length = Utf8.characterLength(bytes[offset]);
        kinds[element] = TEXT;
        payloads[element] = (long) offset << 32 | length;
        return length;
    }

    /**
     * Takes a value with exactly two elements apart: they are {@link #first} and {@link #second} then. A set has no order,
     * so it is never taken apart.
     */
    public boolean unpackTwo(int value) {
        switch (kinds[value]) {
            case PAIR -> {
                first = head(value);
                second = (int) payloads[value];
                return true;
            }
            case TUPLE, LIST -> {
                return unpackCells(head(value), false);
            }
            case DICT -> {
                return unpackCells(head(value), true);
            }
            case TEXT, BYTES -> {
                return unpackText(value);
            }
            default -> {
                return false;
            }
        }
    }

    private boolean unpackCells(int one, boolean dict) {
        int two = one == 0 ? 0 : dict ? cellNext[cellNext[one]] : cellNext[one];
        if (two == 0 || (dict ? cellNext[cellNext[two]] : cellNext[two]) != 0) {
            return false;
        }
        first = cellValues[one];
        second = cellValues[two];
        return true;
    }

    private boolean unpackText(int value) {
        int start = textOffset(value);
        int length = textLength(value);
        byte kind = kinds[value];
        if (length == 0 || length > 8) {
            return false;
        }
        int firstLength = kind == BYTES ? 1 : Utf8.characterLength(bytes[start]);
        if (firstLength == length
                || firstLength + (kind == BYTES ? 1 : Utf8.characterLength(bytes[start + firstLength])) != length) {
            return false;
        }
        first = add(TEXT, 0);
        second = add(TEXT, 0);
        setElement(first, kind, start);
        setElement(second, kind, start + firstLength);
        return true;
    }

    /** The first of the two elements that {@link #unpackTwo} found. */
    public int first() {
        return first;
    }

    /** The second of the two elements that {@link #unpackTwo} found. */
    public int second() {
        return second;
    }

    /** Whether Python's {@code float()} takes a value; what it makes of it is {@link #number} then. */
    public boolean isNumber(int value) {
        switch (kinds[value]) {
            case FALSE -> number = 0;
            case TRUE -> number = 1;
            case INTEGER -> number = payloads[value];
            case REAL -> number = Double.longBitsToDouble(payloads[value]);
            case LARGE -> {
                number = Double.longBitsToDouble(payloads[value]);
                return !Double.isInfinite(number);
            }
            case TEXT, BYTES -> {
                return isNumberText(value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean isNumberText(int value) {
        if (textLength(value) > MAX_NUMBER_BYTES) {
            return false;
        }
        try {
            number = PythonNumber.real(text(value));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The number that {@link #isNumber} found. */
    public double number() {
        return number;
    }
}
