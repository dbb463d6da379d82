package plumbago.base.http;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import plumbago.base.net.ConnectionCounters;
import plumbago.base.net.Encryption;
import plumbago.base.net.Tls;

/** The encryption of HTTP's connections, with the threads for their handshakes and the count of those that failed. */
final class HttpTls implements ConnectionCounters, AutoCloseable {
    /** For the event loop has all connections, and a handshake takes milliseconds. */
    private static final int THREADS = 2;

    private final LongAdder failed = new LongAdder();
    // What waits is bounded by the number of connections.
    private final ThreadPoolExecutor handshakes = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), HttpServer.named("http-handshakes"));
    private final Encryption encryption;

    HttpTls(Tls tls, boolean required, Duration handshakeTimeout) {
        handshakes.allowCoreThreadTimeOut(true);
        // Reading of all connections is never halted at once here, so that a handshake is never paused.
        encryption = new Encryption(
                tls, required, handshakeTimeout, handshakes, this, () -> System.nanoTime() / 1_000_000_000, () -> 0);
    }

    /** Puts it into connections. */
    Encryption encryption() {
        return encryption;
    }

    /** Who may connect is not asked here. */
    @Override
    public void connectionRefused() {}

    @Override
    public void handshakeFailed() {
        failed.increment();
    }

    /** How many handshakes have failed. */
    long failed() {
        return failed.sum();
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
    }
}
