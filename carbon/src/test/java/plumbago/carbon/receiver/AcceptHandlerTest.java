package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import plumbago.base.net.AcceptHandler;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.ListenerOptions;
import plumbago.carbon.stats.PointCounters;

class AcceptHandlerTest {
    private final ListenerOptions options = ListenerOptions.open().withConnections(new ConnectionLimit(1, "a limit"));
    private final EmbeddedChannel listener =
            new EmbeddedChannel(new AcceptHandler(options, new PointCounters(), () -> 0));

    private void restIsOver() {
        listener.advanceTimeBy(2, TimeUnit.SECONDS);
        listener.runScheduledPendingTasks();
    }

    @Test
    void restsWhereTheSystemLetsNobodyIn() {
        listener.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
        listener.checkException();
        assertFalse(listener.config().isAutoRead());
        restIsOver();
        assertTrue(listener.config().isAutoRead());
    }

    @Test
    void staysShutWhereTheLimitHasBeenReachedMeanwhile() {
        options.connections().enter();
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        restIsOver();
        assertFalse(listener.config().isAutoRead());
    }
}
