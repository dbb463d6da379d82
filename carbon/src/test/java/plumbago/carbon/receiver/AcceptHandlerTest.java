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
    private final EmbeddedChannel door = new EmbeddedChannel(new AcceptHandler(options, new PointCounters(), () -> 0));

    private void restIsOver() {
        door.advanceTimeBy(2, TimeUnit.SECONDS);
        door.runScheduledPendingTasks();
    }

    @Test
    void restsWhereTheSystemLetsNobodyIn() {
        door.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
        door.checkException();
        assertFalse(door.config().isAutoRead());
        restIsOver();
        assertTrue(door.config().isAutoRead());
    }

    @Test
    void staysShutWhereTheLimitHasBeenReachedMeanwhile() {
        options.connections().enter();
        door.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        restIsOver();
        assertFalse(door.config().isAutoRead());
    }
}
