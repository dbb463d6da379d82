package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.admin.AdminRule;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Network;
import plumbago.base.config.Settings;
import plumbago.base.http.Guard;
import plumbago.base.http.HostNames;
import plumbago.base.http.PageRules;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.store.SeriesStore;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.service.RenderLimits;

/** What the page shows of the server, before one that takes points and keeps them in files. */
@Timeout(300)
@ExtendWith(BrowserExtension.class)
class ServerViewTest {
    @TempDir
    Path folder;

    private CarbonService carbon;
    private WebServer server;
    private BrowserTab tab;
    private int port;

    @BeforeEach
    void start(Browser browser) throws Exception {
        Files.writeString(
                folder.resolve("storage-schemas.conf"),
                "[unused]\npattern = ^nosuch\\.\nretentions = 1s:1h\n[all]\npattern = .*\nretentions = 10s:1h,1m:1d\n");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> settings = List.of(
                "cache.LINE_RECEIVER_PORT=" + port,
                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                "cache.PICKLE_RECEIVER_PORT=0",
                "cache.CACHE_QUERY_PORT=0",
                "cache.STORAGE_DIR=" + folder.resolve("storage"),
                "cache.CONF_DIR=" + folder,
                "cache.CARBON_METRIC_INTERVAL=0");
        carbon = CarbonService.start(
                Settings.load(ConfigSources.of(Map.of()).withOverrides(settings), CarbonSettings.GROUPS),
                Clock.systemUTC());
        server = serve(RenderLimits.defaults());
        tab = browser.tab();
    }

    private WebServer serve(RenderLimits limits) throws IOException {
        SeriesStore store = carbon.store();
        WebServer made = new WebServer(
                "127.0.0.1",
                0,
                store.reader(),
                store.index(),
                StateFolder.inMemory(store.index()),
                Clock.systemUTC(),
                System::nanoTime,
                "test",
                options(limits));
        made.register(store.measures());
        made.offer(store, carbon.context().intake().senders());
        made.start();
        return made;
    }

    /** Who brings a token administers. */
    private static WebOptions options(RenderLimits limits) {
        WebOptions usual = WebOptions.defaults();
        PageRules pages = new PageRules(Set.of(), Set.of(), new HostNames(Set.of()));
        return new WebOptions(
                usual.http(),
                limits,
                usual.caching(),
                usual.zone(),
                usual.dashboards(),
                new Guard(pages, new AdminRule(Network.LOOPBACK, List.of("s3cret"), true)),
                usual.graphs());
    }

    @AfterEach
    void stop() throws IOException {
        tab.close();
        server.close();
        carbon.close();
    }

    private void send(String lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    private void assertShown(String section, String text) {
        tab.until("document.querySelector('section[aria-label=\"" + section
                + "\"]')?.textContent.replace(/\\s+/g, ' ').includes(" + BrowserTab.quoted(text) + ")");
    }

    @Test
    void theServerTellsOfItself() throws IOException {
        long now = System.currentTimeMillis() / 1000;
        StringBuilder lines = new StringBuilder("no line\nold.one 1 100\n<img src=x onerror=window.hit=1> 1 1 1\n");
        for (int i = 0; i < 30; i++) {
            lines.append("web.host")
                    .append(i % 3)
                    .append(".m")
                    .append(i)
                    .append(" 1 ")
                    .append(now)
                    .append('\n');
        }
        send(lines.toString());
        tab.open("http://127.0.0.1:" + server.port() + "/");
        tab.until("document.querySelector('nav a')");
        tab.click("nav a[href='./?view=server']");
        tab.until("location.search === '?view=server'");
        assertShown("Accounts", "received31");
        assertFalse(tab.text("document.querySelector('.server').textContent").contains("NaN"));
        tab.until("document.querySelector('.withheld')?.textContent.includes('ADMIN_TOKEN')");
        assertShown("Dropped and refused", "badLines 2");
        assertShown("Senders", "withheldplaintext over TCP");
        tab.click(".withheld input");
        tab.type("s3cret");
        tab.click(".withheld button");
        assertShown("Dropped and refused", "it has 2 fields, expected: name value timestamp");
        assertShown("Dropped and refused", "<img src=x onerror=window.hit=1> 1 1 1");
        assertShown("Senders", "127.0.0.1plaintext over TCP");
        assertShown("Names", "web");
        assertShown("Queries", "None has taken 5 seconds or longer");
        assertShown("Rules", "unused");
        assertEquals("unused", tab.text("document.querySelector('.unused th').textContent"));
        assertShown("Rules", "matches nothing");
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "server.png"), tab.picture());
        tab.click("section[aria-label=Names] th button");
        assertShown("Names", "web.host1");
        assertShown("Names", "30 series, 3 directly below");
        tab.click("section[aria-label=Names] th button");
        tab.until("document.querySelectorAll('section[aria-label=Names] tbody tr').length === 10");
        tab.click("section[aria-label=Senders] button:nth-of-type(3)");
        tab.until("document.querySelector('section[aria-label=Senders] button:nth-of-type(3)').ariaPressed === 'true'");
        assertEquals("undefined", tab.text("typeof window.hit"));
        assertEquals("", AccessibilityTest.defectsInAllForms(tab));
        tab.size(1280, 800, false);
        tab.click("section[aria-label=Names] tbody a");
        tab.until("location.search.startsWith('?target=web.host')");
        tab.until("document.querySelector('.status')?.textContent.startsWith('1 series')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void aSlowQueryLeadsToItsGraph() throws IOException {
        RenderLimits usual = RenderLimits.defaults();
        server.close();
        server = serve(new RenderLimits(
                usual.maxSeries(), usual.maxPoints(), usual.maxBytes(), usual.maxTime(), Duration.ZERO));
        send("a.b 5 " + System.currentTimeMillis() / 1000 + "\n");
        tab.open("http://127.0.0.1:" + server.port() + "/?target=a.b&target=scale(a.b,2)&from=-10min");
        tab.until("document.querySelector('.status')?.textContent.startsWith('2 series')");
        tab.click("nav a[href='./?view=server']");
        assertShown("Queries", "a.b & scale(a.b,2)");
        tab.click("section[aria-label=Queries] tbody a");
        tab.until("location.search.startsWith('?target=a.b&target=scale%28a.b%2C2%29&from=')");
        tab.until("document.querySelector('.status')?.textContent.startsWith('2 series')");
        assertEquals(List.of(), tab.complaints());
    }

    @Test
    void theGraphIsThereAgainAfterAnotherView() throws IOException {
        send("a.b 5 " + System.currentTimeMillis() / 1000 + "\n");
        tab.open("http://127.0.0.1:" + server.port() + "/?target=a.b&from=-10min&refresh=1");
        tab.until("document.querySelector('.u-over')");
        tab.click("nav a[href='./?view=server']");
        tab.until("document.querySelector('.server')");
        tab.eval("history.back()");
        tab.until("document.querySelector('.u-over')");
        tab.until("document.querySelector('.summary')?.textContent.includes('from 10s:1h')");
        assertEquals(List.of(), tab.complaints());
    }
}
