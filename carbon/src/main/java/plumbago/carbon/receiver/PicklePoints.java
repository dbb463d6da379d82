package plumbago.carbon.receiver;

import java.util.Arrays;
import java.util.function.IntConsumer;
import plumbago.base.text.pickle.PickleException;
import plumbago.base.text.pickle.PickleReader;
import plumbago.base.text.pickle.PickleValues;
import plumbago.carbon.point.NameHash;

/**
 * Points in pickles, as carbon takes them: anything with elements {@code (name, (timestamp, value))}, where numbers may be
 * texts as well. A pickle that cannot be read is refused as a whole; an element that is no point is refused alone, also
 * where carbon would end the connection (a name that is no text, a timestamp that is not finite).
 */
final class PicklePoints implements FrameDecoder {
    private static final String EXPECTED = "expected: (name, (timestamp, value))";

    private static final int LONG_NAME_BYTES = 256;
    private static final int LONG_NAMES = 1024;

    private final PickleReader reader = new PickleReader();
    private final PickleValues values = reader.values();
    private final BatchFiller points;
    private final RefusedFrames refused;
    private final IntConsumer acceptor = this::accept;

    /** Names of the frame in hand, by their place in it. */
    private final int[] longNameOffsets = new int[LONG_NAMES];

    private final int[] longNameLengths = new int[LONG_NAMES];
    private final int[] longNameHashes = new int[LONG_NAMES];
    private Object sender;

    PicklePoints(BatchFiller points, RefusedFrames refused) {
        this.points = points;
        this.refused = refused;
    }

    @Override
    public void accept(byte[] bytes, int length, Object from) {
        int all;
        try {
            all = reader.read(bytes, 0, length);
        } catch (PickleException e) {
            refused.frame(from, e.getMessage());
            return;
        }
        if (!values.isIterable(all)) {
            refused.frame(from, "it holds no points, " + EXPECTED);
            return;
        }
        sender = from;
        // No long name has the length 0.
        Arrays.fill(longNameLengths, 0);
        points.begin(values.bytes(), from);
        values.forEach(all, acceptor);
        points.end(length);
    }

    private void accept(int element) {
        if (!values.unpackTwo(element)) {
            refused.point(sender, EXPECTED);
            return;
        }
        int name = values.first();
        if (!values.unpackTwo(values.second())) {
            refused.point(sender, EXPECTED);
            return;
        }
        int value = values.second();
        if (!values.isNumber(values.first())) {
            refused.point(sender, "its timestamp is not a number");
            return;
        }
        double timestamp = values.number();
        if (Double.isNaN(timestamp) || Double.isInfinite(timestamp)) {
            refused.point(sender, "its timestamp is not finite");
        } else if (!values.isNumber(value)) {
            refused.point(sender, "its value is not a number");
        } else if (!values.isText(name)) {
            refused.point(sender, "its name is no text");
        } else if (values.textLength(name) > LineParser.MAX_LINE_BYTES) {
            refused.point(sender, "its name is longer than " + LineParser.MAX_LINE_BYTES + " bytes");
        } else {
            int offset = values.textOffset(name);
            int length = values.textLength(name);
            points.add(offset, length, hash(offset, length), timestamp, values.number());
        }
    }

    /**
     * The hash of a name. A pickle of a megabyte can refer to its long names half a million times, so those are hashed once
     * each; to look whether a short one was hashed already takes as long as to hash it.
     */
    private int hash(int offset, int length) {
        if (length < LONG_NAME_BYTES) {
            return NameHash.of(values.bytes(), offset, length);
        }
        int place = NameHash.ofNumbers(offset, length) & (LONG_NAMES - 1);
        if (longNameOffsets[place] != offset || longNameLengths[place] != length) {
            longNameOffsets[place] = offset;
            longNameLengths[place] = length;
            longNameHashes[place] = NameHash.of(values.bytes(), offset, length);
        }
        return longNameHashes[place];
    }
}
