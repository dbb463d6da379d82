package plumbago.whisper;

import java.util.concurrent.CancellationException;

/**
 * Is told how far a long operation has come, and may end it.
 *
 * <p>An operation that was ended throws {@link CancellationException} at once. The points it has
 * stored by then are whole and stay; a file that it was about to make or to replace is as it was before.
 */
@FunctionalInterface
public interface Progress {
    /** Lets everything run to its end. */
    Progress UNWATCHED = (done, total) -> true;

    /**
     * Is called between two steps of the operation.
     *
     * @param done steps that are done
     * @param total steps there are in all, at least 1
     * @return whether to go on
     */
    boolean goOn(long done, long total);

    /** Asks {@link #goOn}, and throws if the answer is no. */
    default void step(long done, long total) {
        if (!goOn(done, total)) {
            throw new CancellationException("stopped after " + done + " of " + total);
        }
    }
}
