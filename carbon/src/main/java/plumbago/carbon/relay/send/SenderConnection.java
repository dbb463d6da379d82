package plumbago.carbon.relay.send;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** What happens on a connection to a destination. What the destination says is not read: the protocols have no answers. */
final class SenderConnection extends ChannelInboundHandlerAdapter {
    private final TcpSender sender;
    private final Acknowledged acknowledged;
    private String reason = "the destination has closed the connection";

    SenderConnection(TcpSender sender, Acknowledged acknowledged) {
        this.sender = sender;
        this.acknowledged = acknowledged;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (Objects.equals(context.channel().localAddress(), context.channel().remoteAddress())) {
            // Where nobody listens on a port of this machine the system may give it to the one who asks.
            end(context, "the connection is refused");
            return;
        }
        if (context.pipeline().get(SslHandler.class) == null) {
            sender.ready(context.channel(), acknowledged);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf) {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                sender.ready(context.channel(), acknowledged);
            } else {
                end(context, "TLS: " + ConnectProblem.of(handshake.cause()));
            }
        } else if (event instanceof ChannelInputShutdownEvent) {
            sender.ending(context.channel(), reason);
        } else if (event instanceof ChannelOutputShutdownEvent) {
            end(context, reason);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // It comes before the handshake is said to have failed.
        boolean isTls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
        end(context, (isTls ? "TLS: " : "") + ConnectProblem.of(cause));
    }

    private void end(ChannelHandlerContext context, String why) {
        reason = why;
        sender.broken(why);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        sender.ended(context.channel(), reason);
    }
}
