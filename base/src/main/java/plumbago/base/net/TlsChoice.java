package plumbago.base.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Function;

/**
 * Where TLS is not required: tells by the first bytes of a connection whether it is encrypted. The first byte of a record
 * of TLS says what kind it is of, and nothing else that is spoken here begins with such a byte, so that the beginning of
 * a line or a frame never has to wait for more.
 */
final class TlsChoice extends ByteToMessageDecoder {
    private static final int HEADER_BYTES = 5;
    private static final int FIRST_KIND = 20;
    private static final int LAST_KIND = 24;

    private final Function<ChannelHandlerContext, ChannelHandler> encryption;

    /** @param encryption makes what encrypts a connection */
    TlsChoice(Function<ChannelHandlerContext, ChannelHandler> encryption) {
        this.encryption = encryption;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!in.isReadable()) {
            return;
        }
        int kind = in.getUnsignedByte(in.readerIndex());
        HandshakeDeadline deadline = context.pipeline().get(HandshakeDeadline.class);
        if (kind < FIRST_KIND || kind > LAST_KIND) {
            goOnInTheClear(context, deadline);
            return;
        }
        if (deadline != null) {
            deadline.begin();
        }
        if (in.readableBytes() < HEADER_BYTES) {
            return;
        }
        if (SslHandler.isEncrypted(in, false)) {
            context.pipeline().replace(this, null, encryption.apply(context));
        } else {
            goOnInTheClear(context, deadline);
        }
    }

    private void goOnInTheClear(ChannelHandlerContext context, HandshakeDeadline deadline) {
        if (deadline != null) {
            context.pipeline().remove(deadline);
        }
        context.pipeline().remove(this);
    }
}
