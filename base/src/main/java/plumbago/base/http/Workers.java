package plumbago.base.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that make answers, and the requests that wait for them: some for each kind of route, see {@link RouteTrait}. */
final class Workers implements AutoCloseable {
    private static final int POINT_THREADS = 2;

    private final ThreadPoolExecutor quick;
    private final ThreadPoolExecutor points;
    private final ThreadPoolExecutor renders;
    private final ThreadPoolExecutor others;

    /**
     * @param threads for what takes long, and as many for what is neither quick nor takes long
     * @param maxWaiting requests of a kind that may wait for a thread
     */
    Workers(int threads, int maxWaiting) {
        quick = pool("quick-answers", 1, maxWaiting);
        points = pool("posted-points", Math.min(POINT_THREADS, threads), maxWaiting);
        renders = pool("renders", threads, maxWaiting);
        others = pool("answers", threads, maxWaiting);
    }

    private static ThreadPoolExecutor pool(String name, int threads, int maxWaiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(maxWaiting), HttpServer.named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Which of them answer requests to a route; they refuse what would be more than may wait. */
    Executor of(Set<RouteTrait> traits) {
        if (traits.contains(RouteTrait.QUICK)) {
            return quick;
        }
        if (traits.contains(RouteTrait.ACCEPTS_POINTS)) {
            return points;
        }
        return traits.contains(RouteTrait.LONG) ? renders : others;
    }

    /** Ends them; what is being worked on gets a second to finish. */
    @Override
    public void close() {
        List<ThreadPoolExecutor> all = List.of(quick, points, renders, others);
        all.forEach(ThreadPoolExecutor::shutdown);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try {
            for (ThreadPoolExecutor pool : all) {
                if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    pool.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            all.forEach(ThreadPoolExecutor::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
