package plumbago.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Whether the system lets the process have the threads that it needs. Most are started when there is something for them to
 * do, and one that cannot be started then leaves half of the program behind; to stop it takes some as well.
 */
final class ThreadSupply {
    static final String TOO_FEW =
            "the system lets this process have too few threads; ulimit -u, TasksMax of systemd or the"
                    + " container's limit of processes allows more";

    /** For all that is there once, and for stopping. */
    private static final int FIXED = 24;

    /** For what there is more of on more processors. */
    private static final int PER_PROCESSOR = 3;

    private ThreadSupply() {}

    /** How many threads a server takes, and some more. */
    static int needed() {
        return FIXED + PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
    }

    /**
     * Tries it.
     *
     * @throws IOException if there are not so many; the message is for who starts the program
     */
    static void check(int needed) throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> started = new ArrayList<>();
        try {
            for (int i = 0; i < needed; i++) {
                Thread thread = new Thread(() -> await(end), "try-" + i);
                thread.setDaemon(true);
                thread.start();
                started.add(thread);
            }
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    TOO_FEW + ": it lets it have " + started.size() + " further ones, where " + needed + " are needed",
                    e);
        } finally {
            end.countDown();
            started.forEach(ThreadSupply::awaitEnd);
        }
    }

    /** Whether it is a thread that there was not enough memory for, or a limit of the system's that is told the same way. */
    static boolean isWanted(OutOfMemoryError error) {
        return String.valueOf(error.getMessage()).contains("native thread");
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
