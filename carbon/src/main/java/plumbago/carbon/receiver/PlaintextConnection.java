package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import plumbago.carbon.door.DoorConnection;

/** One sender of plaintext lines: keeps the line that is not complete yet between two reads. */
final class PlaintextConnection extends DoorConnection {
    private final FastThreadLocal<LineBuffer> buffers;
    private final UnfinishedLine unfinished = new UnfinishedLine();

    PlaintextConnection(FastThreadLocal<LineBuffer> buffers) {
        this.buffers = buffers;
    }

    @Override
    protected void take(ChannelHandlerContext context, ByteBuf input) {
        buffers.get().take(unfinished, input, context.channel().remoteAddress());
    }

    @Override
    protected void forget() {
        buffers.get().forget(unfinished);
    }
}
