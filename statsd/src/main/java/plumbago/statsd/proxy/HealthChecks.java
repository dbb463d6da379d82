package plumbago.statsd.proxy;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every node once in an interval whether it is up, each apart from the others, and has it join or leave the ring. The
 * names of nodes are resolved anew for each check, by threads of their own: a name server that is away makes nobody wait.
 */
final class HealthChecks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

    private final Cluster cluster;
    private final ProxyCounters counters;
    private final EventLoop loop;
    private final Class<? extends Channel> kind;
    private final Duration interval;
    private final ThreadPoolExecutor names;

    /**
     * @param loop its thread makes the checks
     * @param kind what connects over TCP
     * @param interval between the beginnings of two checks of a node, and what each may take
     */
    HealthChecks(
            List<ProxyNode> nodes,
            Cluster cluster,
            ProxyCounters counters,
            EventLoop loop,
            Class<? extends Channel> kind,
            Duration interval) {
        this.cluster = cluster;
        this.counters = counters;
        this.loop = loop;
        this.kind = kind;
        this.interval = interval;
        this.names = new ThreadPoolExecutor(
                0,
                nodes.size(),
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("proxy-names", true));
    }

    /** Begins to check a node, and goes on until it is closed. */
    void begin(ProxyNode node) {
        loop.execute(() -> new Checks(node).begin());
    }

    /** All checks of a node, one after the other. Belongs to the loop's thread. */
    private final class Checks {
        private final ProxyNode node;
        private long next;

        /** Whether its name is being looked up, which may outlast a check. */
        private boolean resolving;

        /** Ends the check under way if its name is not known by then; null while no check waits for it. */
        private ScheduledFuture<?> deadline;

        Checks(ProxyNode node) {
            this.node = node;
        }

        void begin() {
            next = System.nanoTime() + interval.toNanos();
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(node.host());
            if (literal != null) {
                check(address(literal));
                return;
            }
            deadline = loop.schedule(
                    () -> unresolved("its name takes long to resolve"), interval.toNanos(), TimeUnit.NANOSECONDS);
            if (!resolving) {
                resolving = true;
                names.execute(this::resolve);
            }
        }

        /** By a thread that may wait. */
        private void resolve() {
            Runnable found;
            try {
                InetAddress address = InetAddress.getByName(node.host());
                found = () -> resolved(address);
            } catch (UnknownHostException e) {
                found = () -> unresolved("its name is not known");
            }
            Runnable then = found;
            try {
                loop.execute(() -> {
                    resolving = false;
                    then.run();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("nothing is checked any more", e);
            }
        }

        private void resolved(InetAddress found) {
            if (isAwaited()) {
                check(found);
            }
        }

        private void unresolved(String problem) {
            if (isAwaited()) {
                finish(problem);
            }
        }

        /** Whether a check waits for the name; it does not any more then. */
        private boolean isAwaited() {
            if (deadline == null) {
                return false;
            }
            deadline.cancel(false);
            deadline = null;
            return true;
        }

        private void check(InetAddress found) {
            counters.of(node).resolved(found);
            NodeCheck.begin(loop, kind, new InetSocketAddress(found, node.adminPort()), interval, this::finish);
        }

        private void finish(String problem) {
            if (problem.isEmpty()) {
                cluster.add(node);
            } else {
                cluster.remove(node, problem);
            }
            if (!loop.isShuttingDown()) {
                loop.schedule(this::begin, Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        }
    }

    private static InetAddress address(byte[] literal) {
        try {
            return InetAddress.getByAddress(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 bytes or 16", e);
        }
    }

    @Override
    public void close() {
        names.shutdownNow();
    }
}
