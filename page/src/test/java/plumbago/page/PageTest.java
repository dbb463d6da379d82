package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user does, done in a real browser. */
class PageTest extends PageWalk {
    /** Whatever form it has, nothing is found out step by step. */
    @Test
    @Tag("each-form")
    void allThatIsLoadedIsNamedByThePage() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        Set<String> named = new TreeSet<>();
        tab.eval("fetch('./').then((answer) => answer.text()).then((text) =>"
                        + " [...text.matchAll(/\"(assets\\/[^\"]+)\"/g)].map((one) => one[1]))")
                .forEach(one -> named.add(at(one.asText())));
        Set<String> loaded = new TreeSet<>(tab.requested());
        loaded.removeIf(url -> !url.startsWith(at("assets/")));
        assertEquals(named, loaded);
        assertNothingIsWrong();
    }

    @Test
    @Tag("each-form")
    void whoTypesWordsFindsAMetricAndSeesIt() throws IOException {
        tab.open(at(""));
        tab.until("document.querySelectorAll('[role=option]').length === 1");
        tab.press("/");
        tab.until("document.activeElement.id === 'find'");
        tab.type("user web03");
        tab.until("document.querySelectorAll('[role=option]').length === 1"
                + " && document.querySelector('[role=option]').textContent.includes('servers.web03.cpu.user')");
        tab.press("Enter");
        tab.until(DRAWN);
        assertSeries(1);
        assertEquals("?target=servers.web03.cpu.user", tab.text("location.search"));
        assertEquals("servers.web03.cpu.user", tab.text("document.querySelector('.legend .name').textContent"));
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "light.png"), tab.picture());
        assertNothingIsWrong();
    }

    @Test
    void theTreeOpensByKeysAlone() {
        tab.open(at(""));
        tab.until("document.querySelectorAll('[role=option]').length === 1");
        tab.press("/");
        tab.press("ArrowRight");
        tab.until("document.querySelectorAll('[role=option]').length === 10");
        tab.press("ArrowDown");
        tab.press("Enter");
        tab.until("document.querySelectorAll('[role=option]').length === 11");
        tab.press("ArrowDown");
        tab.press("ArrowRight");
        tab.until("document.querySelectorAll('[role=option]').length === 14");
        tab.press("ArrowDown");
        tab.press("Enter");
        assertSeries(1);
        assertEquals("servers.web01.cpu.idle", tab.text("new URLSearchParams(location.search).get('target')"));
        tab.press("Enter");
        tab.until("location.search === ''");
        assertNothingIsWrong();
    }

    @Test
    void aTargetIsDrawnAsItIsTypedAndAMistakeLeavesTheGraph() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.click(".target textarea");
        tab.eval("document.querySelector('.target textarea').select()");
        tab.type("servers.web0*.cpu.user");
        assertSeries(9);
        assertEquals(
                9,
                tab.eval("document.querySelectorAll('.legend tbody tr').length").asInt());
        tab.eval("document.querySelector('.target textarea').select()");
        tab.type("nosuch(servers.web01.cpu.user)");
        tab.until("document.querySelector('.mistake')?.textContent.includes(\"no function 'nosuch'\")");
        assertEquals(
                9,
                tab.eval("document.querySelectorAll('.legend tbody tr').length").asInt());
    }

    @Test
    @Tag("each-form")
    void aFunctionIsFoundByWhatItDoesAndAppliedByKeys() {
        tab.open(at("?target=servers.web0*.cpu.user"));
        assertSeries(9);
        tab.press(".");
        tab.until("document.activeElement?.id === 'function'");
        tab.type("sumseries");
        tab.until("document.querySelector('#function-0').textContent.includes('sumSeries')");
        tab.press("Enter");
        assertSeries(1);
        assertEquals(
                "sumSeries(servers.web0*.cpu.user)", tab.text("new URLSearchParams(location.search).get('target')"));
        tab.eval("history.back()");
        assertSeries(9);
        assertNothingIsWrong();
    }

    @Test
    void aBrushZoomsAndBackLeadsBack() {
        tab.open(at("?target=servers.web01.cpu.user"));
        tab.until("document.querySelector('.u-over')");
        JsonNode box = tab.eval("(() => { const r = document.querySelector('.u-over').getBoundingClientRect();"
                + " return {x: r.x, y: r.y, w: r.width, h: r.height}; })()");
        double y = box.get("y").asDouble() + box.get("h").asDouble() / 2;
        double x = box.get("x").asDouble();
        double width = box.get("w").asDouble();
        tab.drag(x + 0.25 * width, y, x + 0.5 * width, y + 10);
        tab.until("/from=\\d+&until=\\d+/.test(location.search)");
        double hours = tab.eval("(() => { const q = new URLSearchParams(location.search);"
                        + " return (q.get('until') - q.get('from')) / 3600; })()")
                .asDouble();
        assertEquals(6, hours, 0.5);
        tab.press("z");
        tab.until("location.search === '?target=servers.web01.cpu.user'");
        assertNothingIsWrong();
    }

    /** Who sends a first point looks for it. */
    @Test
    void aPointAloneIsSeen() {
        index.add("single");
        tab.open(at("?target=color(single,'red')&from=-15min"));
        assertSeries(1);
        tab.until("(() => { const canvas = document.querySelector('.chart canvas');"
                + " const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
                + " for (let i = 0; i < dots.length; i += 4) {"
                + " if (dots[i] === 200 && dots[i + 1] === 0 && dots[i + 2] === 50 && dots[i + 3] === 255) return true; }"
                + " return false; })()");
        assertNothingIsWrong();
    }

    @Test
    @Tag("each-form")
    void theLegendHasTheValueUnderTheCursorWhateverTheStep() {
        tab.open(at("?target=servers.web01.cpu.user&target=summarize(servers.web01.cpu.user,'1h','max')&from=-6h"));
        assertSeries(2);
        tab.until("document.querySelector('.u-over')");
        JsonNode box = tab.eval("(() => { const r = document.querySelector('.u-over').getBoundingClientRect();"
                + " return {x: r.x + 0.8 * r.width, y: r.y + r.height / 2}; })()");
        tab.move(box.get("x").asDouble(), box.get("y").asDouble());
        tab.until("[...document.querySelectorAll('.legend tbody tr td:nth-child(2)')]"
                + ".every(cell => /^\\d/.test(cell.textContent))");
        assertNothingIsWrong();
    }

    @Test
    void oneKeyComparesWithThePast() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.press("c");
        tab.press("c");
        tab.press("c");
        tab.until("location.search.endsWith('compare=7d')");
        // What an hour and a day ago was may be there before it.
        tab.until("document.querySelectorAll('.legend .name')[1]?.textContent === "
                + BrowserTab.quoted("timeShift(servers.web01.cpu.user, \"-7d\")"));
        assertEquals(
                2,
                tab.eval("document.querySelectorAll('.legend tbody tr').length").asInt());
        assertNothingIsWrong();
    }

    @Test
    void anAddressShowsTheSameAgain() {
        String query =
                "?target=servers.web01.cpu.user&target=servers.web02.cpu.user&from=-6h&compare=1d&hide=1&sort=max"
                        + "&tz=Europe%2FBerlin&yMin=0";
        tab.open(at(query));
        tab.until("document.querySelectorAll('.legend tbody tr').length === 2");
        assertEquals("descending", tab.text("document.querySelectorAll('.legend th')[4].getAttribute('aria-sort')"));
        tab.click(".target button[aria-pressed=false]");
        tab.until("document.querySelectorAll('.legend tbody tr').length === 4");
        assertEquals(query.replace("&hide=1", ""), tab.text("location.search"));
        assertNothingIsWrong();
    }

    @Test
    void aPastedPictureIsTheGraph() {
        tab.open(at(""));
        tab.press("a");
        tab.until("document.activeElement.id === 'add'");
        tab.type("http://graphite/render/?width=400&target=servers.web0%5B12%5D.cpu.user&from=-2h");
        tab.press("Enter");
        assertSeries(2);
        assertEquals("-2h", tab.text("new URLSearchParams(location.search).get('from')"));
        assertNothingIsWrong();
    }

    @Test
    void theBrowserRefusesWhatThePageNeverDoes() {
        tab.open(at(""));
        for (String script : List.of(
                "document.body.innerHTML = '<b>x</b>'",
                "document.body.setAttribute('onclick', 'window.hit = 1')",
                "document.createElement('script').text = 'window.hit = 1'")) {
            assertEquals(
                    "refused",
                    tab.text("(() => { try { " + script + "; return 'done'; } catch (e) { return 'refused'; } })()"),
                    script);
        }
        assertEquals("refused", tab.text("fetch('http://127.0.0.2:1/').then(() => 'done', () => 'refused')"));
    }

    /** Whose page shows this one in a frame has its reader click where they do not see. */
    @Test
    void aPageOfAnotherServerDoesNotFrameIt() throws IOException {
        try (DashboardSite other = new DashboardSite(Path.of("target"))) {
            other.put(
                    "/",
                    "<!doctype html><title>other</title><iframe src=\"" + at("?target=servers.web01.cpu.user")
                            + "\"></iframe>");
            tab.open(other.origin() + "/");
            long end = System.nanoTime() + 30_000_000_000L;
            while (tab.complaints().stream().noneMatch(one -> one.contains("frame-ancestors 'self'"))) {
                assertTrue(System.nanoTime() < end, () -> tab.complaints().toString());
                tab.eval("0");
            }
            assertTrue(tab.requested().stream().noneMatch(url -> url.contains("assets/")));
        }
    }

    @Test
    void aPhoneShowsAllWithoutScrollingSideways() throws IOException {
        tab.size(360, 740, true);
        tab.open(at("?target=servers.web0*.cpu.user"));
        assertSeries(9);
        assertTrue(tab.eval("document.documentElement.scrollWidth <= 360").asBoolean());
        assertTrue(
                tab.eval("document.querySelector('main').getBoundingClientRect().top"
                                + " < document.querySelector('.finder').getBoundingClientRect().top")
                        .asBoolean(),
                "the graph comes first");
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "phone.png"), tab.picture());
        assertNothingIsWrong();
    }

    @Test
    void darkIsOneKeyAway() throws IOException {
        tab.open(at("?target=servers.web0*.cpu.user"));
        assertSeries(9);
        tab.press("T");
        tab.press("T");
        tab.until("document.documentElement.dataset.theme === 'dark'");
        assertEquals("rgb(20, 24, 31)", tab.text("getComputedStyle(document.body).backgroundColor"));
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "dark.png"), tab.picture());
        tab.open(at("?target=servers.web01.cpu.user"));
        assertEquals("dark", tab.text("document.documentElement.dataset.theme"));
        assertNothingIsWrong();
    }

    @Test
    void whoHasNoMetricsIsToldHowToSendOneAndSeesItCome() {
        index.below("servers").forEach(index::remove);
        tab.open(at(""));
        tab.until("document.querySelector('.first')");
        assertTrue(tab.text("document.querySelector('.first pre').textContent").contains("nc -w1 127.0.0.1 2003"));
        index.add("test");
        tab.until("!document.querySelector('.first')");
        tab.until("document.querySelectorAll('[role=option]').length === 1");
        tab.click("[role=option]");
        assertSeries(1);
        assertNothingIsWrong();
    }
}
