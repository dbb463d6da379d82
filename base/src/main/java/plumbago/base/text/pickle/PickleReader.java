package plumbago.base.text.pickle;

import static plumbago.base.text.pickle.PickleValues.BYTES;
import static plumbago.base.text.pickle.PickleValues.DICT;
import static plumbago.base.text.pickle.PickleValues.FALSE;
import static plumbago.base.text.pickle.PickleValues.INTEGER;
import static plumbago.base.text.pickle.PickleValues.LARGE;
import static plumbago.base.text.pickle.PickleValues.LIST;
import static plumbago.base.text.pickle.PickleValues.NONE;
import static plumbago.base.text.pickle.PickleValues.SET;
import static plumbago.base.text.pickle.PickleValues.TEXT;
import static plumbago.base.text.pickle.PickleValues.TRUE;
import static plumbago.base.text.pickle.PickleValues.TUPLE;

import java.math.BigInteger;
import java.util.Arrays;
import plumbago.base.python.PythonNumber;
import plumbago.base.text.Utf8;

/**
 * Reads pickles of plain data, protocols 0 to 5. A pickle is a program for a machine with a stack; this machine knows the
 * operations that put data together, and refuses those that look up or call anything. It keeps no objects, so nothing is
 * nested in its own stack either, and everything it reserves is bounded by the number of operations in the bytes.
 *
 * <p>Byte strings of Python 2 are read as UTF-8. May be used again and again; not thread-safe.
 */
public final class PickleReader {
    private static final int HIGHEST_PROTOCOL = 5;

    /** What stays reserved between two pickles. */
    private static final int KEPT = 1 << 16;

    private static final int SMALL_MEMO = 4096;

    private final PickleInput input = new PickleInput();
    private final PickleText texts = new PickleText(input);
    private final PickleValues values = new PickleValues();
    private int[] stack = new int[1024];
    private int top;
    private int[] marks = new int[64];
    private int markCount;

    /** Values by memo number, 0 where there is none. */
    private int[] memo = new int[1024];

    private int memoEnd;
    private int memoSize;
    private int memoLimit;

    /** What the values of the pickle that was read last are in. */
    public PickleValues values() {
        return values;
    }

    /**
     * Reads one pickle. Bytes behind its end are passed over, as by Python.
     *
     * @return the value, to be looked at in {@link #values} until the next one is read; its texts may lie in the given
     *     array, which has to stay as it is as long
     * @throws PickleException if it is none, or holds more than plain data
     */
    public int read(byte[] bytes, int offset, int length) throws PickleException {
        reset();
        input.begin(bytes, offset, length);
        // Memo numbers of real pickles count up, so none is beyond the number of operations; small ones cost nothing.
        memoLimit = Math.max(length, SMALL_MEMO);
        while (true) {
            int operation = input.unsigned1();
            if (operation == '.') {
                int result = pop();
                values.setBytes(input.bytes());
                return result;
            }
            perform(operation);
        }
    }

    private void reset() {
        values.clear();
        top = 0;
        markCount = 0;
        if (memo.length > KEPT) {
            memo = new int[1024];
        } else {
            Arrays.fill(memo, 0, memoEnd, 0);
        }
        memoEnd = 0;
        memoSize = 0;
        if (stack.length > KEPT) {
            stack = new int[1024];
        }
        if (marks.length > KEPT) {
            marks = new int[64];
        }
    }

