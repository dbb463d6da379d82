package plumbago.carbon.door;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection behind a door: what becomes of bytes that come in is the protocol's matter, the rest is the same for all. */
public abstract class DoorConnection extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(DoorConnection.class);

    /** Takes all that came in. */
    protected abstract void take(ChannelHandlerContext context, ByteBuf input);

    /** Gives up what is kept of the connection: it has ended. */
    protected abstract void forget();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        try {
            take(context, input);
        } finally {
            input.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            // The sender has said that nothing more will come, and may wait to hear the same.
            context.close();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ReadTimeoutException) {
            log.debug("connection from {} was idle", context.channel().remoteAddress());
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
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
