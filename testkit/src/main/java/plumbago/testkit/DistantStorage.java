package plumbago.testkit;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.BlockingStorage;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesWrite;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.StorageUnreachableException;
import plumbago.carbon.storage.StoredNames;
import plumbago.carbon.storage.WaitingPoints;

/**
 * Another storage as if it were across a network: writes and reads are under way in great number, and are done by other
 * threads in an order that nobody can foresee. It can be made unreachable. Safe for many threads.
 */
public final class DistantStorage implements Storage {
    private static final int AT_ONCE = 256;

    private final BlockingStorage real;
    private final ExecutorService others = Executors.newFixedThreadPool(3);
    private final Random random = new Random(7);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final List<SeriesWrite> collected = new ArrayList<>();
    private volatile boolean unreachable;

    /** @param real what it is made of; it is closed with this */
    public DistantStorage(BlockingStorage real) {
        this.real = real;
    }

    /** Has everything fail from now on, or work again. */
    public void unreachable(boolean is) {
        unreachable = is;
    }

    /** How many writes were under way at once at most. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void begin(SeriesWrite write) {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        boolean allowed = real.exists(write.metric()) || write.mayCreate().getAsBoolean();
        if (!allowed) {
            underWay.decrementAndGet();
            write.notYet();
            return;
        }
        synchronized (collected) {
            collected.add(write);
        }
    }

    @Override
    public void flush() {
        int count;
        synchronized (collected) {
            count = collected.size();
        }
        for (int i = 0; i < count; i++) {
            others.execute(this::writeOne);
        }
    }

    private void writeOne() {
        SeriesWrite write;
        synchronized (collected) {
            if (collected.isEmpty()) {
                return;
            }
            write = collected.remove(random.nextInt(collected.size()));
        }
        try {
            check();
            int stored = real.write(
                    write.metric(),
                    write.timestamps(),
                    write.values(),
                    write.count(),
                    write.acceptedAt(),
                    write.now(),
                    () -> true);
            underWay.decrementAndGet();
            write.stored(stored);
        } catch (IOException | RuntimeException e) {
            underWay.decrementAndGet();
            write.failed(e);
        }
    }

    private void check() throws StorageUnreachableException {
        if (unreachable) {
            throw new StorageUnreachableException("the storage cannot be reached", null);
        }
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public CompletableFuture<Optional<SeriesRange>> beginRead(
            String metric, long from, long until, long now, WaitingPoints waiting) {
        CompletableFuture<Optional<SeriesRange>> read = new CompletableFuture<>();
        others.execute(() -> {
            try {
                check();
                read.complete(real.read(metric, from, until, now, waiting));
            } catch (IOException | RuntimeException e) {
                read.completeExceptionally(e);
            }
        });
        return read;
    }

    @Override
    public boolean exists(String metric) {
        return real.exists(metric);
    }

    @Override
    public Optional<SeriesLayout> layout(String metric) throws IOException {
        check();
        return real.layout(metric);
    }

    @Override
    public AggregationMethod aggregationMethod(String metric) throws IOException {
        check();
        return real.aggregationMethod(metric);
    }

    @Override
    public AggregationMethod setAggregationMethod(String metric, AggregationMethod method) throws IOException {
        check();
        return real.setAggregationMethod(metric, method);
    }

    @Override
    public boolean reshape(String metric, SeriesLayout wanted, long now) throws IOException {
        check();
        return real.reshape(metric, wanted, now);
    }

    @Override
    public boolean delete(String metric) throws IOException {
        check();
        return real.delete(metric);
    }

    @Override
    public boolean rename(String from, String to) throws IOException {
        check();
        return real.rename(from, to);
    }

    @Override
    public OptionalLong lastUpdate(String metric, long before, long now) throws IOException {
        check();
        return real.lastUpdate(metric, before, now);
    }

    @Override
    public Optional<String> sync() {
        return unreachable ? Optional.of("the storage cannot be reached") : real.sync();
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
        others.shutdownNow();
        real.close();
    }
}
