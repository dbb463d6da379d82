package plumbago.carbon.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.admin.AdminRule;
import plumbago.base.admin.AdminToken;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Network;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.TestService;
import plumbago.carbon.config.CarbonSettings;

/** Who asks over loopback, and may all the same not delete: other users of this machine, as proxies are. */
@Timeout(600)
class OtherUsersTest {
    private static final String TOKEN = "a-token-of-more-than-16-letters";

    @TempDir
    Path folder;

    private static AdminRule.Client client(Socket accepted) {
        return new AdminRule.Client(
                (InetSocketAddress) accepted.getRemoteSocketAddress(),
                (InetSocketAddress) accepted.getLocalSocketAddress(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void thisUsersProcessesAreTold() throws IOException {
        AdminRule rule = AdminRule.ofThisMachine();
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            InetAddress loopback = InetAddress.getByName(address);
            try (ServerSocket server = new ServerSocket()) {
                try {
                    server.bind(new InetSocketAddress(loopback, 0));
                } catch (IOException e) {
                    assumeTrue(address.equals("127.0.0.1"), "no IPv6 here");
                }
                try (Socket asking = new Socket(loopback, server.getLocalPort());
                        Socket accepted = server.accept()) {
                    assertEquals(Optional.empty(), rule.refusal(client(accepted)));
                    // One that says no more, and waits for the answer, as nc -N does.
                    asking.shutdownOutput();
                    assertEquals(Optional.empty(), rule.refusal(client(accepted)));
                }
            }
        }
    }

    /** The system lists a socket that no process holds any more as root's: whoever hangs up at once would be root. */
    @Test
    void whoHasHungUpIsNobody() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "skipped: no /proc/net/tcp here");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket asking = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            try (Socket accepted = server.accept()) {
                asking.getOutputStream().write('x');
                asking.close();
                assertEquals('x', accepted.getInputStream().read());
                assertEquals(-1, accepted.getInputStream().read());
                Optional<String> refusal = AdminRule.ofThisMachine().refusal(client(accepted));
                assertTrue(refusal.orElse("").contains("another user"), refusal.toString());
            }
        }
    }

    @Test
    void processesOfOtherUsersNeedAToken() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "skipped: only root with setpriv can run something as another user");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process other = new ProcessBuilder(
                            "/usr/bin/setpriv",
                            "--reuid=65534",
                            "--clear-groups",
                            "bash",
                            "-c",
                            "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "; read -r -u 3")
                    .redirectErrorStream(true)
                    .start();
            try (Socket accepted = server.accept()) {
                Optional<String> refusal = AdminRule.ofThisMachine().refusal(client(accepted));
                assertTrue(refusal.orElse("").contains("another user"), refusal.toString());
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void thePortForQueriesFollowsTheRule() throws Exception {
        int port = TestService.freePort();
        String[] settings = {
            "cache.CACHE_QUERY_PORT=" + port, "web.ADMIN_TOKEN=" + TOKEN, "web.ADMIN_LOOPBACK_WITHOUT_TOKEN=False"
        };
        try (CarbonService service = TestService.start(folder, 0, Clock.systemUTC(), settings)) {
            assertTrue(
                    set(service.queryPort(), "").contains("PermissionError: this needs the token"),
                    set(service.queryPort(), ""));
            assertTrue(
                    set(service.queryPort(), "wrong").contains("PermissionError: this is not the token"),
                    set(service.queryPort(), "wrong"));
            String known = set(service.queryPort(), TOKEN);
            assertTrue(known.contains("FileNotFoundError"), "it is looked for: " + known);
        }
        try (CarbonService service =
                TestService.start(folder, 0, Clock.systemUTC(), "cache.CACHE_QUERY_PORT=" + port)) {
            assertTrue(
                    set(service.queryPort(), "").contains("FileNotFoundError"),
                    "this user's own process may: " + set(service.queryPort(), ""));
        }
        try (CarbonService service = TestService.start(
                folder,
                0,
                Clock.systemUTC(),
                "cache.CACHE_QUERY_PORT=" + port,
                "web.ADMIN_ALLOWED_NETWORKS=10.0.0.0/8")) {
            assertTrue(set(service.queryPort(), "").contains("ADMIN_ALLOWED_NETWORKS"), set(service.queryPort(), ""));
        }
    }

    /** Has the aggregation method of a metric set by a pickle of protocol 0, and returns the answer's bytes as text. */
    private static String set(int port, String token) throws IOException {
        StringBuilder pickle = new StringBuilder("(dp0\n");
        List<String> fields = new ArrayList<>(List.of("type", "set-metadata", "metric", "no.such", "key"));
        fields.addAll(List.of("aggregationMethod", "value", "max"));
        if (!token.isEmpty()) {
            fields.addAll(List.of("token", token));
        }
        for (int i = 0; i < fields.size(); i += 2) {
            pickle.append("S'" + fields.get(i) + "'\nS'" + fields.get(i + 1) + "'\ns");
        }
        byte[] request = pickle.append('.').toString().getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.length);
            out.write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theTokenOfAStartIsForItsUserAlone() throws IOException {
        Path file = folder.resolve("web/admin.token");
        String first = AdminToken.make(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.writeString(file.resolveSibling("admin.token.new"), "left behind");
        String second = AdminToken.make(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(Optional.of(second), AdminToken.read(file));
        assertEquals(64, second.length());
        assertTrue(!first.equals(second));
        AdminRule rule = new AdminRule(Network.LOOPBACK, List.of(), false);
        rule.accept(second);
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        Optional<String> none = Optional.empty();
        assertEquals(none, rule.refusal(new AdminRule.Client(here, here, Optional.of(second), none)));
        assertTrue(rule.refusal(new AdminRule.Client(here, here, Optional.of(first), none))
                .isPresent());
    }

    @Test
    void aTokenThatIsNoneIsNamed() throws Exception {
        assertToken("ADMIN_TOKEN_FILE = no: " + folder.resolve("no") + ": no such file", "web.ADMIN_TOKEN_FILE=no");
        Files.writeString(folder.resolve("short"), "123\n");
        assertToken("must hold 16 letters", "web.ADMIN_TOKEN_FILE=short");
        Files.writeString(folder.resolve("two"), TOKEN + "\n" + TOKEN);
        assertToken("must hold 16 letters", "web.ADMIN_TOKEN_FILE=two");
        assertToken("both set", "web.ADMIN_TOKEN_FILE=two", "web.ADMIN_TOKEN=" + TOKEN);
        assertToken("ADMIN_TOKEN", "web.ADMIN_TOKEN=short");
        Files.writeString(folder.resolve("good"), TOKEN + "\n");
        assertEquals(Optional.of(TOKEN), AdminToken.configured(settings("web.ADMIN_TOKEN_FILE=good")));
    }

    private Settings settings(String... more) throws ConfigException {
        List<String> all = new ArrayList<>(List.of("cache.CONF_DIR=" + folder, "cache.STORAGE_DIR=" + folder));
        all.addAll(List.of(more));
        return Settings.load(ConfigSources.of(Map.of()).withOverrides(all), CarbonSettings.GROUPS);
    }

    private void assertToken(String expected, String... settings) {
        String message = "";
        try {
            AdminToken.configured(settings(settings));
        } catch (ConfigException e) {
            message = e.getMessage();
        }
        assertTrue(message.contains(expected), message);
    }
}