    private void perform(int operation) throws PickleException {
        switch (operation) {
            // Binary numbers and texts first: nearly all there is.
            case 'G' -> push(values.addReal(input.real8()));
            case 'J' -> push(values.add(INTEGER, input.signed4()));
            case 'K' -> push(values.add(INTEGER, input.unsigned1()));
            case 'M' -> push(values.add(INTEGER, input.unsigned2()));
            case 'X' -> text(input.unsigned4());
            case 0x8c -> text(input.unsigned1());
            case 0x8d -> text(input.signed8());
            case 'U' -> text(input.unsigned1());
            case 'T' -> text(input.signed4());
            case 0x86 -> {
                int second = pop();
                push(values.addPair(pop(), second));
            }
            case 0x94 -> memoize(memoSize);
            case 'q' -> memoize(input.unsigned1());
            case 'r' -> memoize(input.unsigned4());
            case 'h' -> recall(input.unsigned1());
            case 'j' -> recall(input.unsigned4());
            case '(' -> mark();
            case 't' -> tuple(fromMark());
            case 'a' -> {
                int element = pop();
                expect(peek(), LIST, "appends to what is no list");
                values.append(peek(), element);
            }
            case 'e' -> addFromMark(LIST, 1);
            case ']' -> push(values.add(LIST, 0));
            case ')' -> push(values.add(TUPLE, 0));
            case '}' -> push(values.add(DICT, 0));
            case 0x8f -> push(values.add(SET, 0));
            case 0x85 -> tuple(top - 1);
            case 0x87 -> tuple(top - 3);
            case 'l' -> gather(LIST, 1);
            case 'd' -> gather(DICT, 2);
            case 0x91 -> gather(SET, 1);
            case 0x90 -> addFromMark(SET, 1);
            case 'u' -> addFromMark(DICT, 2);
            case 's' -> {
                int value = pop();
                int key = pop();
                expect(peek(), DICT, "sets an item of what is no dictionary");
                addChecked(peek(), key);
                values.append(peek(), value);
            }
            case 'N' -> push(values.add(NONE, 0));
            case 0x88 -> push(values.add(TRUE, 0));
            case 0x89 -> push(values.add(FALSE, 0));
            case 0x80 -> protocol(input.unsigned1());
            case 0x95 -> frame(input.signed8());
            default -> performRare(operation);
        }
    }

    private void performRare(int operation) throws PickleException {
        switch (operation) {
            case 'I' -> integerLine();
            case 'L' -> longLine();
            case 'F' -> push(values.addReal(real(input.number())));
            case 'S' -> texts.quoted();
            case 'V' -> texts.escaped();
            case 0x8a -> longBytes(input.unsigned1());
            case 0x8b -> longBytes(input.signed4());
            case 'C' -> byteString(input.unsigned1());
            case 'B' -> byteString(input.unsigned4());
            case 0x8e, 0x96 -> byteString(input.signed8());
            case 'p' -> memoize(memoNumber());
            case 'g' -> recall(memoNumber());
            case '0' -> {
                if (markCount > 0 && marks[markCount - 1] == top) {
                    markCount--;
                } else {
                    pop();
                }
            }
            case '1' -> top = fromMark();
            case '2' -> push(peek());
            case 'c', 0x93, 'i' -> throw new PickleException("it looks up a class");
            case 'R', 'b', 'o', 0x81, 0x92 -> throw new PickleException("it builds an object");
            case 0x82, 0x83, 0x84, 'P', 'Q', 0x97, 0x98 ->
                throw new PickleException("it refers to something outside of it");
            default -> throw new PickleException("it has the unknown operation " + operation);
        }
        if (operation == 'S' || operation == 'V') {
            push(values.addRange(TEXT, texts.offset(), texts.length()));
        }
    }

    private int fence() {
        return markCount == 0 ? 0 : marks[markCount - 1];
    }

