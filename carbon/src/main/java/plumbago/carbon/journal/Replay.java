package plumbago.carbon.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.JournaledQueues;
import plumbago.carbon.cache.SeriesTable;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

/**
 * Reads the segments of an earlier process into the queues, in two passes: the first learns how far series have been
 * stored, the second puts what has not been into the queues, in the order in which it was received. Names are looked up
 * only where they matter: in the first pass those that something is stored of, in the second those that have a point.
 * It changes nothing of the records, so it can be done again if it is cut short.
 */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    /** Damages that are logged one by one. */
    private static final int LOGGED_DAMAGES = 20;

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The field of the records of {@link #marked}. */
    private static final int STORED_UP_TO = SeriesTable.FIRST_FIELD;

    /** The segments that the first pass read, oldest first. */
    private final List<Known> segments = new ArrayList<>();

    private final List<Damage> damages;
    private final SegmentReader reader = new SegmentReader();
    private final SegmentNames names = new SegmentNames();

    /** The names that something is stored of. */
    private final SeriesTable marked = new SeriesTable();

    private final long lastSequence;

    /** How many names stand in the segment that has most. */
    private int mostNames;

    /**
     * A segment as the first pass found it.
     *
     * @param end {@link SegmentReader#soundEnd}
     * @param usedEnd {@link SegmentReader#usedEnd}
     * @param lastWritten when it got its last record, in seconds since the epoch
     */
    private record Known(SegmentFolder.Entry segment, long end, long usedEnd, long lastWritten) {}

    /** @param foreign what was found wrong already */
    Replay(List<SegmentFolder.Entry> existing, List<Damage> foreign) {
        this.damages = new ArrayList<>(foreign);
        for (SegmentFolder.Entry segment : existing) {
            names.clear();
            long lastWritten = SegmentFolder.lastWritten(segment);
            reader.read(segment.file(), segment.number(), new Marks(), damages::add);
            segments.add(new Known(segment, reader.soundEnd(), reader.usedEnd(), lastWritten));
            mostNames = Math.max(mostNames, names.size());
        }
        lastSequence = reader.lastSequence();
    }

    /**
     * Gives back the space that a process that was killed had reserved and not used, and removes segments that never got a
     * record: with a process that is killed at each start they would fill the journal. What is damaged stays as it is.
     *
     * @return the segments that stay, oldest first
     */
    List<SegmentFolder.Entry> releaseSpace() {
        List<SegmentFolder.Entry> kept = new ArrayList<>();
        for (Known known : segments) {
            SegmentFolder.cut(known.segment(), known.usedEnd()).ifPresent(kept::add);
        }
        segments.removeIf(known -> known.usedEnd() == 0);
        return kept;
    }

    /** The highest sequence number of all records. */
    long lastSequence() {
        return lastSequence;
    }

    /** What could not be used. */
    List<Damage> damages() {
        return damages;
    }

    /** How it went; what was wrong is in {@link #damages}. */
    record Outcome(long points, int series, long storedAlready, long withoutName, long refused) {}

    /**
     * Puts into the queues what has not been stored.
     *
     * @param isMetric whether a name can be a metric's
     */
    Outcome run(JournaledQueues queues, NameCheck isMetric, PointCounters counters) {
        int before = queues.names();
        reader.restart();
        queues.expectNames(mostNames);
        Points points = new Points(queues, isMetric, counters);
        for (Known known : segments) {
            SegmentFolder.Entry segment = known.segment();
            names.clear();
            points.segment = segment.number();
            points.acceptedAt = known.lastWritten();
            reader.read(segment.file(), segment.number(), known.end(), points, damage -> {});
        }
        return new Outcome(points.replayed, queues.names() - before, points.stored, points.withoutName, points.refused);
    }

    /** Logs what was found wrong. */
    void logDamages() {
        damages.stream().limit(LOGGED_DAMAGES).forEach(damage -> LOG.warn("skipped in the journal: {}", damage));
        if (damages.size() > LOGGED_DAMAGES) {
            LOG.warn("skipped in the journal: {} more like these", damages.size() - LOGGED_DAMAGES);
        }
    }

    /** The number of a name of the segment in {@link #marked}, or -1. */
    private int findMarked(int number, int hash) {
        return marked.find(names.bytes(number), names.start(number), names.length(number), hash);
    }

    /** The first pass. What a name means is its number in {@link #marked}. */
    private final class Marks implements RecordVisitor {
        @Override
        public boolean wantsPoints() {
            return false;
        }

        @Override
        public void name(int id, byte[] bytes, int offset, int length) {
            names.put(id, bytes, offset, length);
        }

        @Override
        public void stored(int id, long sequence) {
            int number = names.number(id);
            if (number < 0) {
                return;
            }
            int mark = names.meaning(number);
            if (mark == SegmentNames.UNKNOWN) {
                mark = mark(number);
                names.setMeaning(number, mark);
            }
            if (sequence > marked.get(mark, STORED_UP_TO)) {
                marked.set(mark, STORED_UP_TO, sequence);
            }
        }

        private int mark(int number) {
            int hash = names.hash(number);
            int known = findMarked(number, hash);
            return known >= 0
                    ? known
                    : marked.add(names.bytes(number), names.start(number), names.length(number), hash);
        }
    }

    /** The second pass. What a name means is the number of its series. */
    private final class Points implements RecordVisitor {
        /** In place of a series: no metric can have the name. */
        private static final int REFUSED = -2;

        private final JournaledQueues queues;
        private final NameCheck isMetric;
        private final PointCounters counters;
        private final PointBatch batch = new PointBatch();
        private int segment;
        private long acceptedAt;
        private long sequence;
        private long replayed;
        private long stored;
        private long withoutName;
        private long refused;
        private boolean waited;

        Points(JournaledQueues queues, NameCheck isMetric, PointCounters counters) {
            this.queues = queues;
            this.isMetric = isMetric;
            this.counters = counters;
        }

        @Override
        public void record(long recordSequence) {
            sequence = recordSequence;
        }

        @Override
        public void name(int id, byte[] bytes, int offset, int length) {
            names.put(id, bytes, offset, length);
        }

        @Override
        public void point(int id, long timestamp, double value) {
            int number = names.number(id);
            if (number < 0) {
                withoutName++;
                return;
            }
            long storedUpTo = names.storedUpTo(number);
            if (storedUpTo == SegmentNames.UNKNOWN) {
                storedUpTo = findStoredUpTo(number);
            }
            if (sequence <= storedUpTo) {
                stored++;
                return;
            }
            int series = names.meaning(number);
            if (series == SegmentNames.UNKNOWN) {
                series = findSeries(number);
            }
            if (series == REFUSED) {
                refused++;
                return;
            }
            batch.add(series, timestamp, value);
            if (batch.isFull()) {
                // The rest of the record is still to come: when these are stored, it is not yet.
                flush(sequence - 1);
            }
        }

        private long findStoredUpTo(int number) {
            int mark = marked.size() == 0 ? -1 : findMarked(number, names.hash(number));
            long upTo = mark < 0 ? 0 : marked.get(mark, STORED_UP_TO);
            names.setStoredUpTo(number, upTo);
            return upTo;
        }

        private int findSeries(int number) {
            byte[] bytes = names.bytes(number);
            int start = names.start(number);
            int length = names.length(number);
            int series = isMetric.isMetric(bytes, start, length)
                    ? queues.replayedSeries(bytes, start, length, names.hash(number))
                    : REFUSED;
            names.setMeaning(number, series);
            return series;
        }

        @Override
        public void recordEnd() {
            if (batch.size() > 0) {
                flush(sequence);
            }
        }

        /** @param upTo the last record of which all points have been passed on, with these */
        private void flush(long upTo) {
            waitForRoom();
            queues.replay(batch, segment, upTo, acceptedAt);
            counters.replayed(batch.size());
            replayed += batch.size();
            batch.clear();
        }

        /** The writer is at work already, and makes space in the queues. */
        private void waitForRoom() {
            while (queues.isFull()
                    && queues.queuedPoints() > 0
                    && !Thread.currentThread().isInterrupted()) {
                if (!waited) {
                    waited = true;
                    LOG.info("the journal holds more than the queues may; waiting for the writer");
                }
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }
}
