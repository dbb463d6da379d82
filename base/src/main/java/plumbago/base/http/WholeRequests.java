package plumbago.base.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Gathers a request's parts, and passes it on as a {@link HeldRequest}. In the place of one whose body is too long, or beyond
 * the quota of all bodies at the moment, it passes on one that carries a {@link RefusedBody}, so that the answer to it waits
 * for those to requests before it; what comes after is not looked at.
 */
final class WholeRequests extends HttpObjectAggregator {
    private final BodyQuota quota;
    /** Bytes of the body that is being gathered. */
    private long gathered;

    private boolean refused;

    /** @param quota for the bodies of all connections */
    WholeRequests(int maxBody, BodyQuota quota) {
        super(maxBody, true);
        this.quota = quota;
    }

    /** What cannot be read as a request comes as a whole one that says so, and passes by what gathers parts. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
        if (!(part instanceof FullHttpRequest whole)) {
            super.channelRead(context, part);
        } else if (refused) {
            whole.release();
        } else {
            context.fireChannelRead(new HeldRequest(whole, quota, 0));
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, HttpObject part, List<Object> whole) throws Exception {
        if (refused) {
            return;
        }
        if (part instanceof HttpContent content) {
            int bytes = content.content().readableBytes();
            if (!quota.take(bytes)) {
                refuse(
                        context,
                        503,
                        "there is no memory for more bodies of requests at the moment; send it again later");
                return;
            }
            gathered += bytes;
        }
        super.decode(context, part, whole);
        for (int i = 0; i < whole.size(); i++) {
            if (whole.get(i) instanceof FullHttpRequest request) {
                whole.set(i, hold(request));
            }
        }
    }

    /** Passes what the body has of the quota on with the request. */
    private HeldRequest hold(FullHttpRequest request) {
        HeldRequest held = new HeldRequest(request, quota, gathered);
        gathered = 0;
        return held;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) throws Exception {
        giveBack();
        super.handlerRemoved(context);
    }

    private void giveBack() {
        quota.giveBack(gathered);
        gathered = 0;
    }

    /** Of a body that is too long the refusal is to wait for its turn also where the client asks before it sends it. */
    @Override
    protected Object newContinueResponse(HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
        Object answer = super.newContinueResponse(start, maxContentLength, pipeline);
        boolean tooLong = answer instanceof FullHttpResponse response
                && response.status().equals(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        return tooLong ? null : answer;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        giveBack();
        refuse(context, 413, "the body is longer than " + maxContentLength() + " bytes, the most that is read");
    }

    private void refuse(ChannelHandlerContext context, int status, String reason) {
        refused = true;
        FullHttpRequest refusal = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        refusal.setDecoderResult(DecoderResult.failure(new RefusedBody(status, reason)));
        context.fireChannelRead(new HeldRequest(refusal, quota, 0));
    }
}
