package plumbago.statsd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Replays sessions with the management port, byte by byte. */
final class ManagementGoldens {
    private final Path folder;

    ManagementGoldens(Path folder) {
        this.folder = folder;
    }

    /** How many sessions are as recorded; for each other one a sentence is added. */
    int replay(Path file, List<String> failures) throws Exception {
        int passed = 0;
        for (JsonNode session : new ObjectMapper().readTree(file.toFile()).get("cases")) {
            List<String> differences = new ArrayList<>();
            try {
                replay(session, differences);
            } catch (Exception | AssertionError e) {
                differences.add(e.toString());
            }
            if (differences.isEmpty()) {
                passed++;
            } else {
                failures.add(session.get("id").asText() + " ("
                        + session.get("title").asText() + "): " + String.join("; ", differences));
            }
        }
        return passed;
    }

    private void replay(JsonNode session, List<String> differences) throws Exception {
        try (GoldenServer server = new GoldenServer(folder, session.get("config"), List.of(), Optional.empty())) {
            int port = server.listenForCommands();
            for (JsonNode packet : session.get("packets")) {
                server.send(ScenarioGoldens.bytes(packet));
            }
            if (session.get("flush_first").asBoolean()) {
                server.endInterval();
                byte[] unused = server.graphiteBytes();
                // The flush has ended when the next interval can.
                Await.until(() -> !server.server().isFlushing());
            }
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setTcpNoDelay(true);
                client.setSoTimeout(30_000);
                for (JsonNode exchange : session.get("exchange")) {
                    exchange(client, exchange, server, differences);
                }
            }
        }
    }

    private static void exchange(Socket client, JsonNode exchange, GoldenServer server, List<String> differences)
            throws IOException {
        String wanted = exchange.get("receive")
                .asText()
                .replace("{GRAPHITE_PORT}", Integer.toString(server.graphitePort()))
                .replace("{PORT}", "8125")
                .replace("{MGMT_PORT}", "8126");
        Pattern pattern = Pattern.compile(Pattern.quote(wanted).replace("{NUMBER}", "\\E-?\\d+\\Q"), Pattern.DOTALL);
        client.getOutputStream().write(exchange.get("send").asText().getBytes(StandardCharsets.US_ASCII));
        StringBuilder came = new StringBuilder();
        InputStream in = client.getInputStream();
        byte[] bytes = new byte[65536];
        boolean closed = false;
        // As long as it may still become what is wanted.
        while (!closed && (came.isEmpty() || !pattern.matcher(came).matches()) && mayBecome(wanted, came)) {
            int count = in.read(bytes);
            closed = count < 0;
            if (!closed) {
                came.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
            }
        }
        if (exchange.get("closed").asBoolean() && !closed) {
            closed = in.read() < 0;
        }
        if (!pattern.matcher(came).matches() || closed != exchange.get("closed").asBoolean()) {
            differences.add("to " + exchange.get("send") + " came " + quoted(came) + (closed ? " and the end" : "")
                    + " instead of " + exchange.get("receive"));
        }
    }

    private static boolean mayBecome(String wanted, StringBuilder came) {
        return came.length() < 2 * wanted.length() + 1000 && !wanted.isEmpty();
    }

    private static String quoted(CharSequence text) {
        return "\"" + text.toString().replace("\n", "\\n") + "\"";
    }
}
