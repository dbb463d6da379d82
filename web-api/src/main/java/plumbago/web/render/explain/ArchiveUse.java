package plumbago.web.render.explain;

import java.util.Optional;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesOrigin;
import plumbago.web.render.series.Series;

/** Series that were read from archives alike. */
public final class ArchiveUse {
    private final Optional<SeriesLayout> layout;
    private final int secondsPerPoint;
    private final String example;
    private PointCount read;
    private long waitingPoints;
    private long newest;

    private ArchiveUse(
            Optional<SeriesLayout> layout,
            int secondsPerPoint,
            String example,
            PointCount read,
            long waitingPoints,
            long newest) {
        this.layout = layout;
        this.secondsPerPoint = secondsPerPoint;
        this.example = example;
        this.read = read;
        this.waitingPoints = waitingPoints;
        this.newest = newest;
    }

    static ArchiveUse of(Series series, SeriesOrigin origin) {
        long newest = 0;
        for (int i = series.size() - 1; i >= 0 && newest == 0; i--) {
            newest = Double.isNaN(series.values()[i]) ? 0 : series.start() + (long) i * series.step();
        }
        return new ArchiveUse(
                origin.layout(),
                series.step(),
                series.name(),
                PointCount.NONE.and(series),
                origin.waitingPoints(),
                newest);
    }

    boolean isLike(ArchiveUse other) {
        return secondsPerPoint == other.secondsPerPoint && layout.equals(other.layout);
    }

    void add(ArchiveUse other) {
        read = new PointCount(
                read.series() + other.read.series(),
                read.points() + other.read.points(),
                read.nulls() + other.read.nulls());
        waitingPoints += other.waitingPoints;
        newest = Math.max(newest, other.newest);
    }

    /** What the series are stored with; nothing if that is not known. */
    public Optional<SeriesLayout> layout() {
        return layout;
    }

    /** Of the archive that was read, in seconds. */
    public int secondsPerPoint() {
        return secondsPerPoint;
    }

    /** One of the series. */
    public String example() {
        return example;
    }

    /** What was read. */
    public PointCount read() {
        return read;
    }

    /** How many points of these series wait in the write queues, whatever their range. */
    public long waitingPoints() {
        return waitingPoints;
    }

    /** Seconds since the epoch of the newest point in the range; 0 if there is none. */
    public long newest() {
        return newest;
    }
}
