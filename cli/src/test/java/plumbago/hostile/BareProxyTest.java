package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx with nothing but {@code proxy_pass} before a running server: it comes from this machine, adds none of the
 * headers that proxies use to add, and its clients may be anybody.
 */
@Timeout(600)
class BareProxyTest {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String JSON = "application/json";

    private static final String[][] VERBS = {
        {"/admin/metrics/delete", "{\"query\": \"kept.*\"}"},
        {"/admin/metrics/rename", "{\"from\": \"kept\", \"to\": \"gone\"}"},
        {"/admin/metrics/expire", "{\"query\": \"**\", \"age\": \"1s\"}"},
        {"/admin/schema/apply", "{\"query\": \"**\"}"},
        {"/metrics/set-metadata", "[{\"metric\": \"kept.metric\", \"key\": \"aggregationMethod\", \"value\": \"max\"}]"
        },
        {"/dashboard/delete/kept", ""},
        {"/tags/delSeries?path=kept.other%3Ba%3Dc", ""}
    };

    @TempDir
    Path folder;

    /** Starts nginx with some lines in its {@code location}, and waits until it listens. */
    private Process nginx(int port, String location) throws IOException {
        Path home = Files.createDirectories(folder.resolve("nginx-" + port));
        Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { %3$s }
                    }
                }
                """.formatted(home, port, location));
        Process process = new ProcessBuilder(
                        NGINX.toString(),
                        "-p",
                        home.toString(),
                        "-c",
                        home.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        while (!isOpen(port)) {
            if (!process.isAlive()) {
                throw new AssertionError("nginx ended: " + Files.readString(home.resolve("output")));
            }
            Thread.onSpinWait();
        }
        return process;
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void whatAdministersIsRefusedToClientsOfAProxy() throws Exception {
        assumeTrue(Files.isExecutable(NGINX), "skipped: nginx is not installed");
        try (FilledServer server = new FilledServer(folder.resolve("data"))) {
            server.fill();
            String before = server.state();
            String pass = "proxy_pass http://127.0.0.1:" + server.port + ";";
            refusedThrough(server, pass);
            // What newer releases of nginx do by themselves, and what a client may have forwarded.
            String asWhole = pass + " proxy_http_version 1.1; proxy_set_header Connection \"\";";
            boolean otherUser =
                    Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
            if (otherUser) {
                refusedThrough(server, asWhole);
                refusedThrough(server, asWhole + " proxy_set_header Host localhost;");
            }
            assertEquals(before, server.state());
            for (String[] verb : VERBS) {
                HttpResponse<String> answer = server.post(server.port, verb[0], JSON, verb[1]);
                assertEquals(200, answer.statusCode(), "a program of this machine may: " + verb[0] + answer.body());
            }
        }
    }

    private void refusedThrough(FilledServer server, String location) throws Exception {
        int port = FilledServer.freePort();
        Process nginx = nginx(port, location);
        try {
            for (String[] verb : VERBS) {
                HttpResponse<String> answer = server.post(port, verb[0], JSON, verb[1]);
                assertEquals(403, answer.statusCode(), location + verb[0] + answer.body());
                assertTrue(answer.body().contains("ADMIN_TOKEN"), answer.body());
                answer = server.post(port, verb[0], JSON, verb[1], "Authorization", "Bearer wrong");
                assertEquals(403, answer.statusCode(), location + verb[0]);
            }
            HttpResponse<String> known = server.post(
                    port,
                    "/admin/metrics/delete",
                    JSON,
                    "{\"query\": \"none\"}",
                    "Authorization",
                    "Bearer " + FilledServer.TOKEN);
            assertEquals(200, known.statusCode(), known.body());
            assertEquals(200, server.post(port, "/events/get_data", JSON, "").statusCode(), "reading goes on");
        } finally {
            nginx.destroy();
            nginx.waitFor();
        }
    }
}
