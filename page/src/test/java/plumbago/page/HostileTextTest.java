package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Settings;
import plumbago.carbon.CarbonService;
import plumbago.carbon.config.CarbonSettings;
import plumbago.carbon.receiver.PlaintextReceiver;
import plumbago.testkit.HostileTexts;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;

/**
 * Whatever others have written is text wherever the page shows it. The policy that the page comes with would stop most of it,
 * so that a report of the policy is a hole as well.
 */
class HostileTextTest extends HostileWalk {
    @TempDir
    Path folder;

    @Test
    void allThatAnAddressHas() {
        tab.open(at("?target=" + GOOD));
        for (String hostile : HostileTexts.ALL) {
            String text = encoded(hostile);
            String others = "&sort=" + text + "&hide=" + text + "&compare=" + text + "&refresh=" + text + "&events="
                    + text + "&explain=1&tz=" + text + "&view=" + text + "&var." + text + "=" + text + "&" + text + "="
                    + text;
            goAndSee("?target=" + encoded(alias(hostile)) + others);
            hover();
            goAndBeRefused("?target=" + GOOD + "&from=" + text + "&until=" + text + "&explain=1");
            hover();
            go("?target=" + text + "&target=" + encoded("nosuch(" + hostile + ")"));
            tab.until("document.querySelector('.mistake:not(:empty)')");
            assertOnlyText();
            go("?board=" + text + others);
            tab.until("document.querySelector('.board')");
            assertOnlyText();
        }
        // What lone halves of letters and broken escapes come to.
        for (String raw :
                List.of("%ED%A0%80", "%00", "%FF%FE", "%", "%zz%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E")) {
            tab.open(at("?target=" + GOOD + "&title=" + raw + "&" + raw + "=" + raw + "&sort=" + raw + "#" + raw));
            assertSeries(1);
            openAll();
        }
        tab.eval("localStorage.setItem('plumbago.theme', " + BrowserTab.quoted(HostileTexts.ALL.get(0)) + ")");
        tab.open(at("?target=" + GOOD));
        assertSeries(1);
        assertOnlyText();
    }

    @Test
    void aliasesAllAtOnce() {
        StringBuilder targets = new StringBuilder("?explain=1");
        HostileTexts.ALL.forEach(one -> targets.append("&target=").append(encoded(alias(one))));
        tab.open(at(targets.toString()));
        assertSeries(HostileTexts.ALL.size());
        for (int heading = 1; heading <= 6; heading++) {
            tab.click(".legend th:nth-child(" + heading + ") button");
            hover();
        }
        openAll();
        assertEquals(
                HostileTexts.ALL.size(),
                tab.eval("document.querySelectorAll('.legend tbody tr').length").asInt());
        assertOnlyText();
    }

    @Test
    void namesThatAreFoundProposedAndDrawn() {
        HostileTexts.ALL.forEach(one -> index.add(metric(one)));
        tab.open(at(""));
        tab.press("/");
        tab.type("evil");
        tab.until("document.querySelectorAll('[role=option]').length > 30");
        String shown =
                tab.text("[...document.querySelectorAll('.finder [role=option]')].map((one) => one.title).join('\\n')");
        assertTrue(shown.contains(metric(HostileTexts.ALL.get(0))), shown);
        // The branch opens below itself, and the first of what was found is drawn.
        tab.press("ArrowRight");
        tab.until("document.querySelectorAll('[role=option]').length > 60");
        tab.press("ArrowDown");
        tab.press("Enter");
        tab.until("document.querySelector('#target-0')");
        openAll();
        assertOnlyText();
        for (String text : List.of("evil.", "sumSeries(evil.<", "alias(evil.")) {
            tab.eval("document.getElementById('target-0').select(); document.getElementById('target-0').focus(); null");
            tab.type(text);
            tab.until("document.querySelector('#proposals-0-0')?.textContent.startsWith('evil.')");
            tab.press("ArrowDown");
            tab.press("Tab");
            hover();
        }
        for (String hostile : HostileTexts.ALL) {
            go("?target=" + encoded(metric(hostile)) + "&explain=1");
            tab.until(DRAWN + " || document.querySelector('.status.error')");
            hover();
            goAndSee("?target=" + GOOD);
        }
        goAndSee("?target=" + encoded("evil.*") + "&explain=1");
        openAll();
        assertOnlyText();
    }

    /** A name that has letters run the other way turns itself alone, and not what is said of it. */
    @Test
    void aNameTurnsNothingButItself() {
        index.add("\u202Eturned.a");
        tab.open(at(""));
        tab.press("/");
        tab.type("turned");
        tab.until("document.querySelectorAll('.finder small').length === 1");
        assertTrue(tab.eval("document.querySelector('.finder small').getBoundingClientRect().left"
                        + " >= document.querySelector('.finder [role=option] bdi').getBoundingClientRect().right")
                .asBoolean());
        assertOnlyText();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void namesThatCameAsPoints() throws Exception {
        Settings settings = Settings.load(
                ConfigSources.of(Map.of())
                        .withOverrides(List.of(
                                "cache.LINE_RECEIVER_INTERFACE=127.0.0.1",
                                "cache.LINE_RECEIVER_PORT=" + freePort(),
                                "cache.PICKLE_RECEIVER_PORT=0",
                                "cache.CACHE_QUERY_PORT=0",
                                "cache.CARBON_METRIC_INTERVAL=0",
                                "cache.STORAGE_DIR=" + folder,
                                "cache.CONF_DIR=" + folder)),
                CarbonSettings.GROUPS);
        server.close();
        try (CarbonService carbon = CarbonService.start(settings, Clock.systemUTC())) {
            server = new WebServer(
                    "127.0.0.1",
                    0,
                    carbon.store().reader(),
                    carbon.store().index(),
                    carbon.store().state(),
                    Clock.systemUTC(),
                    System::nanoTime,
                    "test",
                    WebOptions.defaults());
            server.start();
            StringBuilder points = new StringBuilder();
            for (String hostile : HostileTexts.ALL) {
                points.append(metric(hostile).replaceAll("\\s", "_"))
                        .append(" 1 ")
                        .append(System.currentTimeMillis() / 1000)
                        .append('\n');
            }
            try (Socket sender =
                    new Socket(InetAddress.getLoopbackAddress(), carbon.port(PlaintextReceiver.PROTOCOL))) {
                OutputStream out = sender.getOutputStream();
                out.write(points.append("last 1 1\n").toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                tab.open(at("?target=evil.*&from=-5min&explain=1&refresh=1"));
                // Others have slashes, which lead into folders, or are of tags.
                tab.until("document.querySelectorAll('.legend tbody tr').length > 15");
            }
            openAll();
            tab.press("/");
            tab.type("evil");
            tab.until("document.querySelectorAll('[role=option]').length > 20");
            hover();
            assertOnlyText();
        }
    }
}
