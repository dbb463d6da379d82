package plumbago.base.net;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many may be connected at once, all listeners together. At the limit no listener lets anybody in, as in carbon: those who
 * come wait in the system's backlog until somebody has left. Safe for many threads.
 */
public final class ConnectionLimit {
    private final int most;
    private final String reason;
    private final List<Channel> listeners = new ArrayList<>();
    private int connected;

    /**
     * @param most how many may be connected
     * @param reason what says so, for the log: "MAX_RECEIVER_CONNECTIONS", for example
     */
    public ConnectionLimit(int most, String reason) {
        this.most = most;
        this.reason = reason;
    }

    /** What says how many may be connected. */
    String reason() {
        return reason;
    }

    /** Lets the limit halt a listener too. */
    synchronized void add(Channel listener) {
        listeners.add(listener);
        listener.config().setAutoRead(connected < most);
    }

    /** Counts one more; false, and nothing is counted, if there is no place left. */
    public synchronized boolean enter() {
        if (connected >= most) {
            return false;
        }
        connected++;
        if (connected == most) {
            setAccepting(false);
        }
        return true;
    }

    /** Counts one less. */
    synchronized void leave() {
        connected--;
        if (connected == most - 1) {
            setAccepting(true);
        }
    }

    /** Whether nobody else may come in. */
    synchronized boolean isFull() {
        return connected >= most;
    }

    /** Keeps a listener shut for a while that the system will not let anybody in by. */
    void rest(Channel listener, long seconds) {
        listener.config().setAutoRead(false);
        listener.eventLoop().schedule(() -> goOn(listener), seconds, TimeUnit.SECONDS);
    }

    private synchronized void goOn(Channel listener) {
        listener.config().setAutoRead(connected < most);
    }

    private void setAccepting(boolean accepting) {
        listeners.removeIf(listener -> !listener.isOpen());
        listeners.forEach(listener -> listener.config().setAutoRead(accepting));
    }
}
