package plumbago.base.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;

/**
 * Adds to every answer, whoever made it, what keeps browsers from taking it for something else than it says to be, and a
 * picture from running what a series' name may hold.
 */
@Sharable
final class SafeHeaders extends ChannelOutboundHandlerAdapter {
    static final SafeHeaders INSTANCE = new SafeHeaders();

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString SANDBOX =
            AsciiString.cached("default-src 'none'; style-src 'unsafe-inline'; sandbox");

    private SafeHeaders() {}

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && response.status().code() >= 200) {
            HttpHeaders headers = response.headers();
            headers.set(CONTENT_TYPE_OPTIONS, NO_SNIFF);
            if (headers.get(HttpHeaderNames.CONTENT_TYPE, "").startsWith("image/svg")) {
                headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, SANDBOX);
            }
        }
        super.write(context, message, promise);
    }
}
