package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.PointJournal;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;

/**
 * Writes points down, a record for each batch, with one write to the end of the newest segment. A process that is
 * killed loses none of them, since they are in the operating system's memory by then.
 *
 * <p>Room for the next segment is reserved when half of the newest one is used. While that cannot be done the journal is
 * {@linkplain #full() full}: senders are to wait, and what comes nevertheless goes into the other half.
 *
 * <p>Where a record cannot be written, as on a failing disk, another segment is tried. If that takes it neither, senders
 * are to wait as well, and what comes nevertheless is taken without being written down, as much as the half of a segment
 * holds. It is written down with all else that waits as soon as that can be done ({@link #retry}), and the same goes for
 * all that waits when somebody has removed segments. Safe for many threads.
 */
public final class Journal implements PointJournal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Room of a segment that points do not take, so that it can be noted in a full journal that a metric is gone. */
    private static final int RESERVED_FOR_GONE = 1 << 14;

    private final SegmentFolder folder;
    private final JournalOptions options;
    private final PointCounters counters;
    private final Clock clock;
    private final RecordBuffer record = new RecordBuffer();
    private final StoredMarks marks;

    private final ClosedSegments closed = new ClosedSegments();
    private Segment current;
    private Segment next;

    /** Whether the present segment failed to take a record: then the next one is tried. */
    private boolean failed;

    /** Points that were taken and could not be written down. */
    private long unwritten;

    /** Whether points that wait are not in the journal, and have to be written down. */
    private boolean incomplete;

    /** How often {@link #incomplete} has come about, also while it was so already. */
    private int gaps;

    private int lastNumber;
    private long lastSequence;
    private volatile boolean full;

    /** Why it is, or was the last time. */
    private volatile String whyFull;

    private long appendedRecords;
    private long appendedBytes;

    /** Series that are gone, and up to which record, where that could not be written down yet. */
    private final Map<Integer, Long> goneUnwritten = new LinkedHashMap<>();

    /** The newest segment whose name is on the disk; used by one thread. */
    private int forcedNumber;

    /**
     * @param existing segments of an earlier process
     * @param lastSequence the highest sequence number in them
     */
    Journal(
            SegmentFolder folder,
            JournalOptions options,
            List<SegmentFolder.Entry> existing,
            long lastSequence,
            PointCounters counters,
            Clock clock) {
        this.folder = folder;
        this.options = options;
        this.counters = counters;
        this.clock = clock;
        this.lastSequence = lastSequence;
        this.marks = new StoredMarks(!options.syncs());
        for (SegmentFolder.Entry entry : existing) {
            closed.add(entry);
            lastNumber = entry.number();
        }
        ensureSpace();
    }

    @Override
    public synchronized int segment() {
        return current == null ? lastNumber + 1 : current.number();
    }

    @Override
    public boolean full() {
        return full;
    }

    /** Bytes on the disk, with what is reserved. */
    public synchronized long bytes() {
        long ofCurrent = current == null ? 0 : Math.max(current.capacity(), current.length());
        return closed.bytes() + ofCurrent + (next == null ? 0 : next.capacity());
    }

    /** Segments on the disk, with the one that is kept in reserve. */
    synchronized int segments() {
        return closed.count() + (current == null ? 0 : 1) + (next == null ? 0 : 1);
    }

    /** Records written down since the start. */
    synchronized long appendedRecords() {
        return appendedRecords;
    }

    /** Bytes of the records written down since the start. */
    synchronized long appendedBytes() {
        return appendedBytes;
    }

    @Override
    public synchronized long append(PointBatch batch, SeriesNames names) {
        int size = batch.size();
        int from = 0;
        boolean triedAgain = false;
        while (from < size) {
            if (!ensureSpace()) {
                giveUp(batch, from);
                break;
            }
            int end = record.points(batch, from, names);
            if (!record.isEmpty() && !write()) {
                if (triedAgain) {
                    giveUp(batch, from);
                    break;
                }
                triedAgain = true;
                continue;
            }
            from = end;
        }
        return lastSequence;
    }

    /** Lets the rest of a batch be taken without being written down, where no segment takes anything; or drops it. */
    private void giveUp(PointBatch batch, int from) {
        int points = 0;
        for (int i = from; i < batch.size(); i++) {
            points += batch.series(i) == PointBatch.NO_SERIES ? 0 : 1;
        }
        if ((failed || current == null) && unwritten + points <= mostUnwritten()) {
            unwritten += points;
            incomplete = true;
            gaps++;
        } else {
            drop(batch, from);
        }
    }

    private long mostUnwritten() {
        return options.segmentBytes(0) / 2 / SegmentFormat.POINT_BYTES;
    }

    private void drop(PointBatch batch, int from) {
        int dropped = 0;
        int last = from;
        for (int i = from; i < batch.size(); i++) {
            if (batch.series(i) != PointBatch.NO_SERIES) {
                batch.setSeries(i, PointBatch.NO_SERIES);
                dropped++;
                last = i;
            }
        }
        counters.dropped(DropReason.JOURNAL_FULL, dropped);
        if (dropped > 0) {
            counters.examples()
                    .dropped(
                            DropReason.JOURNAL_FULL,
                            batch.sender(),
                            batch.bytes(),
                            batch.nameOffset(last),
                            batch.nameLength(last),
                            batch.value(last),
                            batch.timestamp(last));
        }
    }

    @Override
    public synchronized long carryOver(int series, QueuedPoints points, long replaced, SeriesNames names) {
        int most = (SegmentFormat.MAX_RECORD_BYTES / 2) / SegmentFormat.POINT_BYTES;
        long records = points.size() / most + 1L;
        long needed = records * SegmentFormat.MAX_RECORD_BYTES / 2 + SegmentFormat.MAX_RECORD_BYTES / 2;
        // All of them or none: a part alone would come after newer points of the series.
        if (!ensureSpace() || (spaceForPoints() < needed && !roll()) || spaceForPoints() < needed) {
            return -1;
        }
        for (int from = 0; from < points.size(); ) {
            int end = Math.min(points.size(), from + most);
            record.begin();
            boolean fits = record.name(series, SegmentFormat.STORED_BYTES + most * SegmentFormat.POINT_BYTES, names);
            if (fits && end == points.size()) {
                record.stored(series, replaced);
            }
            for (int i = from; i < end; i++) {
                record.point(series, points.timestamps()[i], points.values()[i]);
            }
            if (!fits || !write()) {
                return -1;
            }
            from = end;
        }
        return lastSequence;
    }

    @Override
    public void stored(int series, long sequence, SeriesNames names) {
        if (marks.add(series, sequence)) {
            flushMarks(names);
        }
    }

    @Override
    public synchronized void gone(int series, long sequence, SeriesNames names) {
        if (sequence <= 0) {
            return;
        }
        boolean first = goneUnwritten.isEmpty();
        goneUnwritten.merge(series, sequence, Math::max);
        writeGone(names);
        if (first && !goneUnwritten.isEmpty()) {
            LOG.error("the journal has no space to note that a metric is gone; after a crash its points may come back");
        }
    }

    /**
     * Writes down what is gone and could not be noted before. It may take the space that is reserved for it, and lengthen the
     * segment beyond that: to delete something is what one does about a full disk.
     */
    synchronized void writeGone(SeriesNames names) {
        while (!goneUnwritten.isEmpty() && (ensureSpace() || current != null)) {
            Map.Entry<Integer, Long> gone = goneUnwritten.entrySet().iterator().next();
            record.begin();
            record.name(gone.getKey(), SegmentFormat.STORED_BYTES, names);
            record.stored(gone.getKey(), gone.getValue());
            if (!write()) {
                return;
            }
            goneUnwritten.remove(gone.getKey());
        }
    }

    /** Writes down what has been stored since the last time. */
    void flushMarks(SeriesNames names) {
        writeMarks(marks.take(), names);
    }

    /** What has been stored since the last time. */
    StoredMarks.Batch takeMarks() {
        return marks.take();
    }

    /** Writes down what has been stored. */
    void writeMarks(StoredMarks.Batch batch, SeriesNames names) {
        synchronized (this) {
            for (int from = 0; from < batch.size(); ) {
                // They only spare work after a crash, so they take no space that points may need.
                if (full || !ensureSpace()) {
                    return;
                }
                int end = record.marks(batch, from, names);
                if (!write()) {
                    return;
                }
                from = end;
            }
        }
    }

    /** Appends the record; false if it cannot be, and then it is as if it had not been made. */
    private boolean write() {
        ByteBuffer bytes = record.end(SegmentFormat.SET, current.salt(), lastSequence + 1);
        try {
            current.write(bytes);
        } catch (IOException e) {
            record.giveUp();
            failed = true;
            setFull(current.file() + " cannot be written: " + e.getMessage());
            return false;
        }
        record.keep();
        lastSequence++;
        appendedRecords++;
        appendedBytes += bytes.limit();
        if (next == null && !full && current.remaining() < current.capacity() / 2) {
            try {
                next = create();
            } catch (IOException e) {
                setFull(e.getMessage());
            }
        }
        return true;
    }

    /** Has a segment with space for any record, and a reserve unless the journal is full. */
    private boolean ensureSpace() {
        return (current != null && !failed && spaceForPoints() >= SegmentFormat.MAX_RECORD_BYTES) || roll();
    }

    private long spaceForPoints() {
        return current.remaining() - RESERVED_FOR_GONE;
    }

    /** Goes on to the next segment; false if there is none. */
    private boolean roll() {
        try {
            Segment following = next == null ? create() : next;
            next = null;
            if (current != null) {
                closed.add(current, options.syncs());
            }
            current = following;
            failed = false;
            record.nextSegment(current.number());
            return true;
        } catch (IOException e) {
            setFull(e.getMessage());
            return false;
        }
    }

    private Segment create() throws IOException {
        long capacity = options.segmentBytes(record.nameBytes());
        if (bytes() + capacity > options.maxBytes()) {
            throw new IOException("it is at its limit of " + options.maxBytes() + " bytes (MAX_JOURNAL_BYTES)");
        }
        int number = lastNumber + 1;
        long salt = ThreadLocalRandom.current().nextLong();
        Segment segment = folder.create(number, capacity, salt, clock.millis());
        lastNumber = number;
        return segment;
    }

    private void setFull(String reason) {
        whyFull = reason;
        if (!full) {
            full = true;
            LOG.error("the journal cannot grow: {}; {} bytes are in use", reason, bytes());
        }
    }

    /** Whether points wait that are not in the journal, and could be written down now. */
    synchronized boolean canBeCompleted() {
        return incomplete && current != null && !failed;
    }

    /** How often points were not written down so far. */
    synchronized int gaps() {
        return gaps;
    }

    /**
     * Notes that all has been written down that waited.
     *
     * @param gapsBefore from before that was begun; if there have been more since, there is something left
     */
    synchronized void completed(int gapsBefore) {
        if (gaps != gapsBefore) {
            return;
        }
        incomplete = false;
        unwritten = 0;
        LOG.info("all that waits is in the journal again");
    }

    /**
     * Looks whether somebody has removed segments. Then the rest is forgotten, and all that waits is to be written down
     * again, in a new segment; senders are to wait meanwhile.
     */
    synchronized void check() {
        boolean lost = closed.forgetRemoved();
        if (current != null && SegmentFolder.isGone(current.file())) {
            lost = true;
            ClosedSegments.close(current);
            current = null;
        }
        if (next != null && SegmentFolder.isGone(next.file())) {
            ClosedSegments.close(next);
            next = null;
        }
        if (lost) {
            if (!incomplete) {
                LOG.error(
                        "segments of the journal in {} were removed by somebody; what waits to be stored is written down"
                                + " again",
                        folder.path());
            }
            incomplete = true;
            gaps++;
            failed = true;
            whyFull =
                    "segments in " + folder.path() + " were removed by somebody, and what waits is written down again";
            full = true;
        }
    }

    /** Why the journal cannot grow; nothing while it can. */
    Optional<String> problem() {
        return full ? Optional.of("the journal cannot grow: " + whyFull) : Optional.empty();
    }

    /** Tries whether there is space again; true if there is. */
    synchronized boolean retry() {
        if (!full) {
            return true;
        }
        try {
            if ((current == null || failed) && !roll()) {
                return false;
            }
            if (next == null && current.remaining() < current.capacity() / 2) {
                next = create();
            }
        } catch (IOException e) {
            LOG.debug("still no space: {}", e.getMessage());
            whyFull = e.getMessage();
            return false;
        }
        if (incomplete) {
            return false;
        }
        full = false;
        LOG.info("the journal has space again");
        return true;
    }

    /** The oldest segment. */
    synchronized int oldest() {
        return closed.oldest(segment());
    }

    /** Whether there are closed segments before a given one. */
    boolean hasBefore(int segment) {
        return closed.hasBefore(segment);
    }

    /** Removes the segments before a given one. */
    void removeBefore(int segment) {
        closed.removeBefore(segment);
    }

    /** Forces all that was written down to the disk. */
    void force() throws IOException {
        List<Segment> waiting;
        Segment newest;
        synchronized (this) {
            waiting = closed.unforced();
            newest = current;
        }
        closed.force(waiting);
        if (newest != null) {
            newest.force();
            if (newest.number() != forcedNumber) {
                // The names of new segments have to be on the disk as well.
                folder.force();
                forcedNumber = newest.number();
            }
        }
    }

    /**
     * Ends it.
     *
     * @param allStored whether nothing that it holds is needed any more: then nothing of it stays
     */
    synchronized void close(boolean allStored, SeriesNames names) {
        writeGone(names);
        if (!allStored && !options.syncs()) {
            flushMarks(names);
        }
        if (options.syncs()) {
            try {
                force();
            } catch (IOException e) {
                LOG.error("the journal could not be forced to the disk", e);
            }
        }
        if (next != null) {
            delete(next);
            next = null;
        }
        if (current != null) {
            closed.add(current, options.syncs());
            closed.closeUnforced();
            current = null;
        }
        if (allStored) {
            removeBefore(Integer.MAX_VALUE);
        }
    }

    private static void delete(Segment segment) {
        try {
            segment.delete();
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", segment.file(), e.getMessage());
        }
    }

    Path folder() {
        return folder.path();
    }
}
