package plumbago.testkit;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.BlockingStorage;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.NoSuchSeriesException;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.StoredNames;
import plumbago.carbon.storage.WaitingPoints;

/** Series in memory, which answer as Whisper files do. For tests. Safe for many threads. */
public class InMemoryStorage implements BlockingStorage {
    private final Map<String, MemorySeries> series = new ConcurrentHashMap<>();
    private final Layouts layouts;
    private final PointCounters counters;
    private volatile Consumer<String> createdListener = metric -> {};

    public InMemoryStorage(Layouts layouts, PointCounters counters) {
        this.layouts = layouts;
        this.counters = counters;
    }

    @Override
    public int write(SeriesWrite points) throws IOException {
        String metric = points.metric();
        MemorySeries known = series.get(metric);
        if (known == null) {
            if (!points.mayCreate().getAsBoolean()) {
                return NOT_YET;
            }
            known = new MemorySeries(layouts.layoutFor(metric));
            series.put(metric, known);
            createdListener.accept(metric);
        }
        int stored = 0;
        for (int i = 0; i < points.count(); i++) {
            long timestamp = points.timestamps()[i];
            if (timestamp < known.oldest(points.acceptedAt())) {
                counters.dropped(DropReason.TOO_OLD, 1);
            } else if (timestamp >= known.end(points.now())) {
                counters.dropped(DropReason.TOO_FAR_AHEAD, 1);
            } else {
                known.write(timestamp, points.values()[i], came(timestamp, points.acceptedAt(), points.now()));
                stored++;
            }
        }
        return stored;
    }

    /** When a point came: none came before its own time. */
    private static long came(long timestamp, long acceptedAt, long now) {
        return Math.max(acceptedAt, Math.min(timestamp, now));
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        MemorySeries known = series.get(metric);
        if (known == null && waiting.count() == 0) {
            return Optional.empty();
        }
        MemorySeries answering = known == null ? new MemorySeries(layouts.layoutFor(metric)) : known;
        if (waiting.count() > 0) {
            answering = answering.copy();
            long at = waiting.acceptedAt(now);
            for (int i = 0; i < waiting.count(); i++) {
                long timestamp = waiting.timestamps()[i];
                if (timestamp >= answering.oldest(at) && timestamp < answering.end(now)) {
                    answering.write(timestamp, waiting.values()[i], came(timestamp, at, now));
                }
            }
        }
        return answering.read(from, until, now);
    }

    @Override
    public boolean exists(String metric) {
        return series.containsKey(metric);
    }

    private MemorySeries existing(String metric) throws NoSuchSeriesException {
        MemorySeries known = series.get(metric);
        if (known == null) {
            throw new NoSuchSeriesException("nothing is stored of " + metric);
        }
        return known;
    }

    @Override
    public Optional<SeriesLayout> layout(String metric) {
        return Optional.ofNullable(series.get(metric)).map(MemorySeries::layout);
    }

    @Override
    public AggregationMethod aggregationMethod(String metric) throws IOException {
        return existing(metric).layout().aggregationMethod();
    }

    @Override
    public AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException {
        MemorySeries known = existing(metric);
        SeriesLayout before = known.layout();
        known.layout(new SeriesLayout(before.retentions(), before.xFilesFactor(), method));
        return before.aggregationMethod();
    }

    @Override
    public boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException {
        MemorySeries known = existing(metric);
        if (known.layout().equals(wanted)) {
            return false;
        }
        if (known.layout().retentions().equals(wanted.retentions())) {
            known.layout(wanted);
        } else {
            series.put(metric, known.reshaped(wanted, now));
        }
        return true;
    }

    @Override
    public boolean delete(String metric) throws IOException {
        return series.remove(metric) != null;
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        if (exists(to)) {
            throw new IOException("there is a series " + to + " already");
        }
        MemorySeries known = series.remove(from);
        if (known != null) {
            series.put(to, known);
        }
        return known != null;
    }

