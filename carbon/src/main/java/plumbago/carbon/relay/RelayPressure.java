package plumbago.carbon.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbago.base.net.FlowControl;

/** Has senders wait while the spool of any destination is full, where they are to wait (USE_FLOW_CONTROL). Safe for many threads. */
final class RelayPressure implements FlowControl {
    private final boolean isOn;
    private final Set<Object> full = new HashSet<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isPaused;

    RelayPressure(boolean isOn) {
        this.isOn = isOn;
    }

    /** Whether senders are made to wait at all. */
    boolean isOn() {
        return isOn;
    }

    /** The spool of a destination is full, or is not. */
    void set(Object destination, boolean isFull) {
        boolean changed;
        synchronized (full) {
            if (isFull) {
                full.add(destination);
            } else {
                full.remove(destination);
            }
            boolean paused = isOn && !full.isEmpty();
            changed = paused != isPaused;
            isPaused = paused;
        }
        if (changed) {
            // Read under the lock: whatever two threads change at once, the last word is what is so.
            synchronized (listeners) {
                boolean paused = isPaused;
                listeners.forEach(listener -> listener.pausedChanged(paused));
            }
        }
    }

    @Override
    public boolean paused() {
        return isPaused;
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }
}
