package plumbago.carbon.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.cache.SeriesTable;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;

/**
 * Reads the segments of an earlier process into the queues, in two passes: the first learns how far each series has been
 * stored, the second puts what has not been into the queues, in the order in which it was received. It changes nothing
 * on the disk, so it can be done again if it is cut short.
 */
final class Replay {
    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    /** Damages that are logged one by one. */
    private static final int LOGGED_DAMAGES = 20;

    private static final int LEAST_BYTES_OF_NAME_AND_POINT = 32;

    private static final long MOST_BYTES_OF_IDS = 32L << 20;

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Fields of the records of {@link #names}. */
    private static final int STORED_UP_TO = SeriesTable.FIRST_FIELD;

    private static final int SERIES = STORED_UP_TO + 1;

    private static final long UNKNOWN = 0;
    private static final long REFUSED = 1;
    private static final long FIRST_SERIES = 2;

    private final List<SegmentFolder.Entry> segments;
    private final List<Damage> damages;
    private final SegmentReader reader = new SegmentReader();
    private final SeriesTable names = new SeriesTable();
    private final long lastSequence;

    /** What the ids of each segment stand for; null where it would take too much memory to keep that. */
    private final List<IdMap> idsOfSegments = new ArrayList<>();

    /**
     * @param foreign what was found wrong already
     * @param likelyNames how many names there may be
     */
    Replay(List<SegmentFolder.Entry> segments, List<Damage> foreign, int likelyNames) {
        this(segments, foreign, likelyNames, MOST_BYTES_OF_IDS);
    }

    /** @param mostBytesOfIds how much may be kept of the first pass for the second, which takes longer without it */
    Replay(List<SegmentFolder.Entry> segments, List<Damage> foreign, int likelyNames, long mostBytesOfIds) {
        this.segments = segments;
        long bytes = segments.stream().mapToLong(SegmentFolder.Entry::bytes).sum();
        names.expect((int) Math.min(likelyNames, bytes / LEAST_BYTES_OF_NAME_AND_POINT));
        this.damages = new ArrayList<>(foreign);
        long kept = 0;
        for (SegmentFolder.Entry segment : segments) {
            IdMap ids = new IdMap();
            reader.read(segment.file(), segment.number(), new Marks(ids), damages::add);
            boolean keep = kept + ids.memoryBytes() <= mostBytesOfIds;
            kept += keep ? ids.memoryBytes() : 0;
            idsOfSegments.add(keep ? ids : null);
        }
        lastSequence = reader.lastSequence();
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
    Outcome run(WriteQueues queues, Predicate<String> isMetric, PointCounters counters) {
        reader.restart();
        queues.expectNames(names.size());
        Points points = new Points(queues, isMetric, counters);
        for (int i = 0; i < segments.size(); i++) {
            SegmentFolder.Entry segment = segments.get(i);
            points.begin(segment.number(), idsOfSegments.get(i));
            reader.read(segment.file(), segment.number(), points, damage -> {});
        }
        return new Outcome(points.replayed, points.series, points.stored, points.withoutName, points.refused);
    }

    /** The names of the series that have points in the queues now, which have not been told of. */
    Iterable<String> replayedNames() {
        return () -> IntStream.range(0, names.size())
                .filter(number -> names.get(number, SERIES) >= FIRST_SERIES)
                .mapToObj(names::name)
                .iterator();
    }

    /** Logs what was found wrong. */
    void logDamages() {
        damages.stream().limit(LOGGED_DAMAGES).forEach(damage -> log.warn("skipped in the journal: {}", damage));
        if (damages.size() > LOGGED_DAMAGES) {
            log.warn("skipped in the journal: {} more like these", damages.size() - LOGGED_DAMAGES);
        }
    }

    private int nameNumber(byte[] bytes, int offset, int length) {
        int hash = NameHash.of(bytes, offset, length);
        int number = names.find(bytes, offset, length, hash);
        return number >= 0 ? number : names.add(bytes, offset, length, hash);
    }

    /** The first pass. */
    private final class Marks implements RecordVisitor {
        private final IdMap ids;

        Marks(IdMap ids) {
            this.ids = ids;
        }

        @Override
        public boolean wantsPoints() {
            return false;
        }

        @Override
        public void name(int id, byte[] bytes, int offset, int length) {
            ids.put(id, nameNumber(bytes, offset, length));
        }

        @Override
        public void stored(int id, long sequence) {
            int number = ids.get(id);
            if (number >= 0 && sequence > names.get(number, STORED_UP_TO)) {
                names.set(number, STORED_UP_TO, sequence);
            }
        }
    }

    /** The second pass. */
    private final class Points implements RecordVisitor {
        private final WriteQueues queues;
        private final Predicate<String> isMetric;
        private final PointCounters counters;
        private final PointBatch batch = new PointBatch();
        private int segment;
        private IdMap ids;
        private boolean idsKnown;
        private long sequence;
        private long replayed;
        private int series;
        private long stored;
        private long withoutName;
        private long refused;
        private boolean waited;

        Points(WriteQueues queues, Predicate<String> isMetric, PointCounters counters) {
            this.queues = queues;
            this.isMetric = isMetric;
            this.counters = counters;
        }

        /** @param known what the ids of the segment stand for; null if that is still to be learned */
        void begin(int number, IdMap known) {
            segment = number;
            idsKnown = known != null;
            ids = idsKnown ? known : new IdMap();
        }

        @Override
        public void record(long recordSequence) {
            sequence = recordSequence;
        }

        @Override
        public void name(int id, byte[] bytes, int offset, int length) {
            if (!idsKnown) {
                ids.put(id, nameNumber(bytes, offset, length));
            }
        }

        @Override
        public void point(int id, long timestamp, double value) {
            int number = ids.get(id);
            if (number < 0) {
                withoutName++;
                return;
            }
            if (sequence <= names.get(number, STORED_UP_TO)) {
                stored++;
                return;
            }
            long known = names.get(number, SERIES);
            if (known == UNKNOWN) {
                known = firstPointOf(number);
            }
            if (known == REFUSED) {
                refused++;
                return;
            }
            batch.add((int) (known - FIRST_SERIES), timestamp, value);
            if (batch.isFull()) {
                // The rest of the record is still to come: when these are stored, it is not yet.
                handOn(sequence - 1);
            }
        }

        private long firstPointOf(int number) {
            String name = names.name(number);
            long known = REFUSED;
            if (isMetric.test(name)) {
                known = FIRST_SERIES + queues.replayedSeries(name);
                series++;
            }
            names.set(number, SERIES, known);
            return known;
        }

        @Override
        public void recordEnd() {
            if (batch.size() > 0) {
                handOn(sequence);
            }
        }

        /** @param upTo the last record of which all points have been handed on, with these */
        private void handOn(long upTo) {
            waitForRoom();
            queues.replay(batch, segment, upTo);
            counters.replayed(batch.size());
            replayed += batch.size();
            batch.clear();
        }

        /** The writer is at work already, and makes room in the queues. */
        private void waitForRoom() {
            while (queues.isFull()
                    && queues.queuedPoints() > 0
                    && !Thread.currentThread().isInterrupted()) {
                if (!waited) {
                    waited = true;
                    log.info("the journal holds more than the queues may; waiting for the writer");
                }
                LockSupport.parkNanos(WAIT_NANOS);
            }
        }
    }
}
