package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;

class HandshakeDeadlineTest {
    private int failed;
    private final ConnectionCounters counters = new ConnectionCounters() {
        @Override
        public void connectionRefused() {
            throw new AssertionError("nobody is refused here");
        }

        @Override
        public void handshakeFailed() {
            failed++;
        }
    };
    private final int[] pauses = {0};
    private final Setting<Duration> setting = new SettingGroup("Test", Section.CACHE)
            .honoured("TIMEOUT", SettingTypes.SECONDS_OR_NONE, Duration.ZERO, "seconds", "How long.");
    private final HandshakeDeadline deadline =
            new HandshakeDeadline(Duration.ofSeconds(30), setting, () -> pauses[0], new Handshakes(counters, () -> 0));
    private final EmbeddedChannel channel = new EmbeddedChannel(deadline);

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }

    @Test
    void endsTheConnection() {
        pass(60);
        assertTrue(channel.isOpen(), "it has not begun");
        deadline.begin();
        pass(20);
        deadline.begin();
        assertTrue(channel.isOpen());
        pass(11);
        assertFalse(channel.isOpen());
        assertEquals(1, failed);
    }

    @Test
    void doesNotCountTimeInWhichNothingIsRead() {
        deadline.begin();
        channel.config().setAutoRead(false);
        pass(100);
        channel.config().setAutoRead(true);
        pauses[0]++;
        pass(29);
        assertTrue(channel.isOpen(), "there was a pause in between");
        pass(31);
        assertFalse(channel.isOpen());
    }

    @Test
    void endsHoweverOftenThereIsAPause() {
        deadline.begin();
        for (int second = 0; second < 120; second++) {
            pauses[0] += second % 10 == 0 ? 1 : 0;
            pass(1);
        }
        assertFalse(channel.isOpen());
    }

    @Test
    void isGoneWhenTheHandshakeIsDone() {
        deadline.begin();
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        pass(31);
        assertTrue(channel.isOpen());
        assertEquals(
                0,
                channel.pipeline().names().stream()
                        .filter(name -> name.contains("Deadline"))
                        .count());
    }
}
