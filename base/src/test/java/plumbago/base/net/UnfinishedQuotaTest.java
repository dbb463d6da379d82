package plumbago.base.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class UnfinishedQuotaTest {
    private static final int FREE = UnfinishedQuota.FREE_BYTES;
    private static final long MILLI = 1_000_000;

    private final List<String> gaveWay = new ArrayList<>();
    private long now = 5_000 * MILLI;
    private final Pauses pauses = new Pauses();
    private Executor owner = Runnable::run;
    private final UnfinishedQuota quota = new UnfinishedQuota(1000, pauses, () -> now);

    private static final class Pauses implements FlowControl {
        private final List<Listener> listeners = new ArrayList<>();
        private boolean paused;

        @Override
        public boolean paused() {
            return paused;
        }

        @Override
        public void addListener(Listener listener) {
            listeners.add(listener);
        }

        void set(boolean now) {
            paused = now;
            listeners.forEach(listener -> listener.pausedChanged(now));
        }
    }

    private UnfinishedQuota.Claim claim(String name) {
        return quota.claim(owner, () -> gaveWay.add(name));
    }

    /** Lets time pass in which somebody who waits looks again and again. */
    private boolean waits(UnfinishedQuota.Claim claim, int millis) {
        for (int passed = 0; passed < millis; passed += 250) {
            now += 250 * MILLI;
            if (claim.mayGoOn()) {
                return false;
            }
        }
        return true;
    }

    /** Connections that fill the room, all of which came before those of a test. */
    private List<UnfinishedQuota.Claim> fill() {
        List<UnfinishedQuota.Claim> claims = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UnfinishedQuota.Claim claim = claim("old" + i);
            assertTrue(claim.grow(FREE + 100));
            assertFalse(claim.mustWait());
            claims.add(claim);
        }
        return claims;
    }

    @Test
    void aLittleIsFree() {
        UnfinishedQuota.Claim claim = claim("a");
        assertTrue(claim.grow(FREE));
        assertFalse(claim.mustWait());
        assertEquals(0, quota.taken());
    }

    @Test
    void whatIsSilentGivesWayTheOldestFirst() {
        fill();
        UnfinishedQuota.Claim sender = claim("sender");
        assertTrue(sender.grow(FREE + 150));
        assertTrue(sender.mustWait());
        assertTrue(waits(sender, 750), "they may be on their way");
        assertFalse(waits(sender, 500));
        assertEquals(List.of("old0", "old1", "old2", "old3"), gaveWay, "so that a quarter of the quota is left");
        assertEquals(750, quota.taken());
        sender.clear();
        assertEquals(600, quota.taken());
    }

    @Test
    void whatComesByTheByteGivesWayInTheEnd() {
        List<UnfinishedQuota.Claim> old = fill();
        UnfinishedQuota.Claim sender = claim("sender");
        assertTrue(sender.grow(FREE + 50));
        assertTrue(sender.mustWait());
        for (int second = 0; second < 9; second++) {
            for (UnfinishedQuota.Claim claim : old) {
                claim.grow(FREE + 100);
            }
            assertTrue(waits(sender, 500));
            for (UnfinishedQuota.Claim claim : old) {
                claim.grow(FREE + 100);
            }
            assertTrue(waits(sender, 500));
        }
        assertEquals(List.of(), gaveWay);
        for (UnfinishedQuota.Claim claim : old) {
            claim.grow(FREE + 100);
        }
        assertFalse(waits(sender, 2000));
        assertEquals("old0", gaveWay.get(0));
        assertTrue(old.get(0).isLost());
        assertFalse(old.get(0).grow(FREE + 101), "nothing more is kept of it");
        old.get(0).clear();
        assertTrue(old.get(0).grow(FREE + 1), "but of the next one");
    }

    /** More senders at once than there is quota for, all of them decent: each comes to its end. */
    @Test
    void nobodyWhoWaitsIsToBlame() {
        List<UnfinishedQuota.Claim> senders = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            UnfinishedQuota.Claim sender = claim("sender" + i);
            assertTrue(sender.grow(FREE + 100));
            assertEquals(i >= 10, sender.mustWait());
            senders.add(sender);
        }
        UnfinishedQuota.Claim last = senders.get(14);
        for (int i = 0; i < 9; i++) {
            // Each needs three times as much before it is whole, and is read when it is its turn.
            UnfinishedQuota.Claim sender = senders.get(i);
            assertTrue(!sender.mustWait() || !waits(sender, 250), "turn of " + i);
            assertTrue(sender.grow(FREE + 300));
            assertTrue(i >= 5 || last.mustWait());
            sender.clear();
        }
        assertFalse(waits(last, 250));
        assertEquals(List.of(), gaveWay);
    }

    @Test
    void thereIsAnEndToWhatComesInBeforeItIsHalted() {
        fill();
        for (int i = 0; i < 12; i++) {
            claim("new" + i).grow(FREE + 100);
        }
        assertEquals(List.of("old0", "old1"), gaveWay);
        assertEquals(2000, quota.taken());
    }

    @Test
    void timeInWhichNothingIsReadDoesNotCount() {
        fill();
        pauses.set(true);
        now += 60_000 * MILLI;
        UnfinishedQuota.Claim sender = claim("sender");
        sender.grow(FREE + 100);
        assertTrue(sender.mustWait());
        assertTrue(waits(sender, 5_000));
        pauses.set(false);
        assertTrue(waits(sender, 750));
        assertFalse(waits(sender, 750));
        assertEquals("old0", gaveWay.get(0));
    }

    /** What is there to be read is not read while its thread does other things. */
    @Test
    void timeInWhichAThreadStoodStillDoesNotCount() {
        List<Runnable> tasks = new ArrayList<>();
        owner = tasks::add;
        fill();
        UnfinishedQuota.Claim sender = claim("sender");
        sender.grow(FREE + 100);
        assertTrue(sender.mustWait());
        assertTrue(waits(sender, 20_000));
        tasks.forEach(Runnable::run);
        tasks.clear();
        assertFalse(waits(sender, 250));
        tasks.forEach(Runnable::run);
        assertEquals("old0", gaveWay.get(0));
    }

    @Test
    void timeInWhichTheProcessStoodStillDoesNotCount() {
        fill();
        UnfinishedQuota.Claim sender = claim("sender");
        sender.grow(FREE + 100);
        assertTrue(sender.mustWait());
        now += 60_000 * MILLI;
        assertFalse(sender.mayGoOn());
        assertTrue(waits(sender, 750));
        assertEquals(List.of(), gaveWay);
    }
}
