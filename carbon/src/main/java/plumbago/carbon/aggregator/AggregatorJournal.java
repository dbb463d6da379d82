package plumbago.carbon.aggregator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import plumbago.base.journal.JournalKind;
import plumbago.base.journal.OperationJournal;

/**
 * Keeps what open intervals hold from one process to the next. Guarded by the lock of the {@link AggregatorSink}, but for {@link
 * #problem}.
 */
final class AggregatorJournal implements AutoCloseable {
    private static final JournalKind KIND = new JournalKind(
            "PLBGAGGR",
            1,
            "intervals-",
            "the aggregator",
            "open intervals",
            "(MAX_AGGREGATION_BYTES) before it could be begun anew",
            "what comes in until it can be written again does not outlive the process");

    /** The least that a file may grow by. */
    private static final long LEAST_GROWTH = 1 << 20;

    private static final int PIECE_BYTES = 1 << 20;

    private final OperationJournal journal;
    private final AggregateOperations operations;

    private AggregatorJournal(OperationJournal journal) {
        this.journal = journal;
        this.operations = new AggregateOperations(journal.operations());
    }

    static AggregatorJournal none() {
        return new AggregatorJournal(OperationJournal.none(KIND));
    }

    /** @throws IOException if the folder is another process's, or a file cannot be read; the message names it */
    static AggregatorJournal open(Path folder, long maxBytes, AggregateReplay replay, Executor deleting)
            throws IOException {
        return new AggregatorJournal(
                OperationJournal.open(folder, KIND, Math.max(maxBytes, LEAST_GROWTH), replay, deleting));
    }

    AggregateOperations operations() {
        return operations;
    }

    /** Begins with a file of its own, or goes on with the one that was read where that cannot be made. */
    void begin(AggregateTable table, boolean isExact) {
        if (!renew(table, isExact)) {
            journal.resume();
        }
    }

    void commit() {
        journal.commit();
    }

    boolean isGrown() {
        return journal.isGrown();
    }

    /**
     * Begins a new file with all that there is.
     *
     * @param isExact whether intervals stay closed when they are forgotten
     */
    boolean renew(AggregateTable table, boolean isExact) {
        return journal.renew(new OperationJournal.State() {
            @Override
            public void writeLasting(Runnable commit) {
                operations.rules();
                operations.forgottenBefore(table.forgottenBefore());
                for (Aggregate aggregate : table.all()) {
                    writeNames(aggregate, isExact);
                    commitPiece(commit);
                }
            }

            @Override
            public void writeRest(Runnable commit) {
                for (Aggregate aggregate : table.all()) {
                    if (aggregate.id != Aggregate.NO_ID && aggregate.isOpen()) {
                        operations.unclose(aggregate.id);
                        operations.closed(aggregate);
                        for (int i = 0; i < aggregate.intervals.size(); i++) {
                            operations.interval(aggregate, i);
                            commitPiece(commit);
                        }
                    }
                }
                commit.run();
                operations.complete();
            }
        });
    }

    /** Without the rest, open intervals are closed: what they held is lost, and must not be overwritten by less. */
    private void writeNames(Aggregate aggregate, boolean isExact) {
        if (aggregate.id == Aggregate.NO_ID) {
            return;
        }
        operations.begin(aggregate);
        operations.closed(aggregate);
        for (int i = 0; isExact && aggregate.isOpen() && i < aggregate.intervals.size(); i++) {
            long start = aggregate.intervals.start(i);
            operations.closed(aggregate.id, start, start + aggregate.rule.frequency());
        }
    }

    private void commitPiece(Runnable commit) {
        if (journal.operations().size() > PIECE_BYTES) {
            commit.run();
        }
    }

    Optional<String> problem() {
        return journal.problem();
    }

    long bytes() {
        return journal.bytes();
    }

    @Override
    public void close() {
        journal.close();
    }
}