    @Override
    public OptionalLong lastUpdate(String metric, long before, long now) {
        MemorySeries known = series.get(metric);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.lastUpdate());
    }

    @Override
    public Optional<String> sync() {
        return Optional.empty();
    }

    @Override
    public StoredNames names(MetricIndex index, Clock clock) {
        Set<String> seen = new HashSet<>();
        return new StoredNames() {
            @Override
            public void look() {
                Set<String> now = new HashSet<>(series.keySet());
                for (String metric : now) {
                    index.add(metric);
                    index.announceStored(metric);
                }
                seen.removeAll(now);
                seen.forEach(index::remove);
                seen.clear();
                seen.addAll(now);
            }

            @Override
            public List<String> troubles() {
                return List.of();
            }
        };
    }

    @Override
    public void onCreated(Consumer<String> listener) {
        createdListener = listener;
    }

    @Override
    public void close() {}

    /** One series. An archive is a map from the start of each point to its value. */
    private static final class MemorySeries {
        private final List<TreeMap<Long, Double>> archives = new ArrayList<>();
        private SeriesLayout layout;
        private long lastWrite;

        MemorySeries(SeriesLayout layout) {
            this.layout = layout;
            layout.retentions().forEach(retention -> archives.add(new TreeMap<>()));
        }

        synchronized SeriesLayout layout() {
            return layout;
        }

        synchronized void layout(SeriesLayout changed) {
            layout = changed;
        }

        synchronized MemorySeries copy() {
            MemorySeries copy = new MemorySeries(layout);
            for (int i = 0; i < archives.size(); i++) {
                copy.archives.get(i).putAll(archives.get(i));
            }
            return copy;
        }

        long oldest(long now) {
            return now - retention(archives.size() - 1).seconds();
        }

        long end(long now) {
            return now + retention(0).seconds();
        }

        private Retention retention(int archive) {
            return layout.retentions().get(archive);
        }

        private static long interval(long timestamp, int step) {
            return timestamp - Math.floorMod(timestamp, step);
        }

        synchronized void write(long timestamp, double value, long now) {
            lastWrite = now;
            int at = archive(now - timestamp);
            archives.get(at).put(interval(timestamp, retention(at).secondsPerPoint()), value);
            for (int coarser = at + 1; coarser < archives.size() && rollUp(coarser, timestamp); coarser++) {}
        }

        /** The first archive that reaches back so far. */
        private int archive(long age) {
            int at = 0;
            while (at < archives.size() - 1 && retention(at).seconds() < age) {
                at++;
            }
            return at;
        }

        private boolean rollUp(int coarser, long timestamp) {
            int step = retention(coarser).secondsPerPoint();
            int slots = step / retention(coarser - 1).secondsPerPoint();
            long start = interval(timestamp, step);
            double[] known = archives.get(coarser - 1).subMap(start, start + step).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (known.length == 0 || (float) known.length / slots < layout.xFilesFactor()) {
                return false;
            }
            archives.get(coarser).put(start, aggregate(known, slots));
            return true;
        }

        private double aggregate(double[] known, int slots) {
            double sum = 0;
            double best = known[0];
            for (double value : known) {
                sum += value;
                boolean better = switch (layout.aggregationMethod()) {
                    case MAX -> value > best;
                    case MIN -> value < best;
                    case ABSMAX -> Math.abs(value) > Math.abs(best);
                    case ABSMIN -> Math.abs(value) < Math.abs(best);
                    default -> false;
                };
                best = better ? value : best;
            }
            return switch (layout.aggregationMethod()) {
                case AVERAGE -> sum / known.length;
                case SUM -> sum;
                case AVG_ZERO -> sum / slots;
                case LAST -> known[known.length - 1];
                default -> best;
            };
        }

        synchronized Optional<SeriesRange> read(long from, long until, long now) {
            if (from > now || until < oldest(now)) {
                return Optional.empty();
            }
            long start = Math.max(from, oldest(now));
            int at = archive(now - start);
            int step = retention(at).secondsPerPoint();
            long first = interval(start, step) + step;
            long end = interval(Math.min(until, now), step) + step;
            end = first == end ? end + step : end;
            double[] values = new double[(int) ((end - first) / step)];
            for (int i = 0; i < values.length; i++) {
                values[i] = archives.get(at).getOrDefault(first + (long) i * step, Double.NaN);
            }
            return Optional.of(new SeriesRange(first, end, step, values));
        }

        synchronized long lastUpdate() {
            long newest = archives.stream()
                    .filter(archive -> !archive.isEmpty())
                    .mapToLong(TreeMap::lastKey)
                    .max()
                    .orElse(0);
            return Math.max(lastWrite, newest);
        }

        synchronized MemorySeries reshaped(SeriesLayout wanted, long now) {
            MemorySeries made = new MemorySeries(wanted);
            TreeMap<Long, Double> points = new TreeMap<>();
            for (TreeMap<Long, Double> archive : archives) {
                archive.forEach(points::putIfAbsent);
            }
            points.tailMap(made.oldest(now)).forEach((timestamp, value) -> made.write(timestamp, value, now));
            made.lastWrite = lastWrite;
            return made;
        }
    }
}
