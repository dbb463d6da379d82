package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import plumbago.testkit.LineDestination;

/** What a relay says that cannot start, and what it does with destinations and disks that are of no use. */
@Timeout(600)
class RelayTroublesIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private int linePort;
    private int httpPort;

    @BeforeEach
    void choosePorts() throws IOException {
        linePort = RunningServer.freePort();
        httpPort = RunningServer.freePort();
    }

    private Path conf() {
        return folder.resolve("carbon.conf");
    }

    private void configure(String method, String destinations) throws IOException {
        Files.writeString(conf(), """
                [relay]
                RELAY_METHOD = %s
                DESTINATION_PROTOCOL = line
                DESTINATIONS = %s
                """.formatted(method, destinations));
    }

    /** Has it started, which must fail with a code and by what it says. */
    private void assertRefused(int code, String message, String... settings) throws Exception {
        Process process = RunningServer.relayCommand(folder, linePort, httpPort, settings)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertTrue(said.contains("plumbago: " + message), said + "\n does not say\n" + message);
        assertEquals(code, process.exitValue(), said);
    }

    @Test
    void mistakesInRulesAreTold() throws Exception {
        configure("rules", "127.0.0.1:2004:a, 127.0.0.1:2104:b");
        Path rules = folder.resolve("relay-rules.conf");
        assertRefused(2, rules.toString());
        Files.writeString(rules, """
                [servers]
                pattern = ^servers\\.(
                destinations = 127.0.0.1:2004:a
                [rest]
                default = true
                destinations = 127.0.0.1:2004:a, 127.0.0.1:2104
                """);
        assertRefused(2, rules + ", line 2, section [servers]: pattern = ^servers\\.(: ");
        assertRefused(
                2,
                rules + ", line 6, section [rest]: destinations = 127.0.0.1:2004:a, 127.0.0.1:2104:"
                        + " 127.0.0.1:2104 is not in DESTINATIONS of carbon.conf");
        Files.writeString(rules, "[all]\npattern = .\ndestinations = 127.0.0.1:2004:a\n");
        assertRefused(
                2, rules + ": there is no default rule; expected one section with default = true instead of a pattern");
    }

    @Test
    void mistakesInDestinationsAreTold() throws Exception {
        configure("consistent-hashing", "127.0.0.1:2004:a, 127.0.0.1");
        assertRefused(2, conf() + ", line 4: DESTINATIONS: '127.0.0.1': expected HOST:PORT");
        configure("consistent-hashing", "");
        assertRefused(2, "DESTINATIONS in [relay] names nobody to send to; expected HOST:PORT:INSTANCE, ...");
        configure("consistent-hashing", "127.0.0.1:2004:a, 127.0.0.1:2104:a");
        assertRefused(
                2,
                conf() + ", line 4: DESTINATIONS: 127.0.0.1:2004:a and 127.0.0.1:2104:a have equal hosts and"
                        + " instances");
        configure("consistent-hashing", "127.0.0.1:2004:a, localhost:" + linePort + ":b");
        assertRefused(
                2,
                conf() + ", line 4: DESTINATIONS: localhost:" + linePort
                        + ":b is where this daemon itself listens; expected other ones");
        configure("by-name", "127.0.0.1:2004:a");
        assertRefused(2, conf() + ", line 2: RELAY_METHOD = by-name: expected one of rules");
    }

    @Test
    void aFolderOfSpoolsThatCannotBeIsTold() throws Exception {
        configure("constant", "127.0.0.1:2004:a");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(1, "the folder of spools " + file + "/relay/a cannot be used: ", "relay.SPOOL_DIR=" + file);
        Path spools = Files.createDirectories(folder.resolve("spool/relay/a"));
        Path spool = Files.writeString(spools.resolve("127.0.0.1%3A2004%3Aa"), "");
        assertRefused(1, "the spool " + spool + " cannot be used: ");
    }

    @Test
    void aFolderOfSpoolsThatAnotherProcessHasIsTold() throws Exception {
        configure("constant", "127.0.0.1:2004:a");
        try (RunningServer first = RunningServer.startRelay(folder)) {
            assertRefused(
                    1,
                    "another process sends what is in " + folder
                            + "/spool/relay/a; each needs a SPOOL_DIR or an instance of its own");
            first.send("a 1 1700000000\n");
            assertEquals(1, first.measure("plumbago_points_received_total{daemon=\"relay\"}"), "the first goes on");
        }
        // Its lock has gone with it.
        try (RunningServer next = RunningServer.startRelay(folder)) {
            assertEquals(1, waiting(next, "127.0.0.1:2004:a"));
        }
    }

    private static long waiting(RunningServer relay, String destination) throws Exception {
        return ofDestination(relay, "waiting_points", destination, "");
    }

    private static long ofDestination(RunningServer relay, String what, String destination, String more)
            throws Exception {
        return relay.measure(
                "plumbago_relay_" + what + "{daemon=\"relay\",destination=\"" + destination + "\"" + more + "}");
    }

    /** Somebody who does something with each connection, and ends it then. */
    private interface Rudeness {
        void toward(Socket connection) throws IOException;
    }

    private static ServerSocket rude(Rudeness what) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(
                () -> {
                    while (!server.isClosed()) {
                        try (Socket connection = server.accept()) {
                            what.toward(connection);
                        } catch (IOException e) {
                            // The relay has ended it, or the test has.
                        }
                    }
                },
                "rude");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void destinationsThatTalkOrHangUpDoNotKeepOthersFromGettingAll() throws Exception {
        byte[] garbage = new byte[1 << 16];
        int count = 200_000;
        List<String> lines = RelayLoad.lines(0, count);
        try (LineDestination healthy = new LineDestination();
                ServerSocket talks = rude(connection -> {
                    OutputStream out = connection.getOutputStream();
                    for (int i = 0; i < 100; i++) {
                        out.write(garbage);
                    }
                });
                ServerSocket closes = rude(connection -> {});
                ServerSocket resets = rude(connection -> connection.setSoLinger(true, 0))) {
            configure(
                    "constant",
                    "127.0.0.1:%d, 127.0.0.1:%d, 127.0.0.1:%d, 127.0.0.1:%d"
                            .formatted(
                                    talks.getLocalPort(),
                                    closes.getLocalPort(),
                                    healthy.port(),
                                    resets.getLocalPort()));
            try (RunningServer relay = RunningServer.startRelay(folder)) {
                RelayLoad load = new RelayLoad(relay.linePort, 0, count);
                load.run();
                assertTrue(!load.isCut());
                assertEquals(lines, healthy.await(count));
                for (ServerSocket one : List.of(talks, closes, resets)) {
                    String name = "127.0.0.1:" + one.getLocalPort();
                    while (!Files.readString(relay.log).contains("no connection to " + name + ": ")) {
                        Thread.onSpinWait();
                    }
                    assertEquals(count, ofDestination(relay, "attempted_total", name, ""));
                }
                relay.stop();
            }
            String log = Files.readString(folder.resolve("log"));
            assertTrue(!log.contains("Exception") && !log.contains("SEVERE"), log);
            assertEquals(count, healthy.awaitEnd().size());
        }
    }

    /** More than the relay keeps in memory for the one that is away, in parts that the other is given the time to take. */
    @Test
    void whereTheDiskIsFullOthersGetAllAndWhatIsDroppedIsCounted() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (SmallDisk small = SmallDisk.mounted(disk);
                LineDestination healthy = new LineDestination();
                LineDestination away = new LineDestination()) {
            configure("constant", "127.0.0.1:" + healthy.port() + ", 127.0.0.1:" + away.port());
            away.leave();
            String[] settings = {"relay.SPOOL_DIR=" + disk};
            try (RunningServer relay = RunningServer.startRelay(small.inside(), folder, settings)) {
                fillAndFree(relay, small.fromOutside(disk.resolve("ballast")), healthy, away);
            }
        }
    }

    private static void fillAndFree(RunningServer relay, Path ballast, LineDestination healthy, LineDestination away)
            throws Exception {
        int part = 100_000;
        String name = "127.0.0.1:" + away.port();
        List<String> lines = new ArrayList<>();
        long dropped = 0;
        for (int round = 0; dropped == 0; round++) {
            RelayLoad load = new RelayLoad(relay.linePort, round, part);
            load.run();
            assertTrue(!load.isCut());
            lines.addAll(RelayLoad.lines(round, part));
            assertEquals(lines.size(), healthy.await(lines.size()).size());
            if (round == 0) {
                SmallDisk.fill(ballast);
            }
            dropped = ofDestination(relay, "dropped_total", name, ",reason=\"full\"");
        }
        String health = relay.get("/health").body();
        assertTrue(health.contains("cannot be written to: No space left on device"), health);
        String log = Files.readString(relay.log);
        assertTrue(log.toLowerCase(Locale.ROOT).contains("no space left on device"), log);
        assertTrue(
                log.contains("points for " + name + " are dropped: its spool cannot be written to, the memory"), log);
        Files.delete(ballast);
        relay.send("late 1 1700000000\n");
        while (!relay.get("/health").body().contains("\"problems\": []")) {
            Thread.onSpinWait();
        }
        assertTrue(Files.readString(relay.log).contains(" can be written to again"));
        lines.add("late 1 1700000000");
        away.open();
        int left = lines.size() - (int) dropped;
        List<String> came = away.await(left);
        assertEquals("late 1 1700000000", came.get(left - 1));
        while (waiting(relay, name) > 0) {
            Thread.onSpinWait();
        }
        relay.stop();
        assertEquals(left, away.awaitEnd().size(), "all but what was dropped, and once");
        assertEquals(lines, healthy.awaitEnd());
    }
}
