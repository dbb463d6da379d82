package plumbago.carbon.receiver;

import java.util.function.IntConsumer;
import plumbago.carbon.pickle.PickleException;
import plumbago.carbon.pickle.PickleReader;
import plumbago.carbon.pickle.PickleValues;
import plumbago.carbon.point.NameHash;

/**
 * Points in pickles, as carbon takes them: anything with elements {@code (name, (timestamp, value))}, where numbers may be
 * texts as well. A pickle that cannot be read is refused as a whole; an element that is no point is refused alone, also
 * where carbon would end the connection (a name that is no text, a timestamp that is not finite).
 */
final class PicklePoints implements FrameDecoder {
    private static final String EXPECTED = "expected: (name, (timestamp, value))";

    private final PickleReader reader = new PickleReader();
    private final PickleValues values = reader.values();
    private final BatchFiller points;
    private final RefusedFrames refused;
    private final IntConsumer taker = this::take;
    private Object sender;

    PicklePoints(BatchFiller points, RefusedFrames refused) {
        this.points = points;
        this.refused = refused;
    }

    @Override
    public void take(byte[] bytes, int length, Object from) {
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
        points.begin(values.bytes());
        values.forEach(all, taker);
        points.handOn();
    }

    private void take(int element) {
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
            points.add(offset, length, NameHash.of(values.bytes(), offset, length), timestamp, values.number());
        }
    }
}
