package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Senders that take all file descriptors they get leave some to the writer and to HTTP. */
@Timeout(600)
class DescriptorsRunOutTest {
    private static final int DESCRIPTORS = 512;

    @TempDir
    Path folder;

    private final List<Socket> senders = new ArrayList<>();

    @Test
    void theWriterAndHttpKeepSome() throws Exception {
        assumeTrue(hasPrlimit(), "skipped: there is no prlimit (Debian: util-linux)");
        List<String> limiter = List.of("prlimit", "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS, "--");
        try (LimitedServer server = new LimitedServer(folder, limiter)) {
            assertTrue(server.isUp(), server.errors());
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                senders.add(new Socket(InetAddress.getLoopbackAddress(), server.linePort));
            }
            for (int i = 0; i < 20; i++) {
                String line = "kept.m" + i + " 1 " + System.currentTimeMillis() / 1000 + "\n";
                senders.get(i).getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 20; i++) {
                Path file = folder.resolve("whisper/kept/m" + i + ".wsp");
                while (!Files.exists(file)) {
                    Thread.onSpinWait();
                }
            }
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + server.httpPort + "/metrics/find?query=kept.*"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("kept.m19"), answer.body());
            String log = server.errors();
            assertTrue(log.contains("ulimit -Hn"), log);
            assertFalse(log.contains("\tat ") || log.contains("netty"), log);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    private static boolean hasPrlimit() throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
