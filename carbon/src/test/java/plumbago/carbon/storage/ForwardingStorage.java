package plumbago.carbon.storage;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import plumbago.carbon.index.MetricIndex;

/** Another storage, of which a test changes something; its writes are done when they return. */
public class ForwardingStorage implements BlockingStorage {
    private final BlockingStorage real;

    public ForwardingStorage(BlockingStorage real) {
        this.real = real;
    }

    @Override
    public int write(SeriesWrite points) throws IOException {
        return real.write(points);
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now, WaitingPoints waiting)
            throws IOException {
        return real.read(metric, from, until, now, waiting);
    }

    @Override
    public boolean exists(String metric) {
        return real.exists(metric);
    }

    @Override
    public Optional<SeriesLayout> layout(String metric) throws IOException {
        return real.layout(metric);
    }

    @Override
    public AggregationMethod aggregationMethod(String metric) throws IOException {
        return real.aggregationMethod(metric);
    }

    @Override
    public AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException {
        return real.setAggregationMethod(metric, method);
    }

    @Override
    public boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException {
        return real.reshape(metric, wanted, now);
    }

    @Override
    public boolean delete(String metric) throws IOException {
        return real.delete(metric);
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        return real.rename(from, to);
    }

    @Override
    public OptionalLong lastUpdate(String metric, long before, long now) throws IOException {
        return real.lastUpdate(metric, before, now);
    }

    @Override
    public Optional<String> sync() {
        return real.sync();
    }

    @Override
    public StoredNames names(MetricIndex index, Clock clock) {
        return real.names(index, clock);
    }

    @Override
    public void onCreated(Consumer<String> listener) {
        real.onCreated(listener);
    }

    @Override
    public void close() {
        real.close();
    }
}
