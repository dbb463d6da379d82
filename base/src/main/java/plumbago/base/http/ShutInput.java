package plumbago.base.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/**
 * Asks the socket of a client that sends no more for nothing further. What it sent ahead waits in the handlers behind; but
 * Netty may have given up the socket's place with the system by then, and a wish to read would end the connection.
 */
final class ShutInput extends ChannelDuplexHandler {
    private boolean shut;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        shut |= event instanceof ChannelInputShutdownEvent;
        context.fireUserEventTriggered(event);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!shut) {
            context.read();
        }
    }
}
