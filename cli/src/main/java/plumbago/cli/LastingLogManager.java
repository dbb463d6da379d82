package plumbago.cli;

import java.util.logging.LogManager;

/**
 * Keeps the log open while the program stops: the JDK's own one closes it at once when a signal comes, and what is said
 * on the way down would be lost.
 */
public final class LastingLogManager extends LogManager {
    private volatile boolean lasting;

    /** From now on the handlers stay. */
    void keepHandlers() {
        lasting = true;
    }

    @Override
    public void reset() {
        if (!lasting) {
            super.reset();
        }
    }
}
