package plumbago.carbon.relay;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.send.DestinationSender;
import plumbago.carbon.relay.send.SenderEvents;
import plumbago.carbon.relay.spool.FrameBuffer;
import plumbago.carbon.relay.spool.Spool;
import plumbago.carbon.relay.spool.SpoolFrame;

/** A destination that is sent to over the network: all that is routed to it goes through its spool. */
final class SpooledDestination implements RelayDestination {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledDestination.class);

    /** A destination that takes connections and ends them comes and goes several times a second. */
    private static final int LOGGED_PER_MINUTE = 5;

    private final Destination destination;
    private final Spool spool;
    private final SpoolLimits limits;
    private final RelayPressure pressure;
    private final DestinationCounters counters;
    private final DestinationSender sender;
    private final LogLimit fullLogged;
    private final LogLimit connectedLogged;
    private final LogLimit disconnectedLogged;

    /** Guards {@link #isFull}, so that the last word about it is what is so. */
    private final Object fullness = new Object();

    private volatile boolean isFull;

    /** Is told when the connection comes and goes. */
    private volatile Runnable onChange = () -> {};

    private volatile int failures;
    private volatile String problem = "it has not been reached yet";

    /**
     * @param counters those of before, if it has been there before
     * @param sending makes what sends, of what it is to tell
     */
    SpooledDestination(
            Destination destination,
            Spool spool,
            SpoolLimits limits,
            RelayPressure pressure,
            DestinationCounters counters,
            LongSupplier seconds,
            Function<SenderEvents, DestinationSender> sending) {
        this.destination = destination;
        this.spool = spool;
        this.limits = limits;
        this.pressure = pressure;
        this.counters = counters;
        counters.found(spool.waiting());
        this.fullLogged = new LogLimit(1, seconds);
        this.connectedLogged = new LogLimit(LOGGED_PER_MINUTE, () -> seconds.getAsLong() / 60);
        this.disconnectedLogged = new LogLimit(LOGGED_PER_MINUTE, () -> seconds.getAsLong() / 60);
        this.sender = sending.apply(new Events());
    }

    /** Begins to send. */
    void start() {
        sender.start();
    }

    /** Has somebody told when the connection comes or goes. */
    void onChange(Runnable told) {
        onChange = told;
    }

    @Override
    public Destination destination() {
        return destination;
    }

    @Override
    public void append(FrameBuffer lines, long millis) {
        int points = lines.points();
        counters.attempted(points);
        Spool.Outcome outcome = spool.append(lines, millis);
        if (outcome == Spool.Outcome.FULL) {
            counters.fullDrop(points);
            logFull(points);
        } else {
            if (!sender.isConnected()) {
                counters.queuedUnconnected(points);
            }
            sender.wake(points);
        }
        counters.queue(spool.waiting());
        if (outcome == Spool.Outcome.FULL || spool.bytes() >= limits.fullAt()) {
            settleFullness(outcome == Spool.Outcome.FULL ? limits.freeBelow() : limits.fullAt());
        }
    }

    /** @param fullAt bytes at which it is full, if it has not been */
    private void settleFullness(long fullAt) {
        synchronized (fullness) {
            long bytes = spool.bytes();
            // What has all been taken leaves files behind that are gone on with.
            boolean now = spool.waiting() > 0 && bytes >= (isFull ? limits.freeBelow() : fullAt);
            if (now != isFull) {
                isFull = now;
                pressure.set(this, now);
            }
        }
    }

    @Override
    public boolean hasRoomFor(int bytes) {
        return spool.bytes() + bytes < limits.fullAt();
    }

    private void logFull(int points) {
        String suffix = fullLogged.admit();
        if (suffix != null) {
            LOG.warn(
                    "{} points for {} are dropped: {}, and {}{}",
                    points,
                    destination,
                    spool.problem().isPresent()
                            ? "its spool cannot be written to, the memory for what waits is full"
                            : "its spool is full (MAX_SPOOL_BYTES)",
                    sender.isConnected() ? "it takes too little" : problem,
                    suffix);
        }
    }

    /** What waits goes elsewhere while there is no connection. */
    void divert(Predicate<SpoolFrame> taker) {
        sender.divert(counting(taker));
    }

    /**
     * The same after {@link #stopSending}, at once.
     *
     * @param most frames
     * @return how many were taken: fewer than that if there are no more, or the taker takes no more
     */
    int drain(Predicate<SpoolFrame> taker, int most) {
        Predicate<SpoolFrame> counting = counting(taker);
        for (int taken = 0; taken < most; taken++) {
            Optional<SpoolFrame> frame = spool.next();
            if (frame.isEmpty()) {
                return taken;
            }
            boolean isTaken = counting.test(frame.get());
            frame.get().lines().release();
            if (!isTaken) {
                spool.rewind();
                return taken;
            }
            spool.acknowledge(1);
        }
        return most;
    }

    private Predicate<SpoolFrame> counting(Predicate<SpoolFrame> taker) {
        return frame -> {
            if (isFull) {
                settleFullness(limits.fullAt());
            }
            boolean isTaken = taker.test(frame);
            if (isTaken) {
                counters.diverted(frame.points());
            }
            return isTaken;
        };
    }

    /** Ends the connection, and makes another one. */
    void reconnect() {
        counters.reset();
        sender.reconnect();
    }

    @Override
    public long waiting() {
        return spool.waiting();
    }

    /** Bytes of the spool's files. */
    long bytes() {
        return spool.bytes();
    }

    /** Points that were lost since a file of the spool could not be read. */
    long damaged() {
        return counters.damaged() + spool.damaged();
    }

    @Override
    public boolean isConnected() {
        return sender.isConnected();
    }

    /** How many attempts to connect have failed in a row. */
    int failures() {
        return failures;
    }

    @Override
    public DestinationCounters counters() {
        return counters;
    }

    /** What is wrong with its spool. */
    Optional<String> problem() {
        return spool.problem();
    }

    /** Stops sending; the spool stays open, for what is on the way to it and for {@link #drain}. */
    void stopSending() {
        sender.close();
        spool.rewind();
        pressure.set(this, false);
    }

    @Override
    public void close() {
        sender.close();
        spool.close();
    }

    /** Removes the empty spool; whether it could. */
    boolean remove() {
        return spool.remove();
    }

    private final class Events implements SenderEvents {
        @Override
        public void delivered(long points) {
            counters.sent(points);
            if (isFull) {
                settleFullness(limits.fullAt());
            }
        }

        @Override
        public void expired(long points) {
            counters.expired(points);
            delivered(0);
        }

        @Override
        public void messageSent() {
            counters.messageSent();
        }

        @Override
        public void connected() {
            failures = 0;
            String suffix = connectedLogged.admit();
            if (suffix != null) {
                LOG.info("connected to {}; {} points wait for it{}", destination, spool.waiting(), suffix);
            }
            onChange.run();
        }

        @Override
        public void disconnected(int inARow, String reason) {
            failures = inARow;
            String suffix = !reason.equals(problem) || inARow == 1 ? disconnectedLogged.admit() : null;
            if (suffix != null) {
                LOG.warn(
                        "no connection to {}: {}; what comes for it waits in its spool{}", destination, reason, suffix);
            }
            problem = reason;
            onChange.run();
        }
    }
}