    private void push(int value) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
        }
        stack[top++] = value;
    }

    private int pop() throws PickleException {
        int value = peek();
        top--;
        return value;
    }

    private int peek() throws PickleException {
        if (top <= fence()) {
            throw new PickleException("it takes from an empty stack");
        }
        return stack[top - 1];
    }

    private void mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        marks[markCount++] = top;
    }

    /** Takes the last mark away; returns where what was put behind it begins. */
    private int fromMark() throws PickleException {
        if (markCount == 0) {
            throw new PickleException("it goes back to a mark that is not there");
        }
        return marks[--markCount];
    }

    /** Makes a tuple of what is in the stack from a place on. */
    private void tuple(int from) throws PickleException {
        if (from < fence()) {
            throw new PickleException("it takes from an empty stack");
        }
        if (top - from == 2) {
            int pair = values.addPair(stack[from], stack[from + 1]);
            top = from;
            push(pair);
            return;
        }
        int tuple = values.add(TUPLE, 0);
        for (int i = from; i < top; i++) {
            values.append(tuple, stack[i]);
        }
        top = from;
        push(tuple);
    }

    /** Makes a container of what is behind the last mark, in groups of so many values. */
    private void gather(byte kind, int group) throws PickleException {
        int from = fromMark();
        int container = values.add(kind, 0);
        addAll(container, from, group);
        push(container);
    }

    /** Adds what is behind the last mark to the container before it. */
    private void addFromMark(byte kind, int group) throws PickleException {
        int from = fromMark();
        if (from == top) {
            return;
        }
        if (from <= fence()) {
            throw new PickleException("it takes from an empty stack");
        }
        int container = stack[from - 1];
        expect(container, kind, "adds to what is not of that kind");
        addAll(container, from, group);
    }

    private void addAll(int container, int from, int group) throws PickleException {
        if ((top - from) % group != 0) {
            throw new PickleException("it has a key without a value");
        }
        for (int i = from; i < top; i++) {
            boolean key = values.kind(container) == SET || (group == 2 && (i - from) % 2 == 0);
            if (key) {
                addChecked(container, stack[i]);
            } else {
                values.append(container, stack[i]);
            }
        }
        top = from;
    }

    private void addChecked(int container, int key) throws PickleException {
        if (!values.isHashable(key)) {
            throw new PickleException("it has a key that can be none");
        }
        values.append(container, key);
    }

    private void expect(int value, byte kind, String complaint) throws PickleException {
        if (values.kind(value) != kind) {
            throw new PickleException("it " + complaint);
        }
    }

    private void text(long length) throws PickleException {
        int offset = input.skip(length);
        if (!Utf8.isSound(input.bytes(), offset, (int) length)) {
            throw new PickleException("it has a text that is not UTF-8");
        }
        push(values.addRange(TEXT, offset, (int) length));
    }

    private void byteString(long length) throws PickleException {
        push(values.addRange(BYTES, input.skip(length), (int) length));
    }

    private static double real(String text) throws PickleException {
        try {
            return PythonNumber.real(text);
        } catch (NumberFormatException e) {
            throw new PickleException("it has a line that is no number");
        }
    }

    private void integerLine() throws PickleException {
        String text = input.number();
        switch (text) {
            case "00" -> push(values.add(FALSE, 0));
            case "01" -> push(values.add(TRUE, 0));
            default -> integer(text);
        }
    }

    private void longLine() throws PickleException {
        String text = input.number();
        integer(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
    }

    private void integer(String text) throws PickleException {
        try {
            integer(PythonNumber.integer(text));
        } catch (NumberFormatException e) {
            throw new PickleException("it has a line that is no integer");
        }
    }

    private void integer(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            push(values.add(INTEGER, number.longValue()));
        } else {
            push(values.add(LARGE, Double.doubleToRawLongBits(number.doubleValue())));
        }
    }

    /** An integer in two's complement, least byte first. */
    private void longBytes(long length) throws PickleException {
        int start = input.skip(length);
        byte[] number = new byte[(int) length + 1];
        for (int i = 0; i < length; i++) {
            number[number.length - 1 - i] = input.bytes()[start + i];
        }
        if (length > 0 && number[1] < 0) {
            number[0] = -1;
        }
        integer(new BigInteger(number));
    }

    private void protocol(int protocol) throws PickleException {
        if (protocol > HIGHEST_PROTOCOL) {
            throw new PickleException("it is of protocol " + protocol);
        }
    }

    private void frame(long length) throws PickleException {
        if (length < 0 || length > input.remaining()) {
            throw new PickleException("it is cut off");
        }
    }

    private long memoNumber() throws PickleException {
        BigInteger number;
        try {
            number = PythonNumber.integer(input.number());
        } catch (NumberFormatException e) {
            throw new PickleException("it has a line that is no integer");
        }
        return number.bitLength() < Integer.SIZE ? number.longValue() : -1;
    }

    private void memoize(long number) throws PickleException {
        int value = peek();
        if (number < 0 || number > memoLimit) {
            throw new PickleException("it has a memo number that is too large");
        }
        int at = (int) number;
        if (at >= memo.length) {
            memo = Arrays.copyOf(memo, Math.max(2 * memo.length, at + 1));
        }
        if (memo[at] == 0) {
            memoSize++;
        }
        memo[at] = value;
        memoEnd = Math.max(memoEnd, at + 1);
    }

    private void recall(long number) throws PickleException {
        if (number < 0 || number >= memoEnd || memo[(int) number] == 0) {
            throw new PickleException("it recalls what was not memorised");
        }
        push(memo[(int) number]);
    }
}
