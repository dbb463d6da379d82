package plumbago.carbon.receiver;

import plumbago.base.text.ProtobufException;
import plumbago.base.text.ProtobufReader;
import plumbago.base.text.Utf8;
import plumbago.carbon.point.Milliseconds;
import plumbago.carbon.point.NameHash;

/**
 * Points in carbon's protobuf messages:
 *
 * <pre>
 *   Payload   1: Metric, any number
 *   Metric    1: name, a text      2: Point, any number
 *   Point     1: timestamp, 32 bits without sign      2: value, a double
 * </pre>
 *
 * What is left out is empty or 0, of a field given twice the last one counts, and other fields are passed over. A message
 * is looked through to its end before any of its points is taken, so one that is cut off or no message is refused whole.
 */
final class ProtobufPoints implements FrameDecoder {
    private static final int METRIC = ProtobufReader.tag(1, ProtobufReader.BYTES);
    private static final int NAME = ProtobufReader.tag(1, ProtobufReader.BYTES);
    private static final int POINT = ProtobufReader.tag(2, ProtobufReader.BYTES);
    private static final int TIMESTAMP = ProtobufReader.tag(1, ProtobufReader.VARINT);
    private static final int VALUE = ProtobufReader.tag(2, ProtobufReader.FIXED_64);

    private final ProtobufReader input = new ProtobufReader();
    private final BatchFiller points;
    private final RefusedFrames refused;
    private byte[] bytes;
    private Object sender;

    private int nameOffset;
    private int nameLength;
    private long timestamp;
    private double value;

    ProtobufPoints(BatchFiller points, RefusedFrames refused) {
        this.points = points;
        this.refused = refused;
    }

    @Override
    public void accept(byte[] frame, int length, Object from) {
        bytes = frame;
        sender = from;
        try {
            payload(length, false);
            points.begin(frame, from);
            payload(length, true);
            points.end(length);
        } catch (ProtobufException e) {
            refused.frame(from, e.getMessage());
        }
    }

    private void payload(int length, boolean taking) throws ProtobufException {
        input.begin(bytes, length);
        while (input.hasMore()) {
            int tag = input.tag();
            if (tag == METRIC) {
                metric(input.enter(), taking);
            } else {
                input.skip(tag);
            }
        }
    }

    /** Reads the metric that the input has entered; {@code outer} is where the message around it ends. */
    private void metric(int outer, boolean taking) throws ProtobufException {
        int start = input.position();
        nameOffset = start;
        nameLength = 0;
        // The name may stand behind the points.
        while (input.hasMore()) {
            int tag = input.tag();
            if (tag == NAME) {
                nameLength = input.lengthOfBytes();
                nameOffset = input.position() - nameLength;
            } else if (tag == POINT) {
                point(input.enter());
            } else {
                input.skip(tag);
            }
        }
        if (taking) {
            acceptPoints(start);
        } else if (!Utf8.isSound(bytes, nameOffset, nameLength)) {
            throw new ProtobufException("it has a name that is not UTF-8");
        }
        input.leave(outer);
    }

    private void acceptPoints(int start) throws ProtobufException {
        boolean tooLong = nameLength > LineParser.MAX_LINE_BYTES;
        int hash = tooLong ? 0 : NameHash.of(bytes, nameOffset, nameLength);
        input.goBack(start);
        while (input.hasMore()) {
            int tag = input.tag();
            if (tag != POINT) {
                input.skip(tag);
                continue;
            }
            point(input.enter());
            if (tooLong) {
                refused.point(sender, "its name is longer than " + LineParser.MAX_LINE_BYTES + " bytes");
            } else {
                points.add(nameOffset, nameLength, hash, (double) timestamp, value);
            }
        }
    }

    private void point(int outer) throws ProtobufException {
        timestamp = 0;
        value = 0;
        while (input.hasMore()) {
            int tag = input.tag();
            if (tag == TIMESTAMP) {
                long read = input.varint();
                // Of a sender whose field has 64 bits, for milliseconds, the lower half would be some other time.
                timestamp = Milliseconds.are(read) ? read : read & 0xFFFFFFFFL;
            } else if (tag == VALUE) {
                value = Double.longBitsToDouble(input.fixed64());
            } else {
                input.skip(tag);
            }
        }
        input.leave(outer);
    }
}
