package plumbago.base.net;

/**
 * Notifies the receivers when to stop reading because what they would pass on could not be kept, so that senders wait
 * instead of losing points (carbon's USE_FLOW_CONTROL).
 */
public interface FlowControl {
    /** Never pauses. */
    FlowControl NONE = new FlowControl() {
        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public void addListener(Listener listener) {
            // There is nobody to notify.
        }
    };

    /** Called when reading should stop and when it may go on; from any thread, with no lock held. */
    @FunctionalInterface
    interface Listener {
        void pausedChanged(boolean paused);
    }

    /** Whether reading should be stopped at this moment. */
    boolean paused();

    /** Adds a listener for the changes from now on. */
    void addListener(Listener listener);
}
