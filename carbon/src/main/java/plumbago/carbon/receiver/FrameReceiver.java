package plumbago.carbon.receiver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import plumbago.base.net.FrameHandler;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.config.ReceiverSettings;

/** The TCP listeners for points in frames: Python's pickles, and carbon's protobuf. */
public final class FrameReceiver implements Receiver {
    private static final String PICKLES_NAME = "pickles over TCP";
    private static final String PROTOBUF_NAME = "protobuf over TCP";

    /** Carbon's pickle receiver. */
    public static final Protocol PICKLES = new Protocol(
            PICKLES_NAME,
            ListenAddress.tcp(
                    "points", ReceiverSettings.PICKLE_RECEIVER_INTERFACE, ReceiverSettings.PICKLE_RECEIVER_PORT),
            (address, context) -> forPickles(
                    address,
                    context.transport(),
                    context.options(),
                    context.intake(),
                    context.settings().get(ReceiverSettings.PICKLE_RECEIVER_MAX_LENGTH)));

    /** Carbon's protobuf receiver. */
    public static final Protocol PROTOBUF = new Protocol(
            PROTOBUF_NAME,
            ListenAddress.tcp(
                    "points", ReceiverSettings.PROTOBUF_RECEIVER_INTERFACE, ReceiverSettings.PROTOBUF_RECEIVER_PORT),
            (address, context) -> forProtobuf(address, context.transport(), context.options(), context.intake()));

    /** Longest protobuf frame in bytes, as in carbon. */
    private static final int MAX_PROTOBUF_BYTES = 1 << 20;

    private final TcpListener listener;

    private FrameReceiver(
            InetSocketAddress address,
            Transport transport,
            ListenerOptions options,
            Intake intake,
            RefusedFrames refused,
            FastThreadLocal<FrameDecoder> decoders,
            int maxLength,
            String protocol)
            throws IOException {
        listener = new TcpListener(
                address,
                transport,
                options,
                intake.flowControl(),
                intake.counters(),
                intake.seconds(),
                () -> new Frames(maxLength, intake.quota(), decoders, refused, intake.senders(), protocol));
    }

    /**
     * Begins to listen for pickles: lists of {@code (name, (timestamp, value))}.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @param maxLength longest frame in bytes; a longer one ends the connection (PICKLE_RECEIVER_MAX_LENGTH)
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public static FrameReceiver forPickles(
            InetSocketAddress address, Transport transport, ListenerOptions options, Intake intake, int maxLength)
            throws IOException {
        RefusedFrames refused = new RefusedFrames("pickle", intake.counters(), intake.seconds());
        FastThreadLocal<FrameDecoder> decoders = new FastThreadLocal<>() {
            @Override
            protected FrameDecoder initialValue() {
                return new PicklePoints(intake.filler(), refused);
            }
        };
        return new FrameReceiver(address, transport, options, intake, refused, decoders, maxLength, PICKLES_NAME);
    }

    /**
     * Begins to listen for carbon's protobuf messages.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read with; stays the caller's
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public static FrameReceiver forProtobuf(
            InetSocketAddress address, Transport transport, ListenerOptions options, Intake intake) throws IOException {
        RefusedFrames refused = new RefusedFrames("protobuf", intake.counters(), intake.seconds());
        FastThreadLocal<FrameDecoder> decoders = new FastThreadLocal<>() {
            @Override
            protected FrameDecoder initialValue() {
                return new ProtobufPoints(intake.filler(), refused);
            }
        };
        return new FrameReceiver(
                address, transport, options, intake, refused, decoders, MAX_PROTOBUF_BYTES, PROTOBUF_NAME);
    }

    /** One sender of frames. */
    static class Frames extends FrameHandler {
        private final FastThreadLocal<FrameDecoder> decoders;
        private final RefusedFrames refused;
        private final Senders senders;
        private final String protocol;

        /** Null until something comes in. */
        private Object sender;

        Frames(
                int maxLength,
                UnfinishedQuota quota,
                FastThreadLocal<FrameDecoder> decoders,
                RefusedFrames refused,
                Senders senders,
                String protocol) {
            super(maxLength, quota);
            this.decoders = decoders;
            this.refused = refused;
            this.senders = senders;
            this.protocol = protocol;
        }

        private Object sender(ChannelHandlerContext context) {
            if (sender == null) {
                sender = Sender.of(senders, context.channel().remoteAddress(), protocol);
            }
            return sender;
        }

        @Override
        protected void frame(ChannelHandlerContext context, byte[] bytes, int length) {
            decoders.get().accept(bytes, length, sender(context));
        }

        @Override
        protected void refuse(ChannelHandlerContext context, String reason) {
            refused.frame(sender(context), reason);
        }
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public int connections() {
        return listener.connections();
    }

    @Override
    public void close() {
        listener.close();
    }
}
