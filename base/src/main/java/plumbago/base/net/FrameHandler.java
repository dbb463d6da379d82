package plumbago.base.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * A connection on which frames come in:
 *
 * <pre>
 *   bytes 0 to 3   length N of what follows, most significant byte first
 *   N bytes        the frame
 * </pre>
 *
 * A frame that has come in whole with one read is passed on from a buffer of the thread, so that an idle connection keeps
 * nothing. The rest is gathered as it comes: what a length announces is never reserved before the bytes are there.
 */
public abstract class FrameHandler extends ConnectionHandler {
    private static final int LENGTH_BYTES = 4;
    private static final byte[] NOTHING = new byte[0];

    private static final FastThreadLocal<byte[]> WHOLE_FRAMES = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[TcpListener.READ_BYTES];
        }
    };

    private final long maxLength;

    private long length;
    private int lengthBytes;
    private byte[] gathered = NOTHING;
    private int gatheredBytes;
    private boolean ended;

    /**
     * @param maxLength longest frame in bytes; a longer one ends the connection
     * @param quota for frames that have come in in part
     */
    protected FrameHandler(int maxLength, UnfinishedQuota quota) {
        super(quota);
        this.maxLength = maxLength;
    }

    /** Takes a whole frame, the first {@code length} bytes of an array that is used again afterwards. */
    protected abstract void frame(ChannelHandlerContext context, byte[] bytes, int length);

    /** Counts a frame that cannot be accepted, and says why, to follow the word "because". */
    protected abstract void refuse(ChannelHandlerContext context, String reason);

    /** Ends the connection; what has come in behind the present frame is not looked at. */
    protected final void end(ChannelHandlerContext context) {
        ended = true;
        context.close();
    }

    @Override
    protected final void accept(ChannelHandlerContext context, ByteBuf input) {
        while (input.isReadable() && !ended) {
            if (lengthBytes < LENGTH_BYTES) {
                length = length << 8 | input.readUnsignedByte();
                lengthBytes++;
                if (lengthBytes == LENGTH_BYTES) {
                    begin(context);
                }
            } else {
                gather(context, input);
            }
        }
    }

    private void begin(ChannelHandlerContext context) {
        if (length > maxLength) {
            refuse(context, "it announces " + length + " bytes, and the most is " + maxLength);
            end(context);
        } else if (length == 0) {
            next();
            frame(context, NOTHING, 0);
        }
    }

    private void gather(ChannelHandlerContext context, ByteBuf input) {
        byte[] whole = WHOLE_FRAMES.get();
        int frameLength = (int) length;
        if (gatheredBytes == 0 && frameLength <= whole.length && input.readableBytes() >= frameLength) {
            input.readBytes(whole, 0, frameLength);
            next();
            frame(context, whole, frameLength);
            return;
        }
        int count = Math.min(frameLength - gatheredBytes, input.readableBytes());
        if (!reserve(gatheredBytes + count)) {
            giveWay(context);
            return;
        }
        input.readBytes(gathered, gatheredBytes, count);
        gatheredBytes += count;
        if (gatheredBytes == frameLength) {
            byte[] frame = gathered;
            next();
            frame(context, frame, frameLength);
        }
    }

    private boolean reserve(int bytes) {
        if (bytes <= gathered.length) {
            return true;
        }
        int capacity = (int) Math.min(length, Math.max(bytes, 2L * gathered.length));
        if (!claim().grow(capacity)) {
            return false;
        }
        gathered = Arrays.copyOf(gathered, capacity);
        return true;
    }

    /** Ends the connection: what is in the middle of a frame cannot go on with another one. */
    @Override
    protected final void giveWay(ChannelHandlerContext context) {
        refuse(context, "it has not come in whole for too long, and there are too many such frames");
        next();
        end(context);
    }

    /** Makes ready for the next frame. */
    private void next() {
        claim().clear();
        gathered = NOTHING;
        gatheredBytes = 0;
        length = 0;
        lengthBytes = 0;
    }

    @Override
    protected void forget() {
        next();
        ended = true;
    }
}
