package plumbago.carbon.storage;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** A write whose end is waited for. */
final class AwaitedWrite implements SeriesWrite {
    private final String metric;
    private final long[] timestamps;
    private final double[] values;
    private final int count;
    private final long acceptedAt;
    private final long now;
    private final BooleanSupplier mayCreate;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Written before {@link #ended} is counted down, and read after. */
    private int stored;

    private Throwable failure;

    AwaitedWrite(
            String metric,
            long[] timestamps,
            double[] values,
            int count,
            long acceptedAt,
            long now,
            BooleanSupplier mayCreate) {
        this.metric = metric;
        this.timestamps = timestamps;
        this.values = values;
        this.count = count;
        this.acceptedAt = acceptedAt;
        this.now = now;
        this.mayCreate = mayCreate;
    }

    /** How many points are stored, or {@link Storage#NOT_YET}; waits, also if the thread is interrupted meanwhile. */
    int await() throws IOException {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return stored;
    }

    @Override
    public String metric() {
        return metric;
    }

    @Override
    public long[] timestamps() {
        return timestamps;
    }

    @Override
    public double[] values() {
        return values;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long acceptedAt() {
        return acceptedAt;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public BooleanSupplier mayCreate() {
        return mayCreate;
    }

    @Override
    public void stored(int points) {
        stored = points;
        ended.countDown();
    }

    @Override
    public void notYet() {
        stored(Storage.NOT_YET);
    }

    @Override
    public void failed(Throwable reason) {
        failure = reason;
        ended.countDown();
    }
}
