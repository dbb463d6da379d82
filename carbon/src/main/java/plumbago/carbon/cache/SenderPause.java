package plumbago.carbon.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import plumbago.base.net.FlowControl;

/** Whether senders have to wait: from the moment at which the queues or the journal are full until there is space again. */
final class SenderPause implements FlowControl {
    private final boolean used;
    private final BooleanSupplier full;
    private final BooleanSupplier mayEnd;
    private final AtomicBoolean paused = new AtomicBoolean();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param used false if senders never wait (USE_FLOW_CONTROL)
     * @param full when they have to begin
     * @param mayEnd when they may end
     */
    SenderPause(boolean used, BooleanSupplier full, BooleanSupplier mayEnd) {
        this.used = used;
        this.full = full;
        this.mayEnd = mayEnd;
    }

    @Override
    public boolean paused() {
        return paused.get();
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    void beginIfFull() {
        if (used && !paused.get() && full.getAsBoolean() && paused.compareAndSet(false, true)) {
            notifyListeners();
            // The writer may have made space before it could see the pause.
            endIfPossible();
        }
    }

    void endIfPossible() {
        if (paused.get() && mayEnd.getAsBoolean() && paused.compareAndSet(true, false)) {
            notifyListeners();
        }
    }

    /** The state is read under the lock, so whatever two threads change at once, the last word is the present state. */
    private void notifyListeners() {
        synchronized (listeners) {
            boolean now = paused.get();
            listeners.forEach(listener -> listener.pausedChanged(now));
        }
    }
}
