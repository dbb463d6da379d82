package plumbago.carbon.writer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import plumbago.carbon.cache.QueueDrain;
import plumbago.carbon.storage.Storage;

/**
 * Who may have a file next while the number of new files is limited: the metrics in the order of their first appearance,
 * as in carbon. A metric whose turn has not come keeps its points waiting; carbon throws them away.
 *
 * <p>Belongs to the writer's thread.
 */
final class CreateTurns {
    private final QueueDrain queues;
    private final Storage storage;

    /** Metrics whose turn has come, until they are written. */
    private final Set<Integer> turns = new HashSet<>();

    private int[] line = new int[0];
    private int at;

    CreateTurns(QueueDrain queues, Storage storage) {
        this.queues = queues;
        this.storage = storage;
    }

    /** Has all metrics stand in line that wait now and may have no file. */
    void lineUp() {
        line = queues.waitingNotStored();
        at = 0;
    }

    /** Gives as many metrics their turn as the pace allows at this moment. */
    void give(Pace pace) {
        for (; at < line.length; at++) {
            int series = line[at];
            if (!turns.contains(series) && !storage.exists(queues.name(series))) {
                if (!pace.mayCreate()) {
                    return;
                }
                turns.add(series);
            }
        }
    }

    /** Whether a series has no file and its turn has not come. */
    boolean hasToWait(int series) {
        return at < line.length
                && Arrays.binarySearch(line, at, line.length, series) >= 0
                && !turns.contains(series)
                && !storage.exists(queues.name(series));
    }

    boolean isTurn(int series) {
        return turns.contains(series);
    }

    /** Tells that a series has been written, or never will be. */
    void done(int series) {
        if (!turns.isEmpty()) {
            turns.remove(series);
        }
    }
}
