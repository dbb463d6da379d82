package plumbago.carbon.relay.send;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufWriter;
import plumbago.base.text.pickle.PickleWriter;

/**
 * Points in frames, as carbon's pickle and protobuf receivers take them:
 *
 * <pre>
 *   bytes of the content (4), highest first | content
 *   pickle:    [(name, (timestamp, value)), ...], protocol 2
 *   protobuf:  Payload { repeated Metric = 1 }, Metric { name = 1, repeated Point = 2 }, Point { timestamp = 1, value = 2 }
 * </pre>
 */
final class FramedMessages implements Messages {
    private static final int EXPECTED_BYTES = 1 << 15;
    private static final int METRIC = 1;
    private static final int NAME = 1;
    private static final int POINT = 2;
    private static final int TIMESTAMP = 1;
    private static final int VALUE = 2;

    private final int pointsPerMessage;
    private final ByteBufAllocator allocator;
    private final Content content;
    private final SpooledLine line = new SpooledLine();
    private int points;

    /** The content of a frame in the making. */
    private interface Content {
        void add(SpooledLine line);

        Bytes end();

        void clear();
    }

    private FramedMessages(int pointsPerMessage, ByteBufAllocator allocator, Content content) {
        this.pointsPerMessage = pointsPerMessage;
        this.allocator = allocator;
        this.content = content;
    }

    static FramedMessages pickles(int pointsPerMessage, ByteBufAllocator allocator) {
        return new FramedMessages(pointsPerMessage, allocator, new Pickle());
    }

    static FramedMessages protobuf(int pointsPerMessage, ByteBufAllocator allocator) {
        return new FramedMessages(pointsPerMessage, allocator, new Protobuf());
    }

    @Override
    public void add(ByteBuf lines, Consumer<ByteBuf> out) {
        try {
            line.begin(lines);
            while (line.next()) {
                content.add(line);
                if (++points == pointsPerMessage) {
                    finish(out);
                }
            }
        } finally {
            lines.release();
        }
    }

    @Override
    public void finish(Consumer<ByteBuf> out) {
        if (points > 0) {
            Bytes bytes = content.end();
            out.accept(allocator
                    .directBuffer(Integer.BYTES + bytes.length())
                    .writeInt(bytes.length())
                    .writeBytes(bytes.array(), 0, bytes.length()));
            clear();
        }
    }

    @Override
    public int begun() {
        return points;
    }

    @Override
    public void clear() {
        points = 0;
        content.clear();
    }

    private static final class Pickle implements Content {
        private final Bytes bytes = new Bytes(EXPECTED_BYTES);

        /** Null until the first point. */
        private PickleWriter writer;

        @Override
        public void add(SpooledLine line) {
            if (writer == null) {
                writer = new PickleWriter(bytes);
                writer.beginList();
            }
            writer.text(line.name()).whole(line.timestamp()).real(line.value());
            writer.pair().pair();
        }

        @Override
        public Bytes end() {
            writer.endList();
            writer.end();
            return bytes;
        }

        @Override
        public void clear() {
            bytes.length(0);
            writer = null;
        }
    }

    /** Points of one name are gathered, in the order of their first ones, as carbon does. */
    private static final class Protobuf implements Content {
        private final Map<String, Bytes> metrics = new LinkedHashMap<>();
        private final Bytes bytes = new Bytes(EXPECTED_BYTES);

        @Override
        public void add(SpooledLine line) {
            Bytes metric = metrics.computeIfAbsent(line.name(), name -> {
                Bytes begun = new Bytes(name.length() + 32);
                new ProtobufWriter(begun).text(NAME, name);
                return begun;
            });
            long timestamp = line.timestamp();
            double value = line.value();
            new ProtobufWriter(metric)
                    .message(POINT, point -> point.whole(TIMESTAMP, timestamp).real64(VALUE, value));
        }

        @Override
        public Bytes end() {
            ProtobufWriter payload = new ProtobufWriter(bytes);
            metrics.values().forEach(metric -> payload.message(METRIC, metric.array(), metric.length()));
            return bytes;
        }

        @Override
        public void clear() {
            metrics.clear();
            bytes.length(0);
        }
    }
}
