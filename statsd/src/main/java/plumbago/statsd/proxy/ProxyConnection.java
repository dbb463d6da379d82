package plumbago.statsd.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.receiver.FirstLine;

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

    /** Whether the first line has been looked at; what follows is lines, too. */
    private boolean isKnown;

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
        if (end > begin && !isKnown && FirstLine.isOther(bytes, end)) {
            end(context);
            return;
        }
        isKnown |= end > begin;
        if (end > begin) {
            lines.accept(Arrays.copyOfRange(bytes, begin, end), end - begin);
            lines.flush();
        }
        if (!skipping) {
            keep(context, bytes, end);
        }
    }

    private void keep(ChannelHandlerContext context, byte[] bytes, int from) {
        if (bytes.length - from > LineForwarder.MOST_BYTES) {
            skip(context, ProxyDrop.TOO_LONG);
        } else if (from < bytes.length) {
            unfinished = Arrays.copyOfRange(bytes, from, bytes.length);
            if (!claim().grow(unfinished.length)) {
                skip(context, ProxyDrop.UNFINISHED);
            }
        }
    }

    private void skip(ChannelHandlerContext context, ProxyDrop reason) {
        forget();
        skipping = true;
        counters.drop(reason, 1);
        if (!isKnown) {
            // What would follow is not known to be lines, and a request can have a long head.
            end(context);
        }
    }

    private void end(ChannelHandlerContext context) {
        counters.drop(ProxyDrop.OTHER_PROTOCOL, 1);
        context.close();
    }

    @Override
    protected void giveWay(ChannelHandlerContext context) {
        skip(context, ProxyDrop.UNFINISHED);
    }

    @Override
    protected void forget() {
        unfinished = NOTHING;
        claim().clear();
    }
}
