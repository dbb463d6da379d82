package plumbago.statsd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import plumbago.base.journal.FrameReader;
import plumbago.base.journal.JournalKind;
import plumbago.base.journal.OperationInput;
import plumbago.base.journal.OperationJournal;

/**
 * Keeps operations in a file until their interval has been flushed: an {@link OperationJournal} with StatsD's operations. Names
 * and gauges last, also when the counts of an interval have to be given up. Belongs to one thread, but for {@link #problem} and
 * {@link #bytes}.
 */
public final class CountJournal implements AutoCloseable {
    private static final JournalKind KIND = new JournalKind(
            "PLBGSTAT",
            1,
            "counts-",
            "StatsD",
            "counts",
            "(journalBytes) before its interval is over",
            "what comes in until the next flush does not outlive the process");

    private final OperationJournal journal;
    private final OperationWriter operations;

    private CountJournal(OperationJournal journal) {
        this.journal = journal;
        this.operations = new OperationWriter(journal.operations());
    }

    /** One that keeps nothing. */
    public static CountJournal none() {
        return new CountJournal(OperationJournal.none(KIND));
    }

    /**
     * Reads what an earlier process left in a folder; {@link #renew} or {@link #resume} has to follow before anything is written.
     *
     * @param maxBytes by about how much a file may grow within an interval; what comes in beyond that is not kept
     * @param visitor gets all operations in their order; it does not get those of a file that is not whole
     * @param deleting deletes files that are not needed any more: to let go of a large one takes the system long
     * @throws IOException if the folder is another process's or cannot be made, or a file cannot be read; the message names it
     */
    public static CountJournal open(Path folder, long maxBytes, OperationVisitor visitor, Executor deleting)
            throws IOException {
        return new CountJournal(OperationJournal.open(folder, KIND, maxBytes, new Frames(visitor), deleting));
    }

    private record Frames(OperationVisitor visitor) implements FrameReader {
        @Override
        public void read(OperationInput operations) {
            new OperationReader(operations).read(visitor);
            visitor.frameRead();
        }

        @Override
        public boolean hasMark(OperationInput operations) {
            OperationReader reader = new OperationReader(operations);
            reader.read(OperationVisitor.NONE);
            return reader.metComplete();
        }
    }

    /** Where operations are written until {@link #commit}. */
    public OperationWriter operations() {
        return operations;
    }

    /** Writes the operations since the last time to the file; when it returns they outlive the process. */
    public void commit() {
        journal.commit();
    }

    /**
     * The same at the end of an interval. What has not been written by now never is: counts of an interval that is flushed must
     * not be found in a file that does not say so.
     */
    public void commitEnd() {
        journal.commitOrGiveUp();
    }

    /** Whether it is time to {@link #renew}; only while no flush is under way. Not while operations wait to be written. */
    public boolean isGrown() {
        return journal.isGrown();
    }

    /** Writes all that there is as operations, and may commit now and then by calling what it is given. */
    public interface State {
        /** Names and gauges. */
        void writeNames(Runnable commit);

        /** What came in within the interval under way. */
        void writeInterval(Runnable commit);
    }

    /**
     * Goes on with the file that was read, for an interval of which is still to be flushed.
     *
     * @return whether there is one that can be written
     */
    public boolean resume() {
        return journal.resume();
    }

    /**
     * Begins a new file with what the state gives, and drops the ones before it. At the start, and when it {@link #isGrown}.
     *
     * @return whether it could
     */
    public boolean renew(State state) {
        return journal.renew(new OperationJournal.State() {
            @Override
            public void writeLasting(Runnable commit) {
                state.writeNames(commit);
            }

            @Override
            public void writeRest(Runnable commit) {
                state.writeInterval(commit);
                operations.complete();
            }
        });
    }

    /** What is wrong, for any thread. */
    public Optional<String> problem() {
        return journal.problem();
    }

    /** Whether anything is kept. */
    public boolean isKept() {
        return journal.isKept();
    }

    /** Bytes of the file, for any thread. */
    public long bytes() {
        return journal.bytes();
    }

    @Override
    public void close() {
        journal.close();
    }
}
