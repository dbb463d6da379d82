package plumbago.carbon.relay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Does many things that each may wait for a second or two, so that all of them together take no longer than one. */
final class AtOnce {
    private AtOnce() {}

    /** Returns when all is done; throws what one of them has thrown, after that. */
    static void run(Stream<Runnable> tasks) {
        // The common pool has as many threads as there are processors, however many wait.
        ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "closing-destinations"));
        try {
            List<CompletableFuture<Void>> running =
                    tasks.map(task -> CompletableFuture.runAsync(task, threads)).toList();
            CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0]))
                    .join();
        } finally {
            threads.shutdown();
        }
    }
}
