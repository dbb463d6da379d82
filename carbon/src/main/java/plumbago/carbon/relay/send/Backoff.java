package plumbago.carbon.relay.send;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt to connect: twice as long each time, up to five seconds, and not all at once. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long MOST_MILLIS = 5_000;
    private static final int DOUBLINGS = 6;

    private int failures;

    /** Counts an attempt that failed; returns milliseconds. */
    long failed() {
        failures++;
        long most = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS));
        return most - ThreadLocalRandom.current().nextLong(most / 4);
    }

    /** The connection was of use. */
    void succeeded() {
        failures = 0;
    }

    /** How many attempts in a row have failed. */
    int failures() {
        return failures;
    }
}
