package plumbago.carbon.receiver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sender of plaintext lines: keeps the line that is not complete yet between two reads. */
final class PlaintextConnection extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(PlaintextConnection.class);

    private final FastThreadLocal<LineBuffer> buffers;
    private final UnfinishedLine unfinished = new UnfinishedLine();

    PlaintextConnection(FastThreadLocal<LineBuffer> buffers) {
        this.buffers = buffers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        try {
            buffers.get().take(unfinished, input, context.channel().remoteAddress());
        } finally {
            input.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        buffers.get().forget(unfinished);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ReadTimeoutException) {
            log.debug("connection from {} was idle", context.channel().remoteAddress());
        } else if (cause instanceof IOException) {
            log.debug("connection from {} ended: {}", context.channel().remoteAddress(), cause.getMessage());
        } else {
            log.error(
                    "connection from {} is closed after an error",
                    context.channel().remoteAddress(),
                    cause);
        }
        context.close();
    }
}
