package plumbago.statsd.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.TcpListener;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.receiver.FirstLine;
import plumbago.statsd.packet.PacketParser;

/**
 * One sender over a connection. What came in up to the last line feed is a packet, and what follows waits for more; bytes lose
 * their highest bit, as in the original. A line longer than {@value #MOST_BYTES} bytes is left out, and the connection goes on.
 */
final class PacketConnection extends ConnectionHandler {
    private static final int MOST_BYTES = 65_535;
    private static final byte[] NOTHING = new byte[0];

    private final PacketIntake intake;
    private final Runnable leftOut;
    private final Runnable otherProtocol;

    /** Shared by all connections of the one thread. */
    private final byte[] packet;

    private byte[] unfinished = NOTHING;

    /** Whether the line under way has been left out, and its rest is to be read over. */
    private boolean skipping;

    /** Whether the first line has been looked at; what follows is lines, too. */
    private boolean isKnown;

    /** Whether it speaks something else, and has been ended. */
    private boolean isOther;

    /**
     * @param packet space of {@link #packetSpace}, for all connections of a thread
     * @param leftOut counts a line that is left out
     * @param otherProtocol counts a connection that is ended, since it does not speak StatsD's
     */
    PacketConnection(
            UnfinishedQuota quota, PacketIntake intake, byte[] packet, Runnable leftOut, Runnable otherProtocol) {
        super(quota);
        this.intake = intake;
        this.packet = packet;
        this.leftOut = leftOut;
        this.otherProtocol = otherProtocol;
    }

    static byte[] packetSpace() {
        return new byte[MOST_BYTES + TcpListener.READ_BYTES + PacketParser.SLACK];
    }

    @Override
    protected void accept(ChannelHandlerContext context, ByteBuf input) {
        while (input.isReadable()) {
            int kept = unfinished.length;
            System.arraycopy(unfinished, 0, packet, 0, kept);
            int end = kept + Math.min(input.readableBytes(), TcpListener.READ_BYTES);
            input.readBytes(packet, kept, end - kept);
            for (int i = kept; i < end; i++) {
                packet[i] &= 0x7F;
            }
            forget();
            accept(kept, end);
            if (isOther) {
                input.skipBytes(input.readableBytes());
                context.close();
            }
        }
    }

    private void accept(int kept, int end) {
        int begin = 0;
        if (skipping) {
            while (begin < end && packet[begin] != '\n') {
                begin++;
            }
            if (begin == end) {
                return;
            }
            begin++;
            skipping = false;
        }
        int last = end - 1;
        while (last >= Math.max(begin, kept) && packet[last] != '\n') {
            last--;
        }
        int from = begin;
        if (last >= Math.max(begin, kept)) {
            from = last + 1;
            if (!isKnown && FirstLine.isOther(packet, last + 1)) {
                end();
                return;
            }
            isKnown = true;
            // The bytes behind it are written to.
            byte[] rest = Arrays.copyOfRange(packet, from, end);
            intake.accept(packet, begin, last);
            System.arraycopy(rest, 0, packet, from, rest.length);
        }
        keep(from, end);
    }

    private void keep(int from, int end) {
        if (end - from > MOST_BYTES) {
            skip();
        } else if (from < end) {
            unfinished = Arrays.copyOfRange(packet, from, end);
            if (!claim().grow(unfinished.length)) {
                skip();
            }
        }
    }

    private void skip() {
        forget();
        skipping = true;
        leftOut.run();
        if (!isKnown) {
            // What would follow is not known to be lines, and a request can have a long head.
            end();
        }
    }

    private void end() {
        isOther = true;
        otherProtocol.run();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        intake.roundEnded();
        context.fireChannelReadComplete();
    }

    @Override
    protected void giveWay(ChannelHandlerContext context) {
        skip();
        if (isOther) {
            context.close();
        }
    }

    @Override
    protected void forget() {
        unfinished = NOTHING;
        claim().clear();
    }
}
