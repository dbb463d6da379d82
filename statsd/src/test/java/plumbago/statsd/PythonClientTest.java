package plumbago.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library that Python programs send with, as Debian has it. Skipped where it is not installed. */
@Timeout(600)
class PythonClientTest {
    @TempDir
    Path folder;

    @Test
    void datagrams() throws Exception {
        try (DefaultServer server = new DefaultServer()) {
            send("client = statsd.StatsClient('127.0.0.1', " + server.port() + ", prefix='app')");
            assertArrived(server);
        }
    }

    @Test
    void connections() throws Exception {
        try (DefaultServer server = new DefaultServer()) {
            send("client = statsd.TCPStatsClient('127.0.0.1', " + server.listenForConnections() + ", prefix='app')");
            assertArrived(server);
        }
    }

    private void send(String client) throws Exception {
        try (Peer python = Peer.start(folder, Peer.python("statsd", "python3-statsd"), "-c", """
                import datetime, random, statsd
                %s
                random.random = lambda: 0.0
                client.incr('sold', 3)
                client.incr('sold', 2, rate=0.5)
                client.decr('sold')
                client.timing('asked', 320)
                client.timing('asked', datetime.timedelta(microseconds=1500))
                with client.timer('block'):
                    pass
                client.gauge('temperature', 5)
                client.gauge('temperature', -3.5)
                client.gauge('temperature', 2, delta=True)
                client.gauge('temperature', -1, delta=True)
                client.set('users', 'anna')
                client.set('users', 'bert')
                with client.pipeline() as pipeline:
                    pipeline.incr('packed', 7)
                    pipeline.timing('asked', 80)
                    pipeline.set('users', 'anna')
                client.close()
                """.formatted(client))) {
            python.awaitEnd();
        }
    }

    private static void assertArrived(DefaultServer server) throws Exception {
        // A gauge is set below 0 by two lines.
        server.awaitLines(16);
        Map<String, Double> flushed = server.flush();
        assertEquals(6, flushed.get("stats_counts.app.sold"));
        assertEquals(7, flushed.get("stats_counts.app.packed"));
        assertEquals(3, flushed.get("stats.timers.app.asked.count"));
        assertEquals(1.5, flushed.get("stats.timers.app.asked.lower"));
        assertEquals(401.5, flushed.get("stats.timers.app.asked.sum"));
        assertEquals(1, flushed.get("stats.timers.app.block.count"));
        assertEquals(-2.5, flushed.get("stats.gauges.app.temperature"));
        assertEquals(2, flushed.get("stats.sets.app.users.count"));
    }
}
