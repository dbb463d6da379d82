package plumbago.statsd.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.UnfinishedQuota;

/**
 * One sender over TCP. As in the original bytes are ASCII of 7 bits, and a line counts when its end has come in; unlike there
 * a line that is too long to be passed on is not kept.
 */
final class ProxyConnection extends ConnectionHandler {
    private static final byte[] NOTHING = new byte[0];

    private final LineForwarder lines;
    private final ProxyCounters counters;
    private byte[] unfinished = NOTHING;

    /** Whether the line under way has been dropped, and its rest is to be read over. */
    private boolean skipping;

    ProxyConnection(UnfinishedQuota quota, LineForwarder lines, ProxyCounters counters) {
        super(quota);
        this.lines = lines;
        this.counters = counters;
    }

    @Override
    protected void accept(ChannelHandlerContext context, ByteBuf input) {
        int kept = unfinished.length;
        byte[] bytes = Arrays.copyOf(unfinished, kept + input.readableBytes());
        input.readBytes(bytes, kept, bytes.length - kept);
        int begin = 0;
        int end = 0;
        for (int i = kept; i < bytes.length; i++) {
            bytes[i] &= 0x7F;
            if (bytes[i] == '\n') {
                end = i + 1;
                if (skipping) {
                    skipping = false;
                    begin = end;
                }
            }
        }
        forget();
        if (end > begin) {
            lines.accept(Arrays.copyOfRange(bytes, begin, end), end - begin);
            lines.flush();
        }
        if (!skipping) {
            keep(bytes, end);
        }
    }

    private void keep(byte[] bytes, int from) {
        if (bytes.length - from > LineForwarder.MOST_BYTES) {
            skip(ProxyDrop.TOO_LONG);
        } else if (from < bytes.length) {
            unfinished = Arrays.copyOfRange(bytes, from, bytes.length);
            if (!claim().grow(unfinished.length)) {
                skip(ProxyDrop.UNFINISHED);
            }
        }
    }

    private void skip(ProxyDrop reason) {
        forget();
        skipping = true;
        counters.drop(reason, 1);
    }

    @Override
    protected void giveWay(ChannelHandlerContext context) {
        skip(ProxyDrop.UNFINISHED);
    }

    @Override
    protected void forget() {
        unfinished = NOTHING;
        claim().clear();
    }
}
