package plumbago.carbon.query;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import plumbago.base.admin.AdminRule;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.cache.QueueReader;
import plumbago.carbon.stats.PointCounters;

/** The query port (CACHE_QUERY_PORT). It answers also while the queues are full and senders have to wait. */
public final class QueryListener implements AutoCloseable {
    private static final int LOGGED_PER_SECOND = 10;

    private final TcpListener listener;

    /**
     * Begins to listen for questions.
     *
     * @param address where to listen; port 0 takes any free one, see {@link #port}
     * @param transport the threads to read and answer with; stays the caller's
     * @param maxLength longest request in bytes; a longer one ends the connection (CACHE_QUERY_MAX_LENGTH)
     * @param quota for requests that have come in in part
     * @param adminRule who may set metadata
     * @param logged whether every query is logged (LOG_CACHE_HITS)
     * @throws IOException if the address cannot be listened on; the cause tells why
     */
    public QueryListener(
            InetSocketAddress address,
            Transport transport,
            ListenerOptions options,
            QueueReader queues,
            Metadata metadata,
            AdminRule adminRule,
            PointCounters counters,
            LongSupplier seconds,
            int maxLength,
            UnfinishedQuota quota,
            boolean logged)
            throws IOException {
        FastThreadLocal<CacheQueries> queries = new FastThreadLocal<>() {
            @Override
            protected CacheQueries initialValue() {
                return new CacheQueries(queues, metadata, counters, logged);
            }
        };
        Administrators administrators = Administrators.by(adminRule);
        LogLimit logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
        listener = new TcpListener(
                address,
                transport,
                options,
                FlowControl.NONE,
                counters,
                seconds,
                () -> new QueryConnection(maxLength, quota, queries, administrators, counters, logLimit));
    }

    /** The port that is listened on. */
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }
}
