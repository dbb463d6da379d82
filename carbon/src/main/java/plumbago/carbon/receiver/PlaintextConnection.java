package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import plumbago.base.net.ConnectionHandler;
import plumbago.base.net.UnfinishedQuota;

/** One sender of plaintext lines: keeps the line that is not complete yet between two reads. */
final class PlaintextConnection extends ConnectionHandler {
    private final FastThreadLocal<LineBuffer> buffers;
    private final OtherProtocols others;
    private final UnfinishedLine unfinished = new UnfinishedLine(claim());
    private final Senders senders;
    private boolean ended;

    /** Null until something comes in. */
    private Object sender;

    PlaintextConnection(
            UnfinishedQuota quota, FastThreadLocal<LineBuffer> buffers, OtherProtocols others, Senders senders) {
        super(quota);
        this.senders = senders;
        this.buffers = buffers;
        this.others = others;
    }

    @Override
    protected void accept(ChannelHandlerContext context, ByteBuf input) {
        if (!ended) {
            endIfOther(context, buffers.get().accept(unfinished, input, sender(context)));
        }
    }

    @Override
    protected void giveWay(ChannelHandlerContext context) {
        endIfOther(context, buffers.get().giveWay(unfinished, sender(context)));
    }

    private Object sender(ChannelHandlerContext context) {
        if (sender == null) {
            sender = Sender.of(senders, context.channel().remoteAddress(), PlaintextReceiver.NAME);
        }
        return sender;
    }

    private void endIfOther(ChannelHandlerContext context, String protocol) {
        if (protocol != null) {
            ended = true;
            unfinished.clear();
            others.refuse(context.channel().remoteAddress(), protocol);
            context.close();
        }
    }

    @Override
    protected void forget() {
        ended = true;
        unfinished.clear();
    }
}
