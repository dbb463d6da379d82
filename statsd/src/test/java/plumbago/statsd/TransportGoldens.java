package plumbago.statsd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import plumbago.statsd.backend.RepeaterBackend;
import plumbago.statsd.config.RepeaterOption;

/** Replays other ways in and out: connections, pickles, repeaters, the console, the end of the process. */
final class TransportGoldens {
    private static final int MOST_WAIT_MILLIS = 30_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    TransportGoldens(Path folder) {
        this.folder = folder;
    }

    /** How many cases are as recorded; for each other one a sentence is added. */
    int replay(Path file, List<String> failures) throws Exception {
        int passed = 0;
        for (JsonNode one : JSON.readTree(file.toFile()).get("cases")) {
            List<String> differences = new ArrayList<>();
            try {
                replay(one, differences);
            } catch (Exception | AssertionError e) {
                differences.add(e.toString());
            }
            if (differences.isEmpty()) {
                passed++;
            } else {
                failures.add("transports (" + one.get("title").asText() + "): " + String.join("; ", differences));
            }
        }
        return passed;
    }

    private void replay(JsonNode one, List<String> differences) throws Exception {
        JsonNode config = one.has("config") ? one.get("config") : JSON.createObjectNode();
        if (one.has("chunks")) {
            connections(one, config, differences);
        } else if (one.has("frame_b64")) {
            pickle(one, config, differences);
        } else if (one.has("repeated")) {
            datagramsRepeated(one, config, differences);
        } else if (one.has("repeated_stream")) {
            streamRepeated(one, config, differences);
        } else if (one.has("exit_code")) {
            ended(one, config, differences);
        } else if (one.has("stdout")) {
            console(one, differences);
        } else if (one.has("still_alive")) {
            unreachable(one, config, differences);
        } else {
            differences.add("nothing is known of such a case");
        }
    }

    private void connections(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        try (GoldenServer server = new GoldenServer(folder, config)) {
            int port = server.listenForConnections();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setTcpNoDelay(true);
                List<byte[]> chunks = new ArrayList<>();
                for (JsonNode chunk : one.get("chunks")) {
                    chunks.add(Base64.getDecoder().decode(chunk.asText()));
                }
                if (config.has("servers")) {
                    // The packets of this one are in its title alone.
                    server.send("a:1|c".getBytes(StandardCharsets.UTF_8));
                    chunks.add("a:2|c\nb:1|c\n".getBytes(StandardCharsets.UTF_8));
                }
                for (byte[] chunk : chunks) {
                    client.getOutputStream().write(chunk);
                    server.settle(client);
                }
                ScenarioGoldens.compare(one, server.flushAfter(List.of()), "it", differences);
            }
        }
    }

    private void pickle(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        List<String> recorded = GoldenServer.pickled(
                Base64.getDecoder().decode(one.get("frame_b64").asText()));
        try (GoldenServer server = new GoldenServer(folder, config)) {
            List<byte[]> packets = new ArrayList<>();
            one.get("packets").forEach(packet -> packets.add(ScenarioGoldens.bytes(packet)));
            // Both have been read as frames of the one form; times and timings are those of their day.
            List<String> came = server.flushAfter(packets);
            List<String> wanted = recorded.stream()
                    .map(TransportGoldens::withoutTimings)
                    .sorted()
                    .toList();
            List<String> got =
                    came.stream().map(TransportGoldens::withoutTimings).sorted().toList();
            if (!wanted.equals(got)) {
                differences.add(got + " instead of " + wanted);
            }
        }
    }

    private static String withoutTimings(String line) {
        return line.replaceAll("(graphiteStats\\.\\w+|processing_time)(\\S*) \\S+ T", "$1$2 N T");
    }

    private void datagramsRepeated(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(MOST_WAIT_MILLIS);
            RepeaterBackend repeater =
                    new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", other.getLocalPort())), "udp4");
            try (GoldenServer server = new GoldenServer(folder, config, List.of(repeater), Optional.empty())) {
                List<String> came = new ArrayList<>();
                DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
                for (JsonNode sent : one.get("packets")) {
                    server.send(ScenarioGoldens.bytes(sent));
                    other.receive(packet);
                    came.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
                }
                List<String> wanted = new ArrayList<>();
                one.get("repeated").forEach(text -> wanted.add(text.asText()));
                if (!came.equals(wanted)) {
                    differences.add(came + " instead of " + wanted);
                }
            }
        }
    }

    private void streamRepeated(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        byte[] wanted = one.get("repeated_stream").asText().getBytes(StandardCharsets.UTF_8);
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            other.setSoTimeout(MOST_WAIT_MILLIS);
            RepeaterBackend repeater =
                    new RepeaterBackend(List.of(new RepeaterOption("127.0.0.1", other.getLocalPort())), "tcp");
            try (GoldenServer server = new GoldenServer(folder, config, List.of(repeater), Optional.empty())) {
                for (JsonNode sent : one.get("packets")) {
                    server.send(ScenarioGoldens.bytes(sent));
                }
                try (Socket connection = other.accept();
                        InputStream in = connection.getInputStream()) {
                    connection.setSoTimeout(MOST_WAIT_MILLIS);
                    byte[] came = in.readNBytes(wanted.length);
                    if (!java.util.Arrays.equals(wanted, came)) {
                        differences.add(new String(came, StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    /** That the process ends with this code is seen with the real program; here, that nothing is sent, and nothing lost. */
    private void ended(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        GoldenServer server = new GoldenServer(folder, config);
        for (JsonNode sent : one.get("packets")) {
            server.send(ScenarioGoldens.bytes(sent));
        }
        server.server().close();
        boolean untouched = server.isGraphiteUntouched();
        server.close();
        if (untouched == one.get("graphite_received").asBoolean()
                || one.get("exit_code").asInt() != 0) {
            differences.add("Graphite was " + (untouched ? "not " : "") + "sent something");
        }
    }

    private void console(JsonNode one, List<String> differences) throws Exception {
        JsonNode config = JSON.readTree("{\"backends\": [\"./backends/console\"]}");
        try (GoldenServer server = new GoldenServer(folder, config)) {
            for (JsonNode sent : one.get("packets")) {
                server.send(ScenarioGoldens.bytes(sent));
            }
            server.endInterval();
            Await.until(() -> server.console().endsWith("}\n"));
            Pattern wanted =
                    Pattern.compile(Pattern.quote(one.get("stdout").asText()).replace("{DATE}", "\\E[^\\n]*\\Q"));
            if (!wanted.matcher(server.console()).matches()) {
                differences.add(server.console());
            }
        }
    }

    private void unreachable(JsonNode one, JsonNode config, List<String> differences) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (GoldenServer server = new GoldenServer(folder, config, List.of(), Optional.of(port))) {
            for (JsonNode sent : one.get("packets")) {
                server.send(ScenarioGoldens.bytes(sent));
            }
            server.endInterval();
            Await.until(() -> !server.server().isFlushing());
            server.send("b:1|c".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            differences.add(e.toString());
        }
    }
}
