package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.ConfigException;
import plumbago.carbon.config.Settings;

/** All of a running Plumbago: the way of a point and the way of a question. */
final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private final CarbonService carbon;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(CarbonService carbon) {
        this.carbon = carbon;
    }

    static Server start(Settings settings, Clock clock) throws ConfigException, IOException {
        CarbonService carbon = CarbonService.start(settings, clock);
        return new Server(carbon);
    }

    List<String> warnings() {
        return carbon.warnings();
    }

    /** Tells the user what runs where, and what to try. */
    void announce(PrintWriter out) {
        out.println("Plumbago " + Version.current());
        out.println("  data folder  " + carbon.dataFolder() + "  (" + carbon.metricsFound() + " metrics)");
        out.println("  points       port " + carbon.linePort() + " (plaintext, TCP)");
    }

    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        log.info("stopping; {} points wait to be written", carbon.queuedPoints());
        carbon.close();
        log.info(
                "stopped; {} points received, {} stored",
                carbon.counters().received(),
                carbon.counters().stored());
        stopped.countDown();
    }
}
