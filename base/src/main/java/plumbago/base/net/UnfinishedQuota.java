package plumbago.base.net;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How much all connections together may keep of lines and frames whose end has not come in. Each may keep a little in
 * any case, which is enough for the lines that senders send; the long beginnings of lines and frames that never end, on
 * thousands of connections, would take all memory.
 *
 * <p>When the quota is used up, what is unfinished and old gives way, the oldest first: what nothing has come in of for
 * {@value #SILENT_SECONDS} second, or what has taken longer than {@value #OLD_SECONDS} seconds to come in, until a quarter is left. Time in which
 * senders are not read does not count. Where nobody is to blame, connections wait for their turn: nothing is lost, they are
 * read no further until there is some left, but for the {@value #TURNS} that began first, so that somebody always comes to an
 * end. Only what came in before they were halted goes beyond the quota, up to twice of it; then the oldest gives way
 * whatever it did. Safe for many threads.
 */
public final class UnfinishedQuota {
    /** What a connection may keep without asking. */
    public static final int FREE_BYTES = 512;

    private static final int SILENT_SECONDS = 1;
    private static final int OLD_SECONDS = 10;
    private static final int TURNS = 8;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(SILENT_SECONDS);
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(OLD_SECONDS);

    /** Between two looks at all that is unfinished, which may be much. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Who has not been looked at for so long is not to blame: perhaps the process stood still. */
    private static final long UNSEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final long limit;
    private final FlowControl flowControl;
    private final LongSupplier nanos;

    /** Of those that keep something, in the order in which it began to come in. */
    private final Set<Claim> claims = new LinkedHashSet<>();

    private long taken;
    private long lastLook;

    /** Since when senders have been read and looked at without a break. */
    private volatile long resumed;

    /**
     * @param bytes the most that connections keep beyond {@link #FREE_BYTES}
     * @param flowControl while it is paused nobody is to blame for being silent
     * @param nanos a clock; only its differences matter
     */
    public UnfinishedQuota(long bytes, FlowControl flowControl, LongSupplier nanos) {
        this.limit = bytes;
        this.flowControl = flowControl;
        this.nanos = nanos;
        this.resumed = nanos.getAsLong();
        this.lastLook = resumed - LOOK_NANOS;
        flowControl.addListener(paused -> resumed = nanos.getAsLong());
    }

    /** A part of the memory: {@code 1 / parts} of the largest heap. */
    public static UnfinishedQuota ofThisProcess(int parts, FlowControl flowControl) {
        return new UnfinishedQuota(Runtime.getRuntime().maxMemory() / parts, flowControl, System::nanoTime);
    }

    /**
     * The claim of one connection, which keeps nothing yet.
     *
     * @param owner the connection's thread, which is given things to do from any other one
     * @param gaveWay called there when what the connection keeps has given way, so that it forgets it. Nothing is to be done
     *     if the claim is not {@link Claim#isLost} any more then.
     */
    public Claim claim(Executor owner, Runnable gaveWay) {
        return new Claim(owner, gaveWay);
    }

    /** What is kept at the moment, beyond what is free. */
    public synchronized long taken() {
        return taken;
    }

    /** What one connection keeps. Its methods are called by the connection's thread. */
    public final class Claim {
        private final Executor owner;
        private final Runnable gaveWay;
        private volatile int size;
        private volatile boolean lost;
        private long began;
        private long grew;

        /** When its thread was asked whether nothing has come in, and when it answered; 0 for not yet. */
        private long asked;

        private volatile long answered;

        /** Whether the connection is not read until it is its turn, and since when. */
        private boolean halted;

        private long haltedAt;

        private Claim(Executor owner, Runnable gaveWay) {
            this.owner = owner;
            this.gaveWay = gaveWay;
        }

        /**
         * Notes how much is kept now, more than before.
         *
         * @param bytes of which {@link #FREE_BYTES} do not count
         * @return false if it has given way, so that nothing more can be kept of this line or frame
         */
        public boolean grow(int bytes) {
            int surplus = bytes - FREE_BYTES;
            return surplus <= 0 || grow(this, surplus);
        }

        private boolean grow(Claim claim, int surplus) {
            List<Claim> victims = new ArrayList<>();
            boolean kept = UnfinishedQuota.this.grow(claim, surplus, victims);
            notifyOwners(victims);
            return kept;
        }

        private void notifyOwners(List<Claim> victims) {
            victims.forEach(victim -> victim.owner.execute(victim.gaveWay));
        }

        /** Nothing is kept any more: it is whole, or of no use. */
        public void clear() {
            if (size > 0 || lost) {
                free(this);
            }
        }

        /** Whether it has given way since the last {@link #clear}. */
        public boolean isLost() {
            return lost;
        }

        /** Whether the connection should be read no further for the moment; {@link #mayGoOn} tells when it may. */
        public boolean mustWait() {
            return size > 0 && halt(this);
        }

        /** Whether a connection that waits may be read again. */
        public boolean mayGoOn() {
            List<Claim> victims = new ArrayList<>();
            boolean goesOn = UnfinishedQuota.this.mayGoOn(this, victims);
            notifyOwners(victims);
            return goesOn;
        }
    }

    private synchronized boolean grow(Claim claim, int surplus, List<Claim> victims) {
        if (claim.lost) {
            return false;
        }
        long now = nanos.getAsLong();
        if (claim.size == 0) {
            claim.began = now;
            claims.add(claim);
        }
        claim.grew = now;
        claim.asked = 0;
        taken += surplus - claim.size;
        claim.size = surplus;
        makeSpace(claim, now, victims);
        return true;
    }

    private synchronized void free(Claim claim) {
        claims.remove(claim);
        taken -= claim.size;
        claim.size = 0;
        claim.lost = false;
        claim.halted = false;
    }

    private synchronized boolean halt(Claim claim) {
        if (claim.size == 0 || taken <= limit || isInTurn(claim)) {
            return false;
        }
        if (!claim.halted) {
            claim.halted = true;
            claim.haltedAt = nanos.getAsLong();
        }
        return true;
    }

    private synchronized boolean mayGoOn(Claim claim, List<Claim> victims) {
        long now = nanos.getAsLong();
        makeSpace(claim, now, victims);
        if (claim.size > 0 && taken > limit && !isInTurn(claim)) {
            return false;
        }
        if (claim.halted) {
            claim.halted = false;
            claim.began += now - claim.haltedAt;
            claim.grew = now;
            claim.asked = 0;
        }
        return true;
    }

    /** Whether it is among those that began first. */
    private boolean isInTurn(Claim claim) {
        Iterator<Claim> first = claims.iterator();
        for (int i = 0; i < TURNS && first.hasNext(); i++) {
            if (first.next().equals(claim)) {
                return true;
            }
        }
        return false;
    }

    private void makeSpace(Claim asking, long now, List<Claim> victims) {
        if (taken <= limit) {
            return;
        }
        if (now - lastLook >= LOOK_NANOS && !flowControl.paused()) {
            if (now - lastLook >= UNSEEN_NANOS) {
                resumed = now;
            }
            lastLook = now;
            long since = resumed;
            // More than has to, or others would wait for it at once.
            giveWay(asking, limit / 4 * 3, victims, claim -> isOld(claim, now, since) && isConfirmed(claim, now));
        }
        if (taken > 2 * limit) {
            giveWay(asking, 2 * limit, victims, claim -> true);
        }
    }

    private static boolean isOld(Claim claim, long now, long since) {
        return !claim.halted
                && (Math.min(now - claim.grew, now - since) >= SILENT_NANOS
                        || Math.min(now - claim.began, now - since) >= OLD_NANOS);
    }

    /**
     * Whether the connection's thread, which may have stood still, has been about since it was asked, and had time to read
     * what is there.
     */
    private boolean isConfirmed(Claim claim, long now) {
        if (claim.asked == 0) {
            long question = now == 0 ? 1 : now;
            claim.asked = question;
            claim.answered = 0;
            claim.owner.execute(() -> claim.answered = question);
        }
        return claim.answered == claim.asked && now - claim.asked >= LOOK_NANOS;
    }

    private void giveWay(Claim asking, long most, List<Claim> victims, Predicate<Claim> isToGiveWay) {
        for (Iterator<Claim> oldest = claims.iterator(); taken > most && oldest.hasNext(); ) {
            Claim claim = oldest.next();
            if (!claim.equals(asking) && isToGiveWay.test(claim)) {
                oldest.remove();
                taken -= claim.size;
                claim.size = 0;
                claim.lost = true;
                victims.add(claim);
            }
        }
    }
}
