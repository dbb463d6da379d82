package plumbago.carbon.query;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.FrameHandler;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

/** One client. Requests and answers are frames; a request that cannot be understood ends the connection, as in carbon. */
final class QueryConnection extends FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueryConnection.class);
    private static final int LENGTH_BYTES = 4;
    private static final int USUAL_ANSWER_BYTES = 1024;

    private final FastThreadLocal<CacheQueries> queries;
    private final Administrators administrators;
    private final PointCounters counters;
    private final LogLimit logLimit;

    /** Why a client without a token may set no metadata, or that it may; null until it was asked for. */
    private Optional<String> refusal;

    QueryConnection(
            int maxLength,
            UnfinishedQuota quota,
            FastThreadLocal<CacheQueries> queries,
            Administrators administrators,
            PointCounters counters,
            LogLimit logLimit) {
        super(maxLength, quota);
        this.queries = queries;
        this.administrators = administrators;
        this.counters = counters;
        this.logLimit = logLimit;
    }

    @Override
    protected void frame(ChannelHandlerContext context, byte[] bytes, int length) {
        ByteBuf answer = context.alloc().buffer(USUAL_ANSWER_BYTES);
        boolean whole = false;
        try {
            answer.writeInt(0);
            queries.get()
                    .answer(
                            bytes,
                            length,
                            answer,
                            context.channel().remoteAddress(),
                            token -> mayAdminister(context, token));
            answer.setInt(0, answer.readableBytes() - LENGTH_BYTES);
            whole = true;
        } catch (CacheQueries.BadQueryException e) {
            refuse(context, e.getMessage());
        } finally {
            if (!whole) {
                answer.release();
                end(context);
            }
        }
        if (whole) {
            context.writeAndFlush(answer, context.voidPromise());
        }
    }

    /** Whether a client may change what is stored; empty if so. A connection's process is looked for once. */
    private Optional<String> mayAdminister(ChannelHandlerContext context, Optional<String> token) {
        if (token.isEmpty() && refusal != null) {
            return refusal;
        }
        Optional<String> found = administrators.refusal(context.channel(), token);
        if (token.isEmpty()) {
            refusal = found;
        }
        return found;
    }

    @Override
    protected void refuse(ChannelHandlerContext context, String reason) {
        counters.refused(Refusal.QUERY);
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("query from {} refused, because {}{}", context.channel().remoteAddress(), reason, suffix);
        }
    }

    @Override
    protected boolean mayRead(ChannelHandlerContext context) {
        return context.channel().isWritable();
    }

    /** Whoever does not fetch the answers has to wait with further questions. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }
}
