package plumbago.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;

/** Where the HTTP port cannot be had, the setting is named, and nothing is left running. */
class HttpListenerTest {
    @TempDir
    Path folder;

    private void start(String... more) throws Exception {
        List<String> overrides = new ArrayList<>(List.of(
                "cache.STORAGE_DIR=" + folder,
                "cache.CONF_DIR=" + folder,
                "cache.LINE_RECEIVER_PORT=0",
                "statsd.port=0",
                "statsd.mgmt_port=0",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0"));
        overrides.addAll(List.of(more));
        Server.start(
                        Settings.load(ConfigSources.of(Map.of()).withOverrides(overrides), Parts.settings()),
                        Clock.systemUTC())
                .close();
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            IOException e = assertThrows(IOException.class, () -> start("web.HTTP_PORT=" + port));
            assertEquals(
                    "cannot listen for HTTP on port " + port
                            + " of 0.0.0.0: it is in use. If another carbon or Plumbago, or"
                            + " another server, runs there, stop it, or choose another port with HTTP_PORT in [web] (--set"
                            + " web.HTTP_PORT=N)",
                    e.getMessage());
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() throws Exception {
        IOException e = assertThrows(IOException.class, () -> start("web.HTTP_INTERFACE=192.0.2.1", "web.HTTP_PORT=9"));
        assertTrue(
                e.getMessage()
                        .startsWith(
                                "--set web.HTTP_INTERFACE=192.0.2.1: HTTP_INTERFACE = 192.0.2.1: this is no address of"
                                        + " this machine, which has "),
                e.getMessage());
        assertTrue(e.getMessage().contains("127.0.0.1"), e.getMessage());
    }

    @Test
    void whatIsNoAddressIsNamed() {
        ConfigException e = assertThrows(ConfigException.class, () -> start("web.HTTP_INTERFACE=\"0.0.0.0\""));
        assertTrue(e.getMessage().contains("HTTP_INTERFACE = \"0.0.0.0\": expected an IP address"), e.getMessage());
    }
}
