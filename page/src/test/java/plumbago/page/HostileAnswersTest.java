package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbago.testkit.HostileTexts;

/** The same for what comes beside series: events, tags, what is pasted, descriptions of functions, pictures. */
class HostileAnswersTest extends HostileWalk {
    @Test
    void events() throws Exception {
        tab.open(at("?target=" + GOOD));
        for (String hostile : HostileTexts.ALL) {
            String text = BrowserTab.quoted(hostile);
            post(
                    "events/",
                    "application/json",
                    "{\"what\": " + text + ", \"data\": " + text + ", \"tags\": [" + text + ", \"evil\"]}");
        }
        goAndSee("?target=" + GOOD + "&events=*");
        tab.until("document.querySelectorAll('.events tbody tr').length === " + HostileTexts.ALL.size());
        hover();
        String shown = tab.text(
                "[...document.querySelectorAll('.events td:nth-child(2)')].map((one) => one.textContent).join('\\n')");
        assertTrue(shown.contains(HostileTexts.ALL.get(0)), shown);
        assertOnlyText();
        for (String hostile : HostileTexts.ALL.subList(0, 5)) {
            tab.eval("(() => { const form = document.querySelector('.events form'); form.what.value = "
                    + BrowserTab.quoted(hostile) + "; form.tags.value = " + BrowserTab.quoted(hostile)
                    + "; form.requestSubmit(); })()");
            tab.until("document.querySelector('.events form').what.value === ''");
        }
        tab.until("document.querySelectorAll('.events tbody tr').length === " + (HostileTexts.ALL.size() + 5));
        openAll();
        assertOnlyText();
    }

    @Test
    void tagsAndTheirValues() throws Exception {
        List<String> kept = new ArrayList<>();
        for (String hostile : HostileTexts.ALL) {
            String tag = hostile.replaceAll("[;!^=~\\s]", "_");
            if (tag.length() < 200 && !hostile.contains("\uD800")) {
                post(
                        "tags/tagSeries",
                        "application/x-www-form-urlencoded",
                        "path=" + encoded("evil;" + tag + "=" + tag + ";mark=" + tag));
                kept.add(tag);
            }
        }
        assertTrue(kept.size() > 30, kept.toString());
        tab.open(at("?target=" + GOOD));
        tab.until("document.getElementById('target-0')");
        for (String text : List.of("seriesByTag('", "seriesByTag('<", "seriesByTag('mark=", "seriesByTag('mark=<")) {
            tab.eval("document.getElementById('target-0').select(); document.getElementById('target-0').focus(); null");
            tab.type(text);
            tab.until("document.querySelectorAll('.proposals li').length > 5");
            hover();
            tab.press("ArrowDown");
            tab.press("Enter");
            assertOnlyText();
        }
        for (String hostile : kept) {
            go("?target=" + encoded("seriesByTag('mark=" + hostile.replace("'", "") + "')") + "&explain=1");
            tab.until(DRAWN + " || document.querySelector('.status.error')");
        }
        assertOnlyText();
    }

    @Test
    void whatIsPasted() {
        tab.open(at(""));
        for (String hostile : HostileTexts.ALL) {
            for (String text : List.of(
                    hostile,
                    "http://graphite/dashboard/#" + hostile,
                    "http://graphite/render/?target=" + hostile + "&from=" + hostile,
                    "javascript:window.hit=1//?target=" + encoded(alias(hostile)))) {
                tab.eval("(() => { const add = document.getElementById('add'); add.value = " + BrowserTab.quoted(text)
                        + "; add.focus(); })()");
                tab.press("Enter");
                // Some of them are boards, which have no field to add to.
                tab.until("location.search.startsWith('?board=') || document.getElementById('add')?.value === ''");
                if (tab.text("location.search").startsWith("?board=")) {
                    go("");
                    tab.until("document.getElementById('add')");
                }
            }
            // The last of them is drawn.
            tab.until("document.querySelectorAll('.target textarea').length === 1");
        }
        for (int kind = 1; kind <= 8; kind++) {
            tab.eval("document.querySelector('.menu li:nth-child(" + kind + ") button').click()");
        }
        assertOnlyText();
    }

    /** Another server than this one may stand behind the page's address, and describe functions as it likes. */
    @Test
    void functionsAsAnotherServerDescribesThem() throws IOException {
        List<Map<String, Object>> functions = new ArrayList<>();
        for (String hostile : HostileTexts.ALL) {
            functions.add(Map.of(
                    "name",
                    "evil" + functions.size(),
                    "function",
                    hostile,
                    "description",
                    hostile,
                    "group",
                    hostile,
                    "params",
                    List.of(
                            Map.of("name", hostile, "type", "seriesList", "required", true),
                            Map.of(
                                    "name",
                                    hostile,
                                    "type",
                                    "string",
                                    "default",
                                    hostile,
                                    "options",
                                    List.of(hostile)))));
        }
        tab.open(at("?target=" + GOOD));
        assertSeries(1);
        tab.eval("(() => { const ask = window.fetch; window.fetch = (path, options) => path === 'functions'"
                + " ? Promise.resolve(new Response(JSON.stringify("
                + BrowserTab.quoted(functions) + "))) : ask(path, options); })()");
        tab.press(".");
        tab.until("document.querySelectorAll('#function-list li').length === " + HostileTexts.ALL.size());
        hover();
        tab.press("Escape");
        leaveFields();
        for (int i = 0; i < HostileTexts.ALL.size(); i++) {
            tab.eval("(() => { const area = document.getElementById('target-0'); area.focus(); area.value = 'evil" + i
                    + "(x,'; area.setSelectionRange(area.value.length, area.value.length);"
                    + " area.dispatchEvent(new Event('input')); })()");
            tab.until("document.querySelector('.signature')?.textContent.startsWith('evil" + i + "(')");
        }
        assertOnlyText();
    }

    /** Opens what lets no script run, not even the one that waits for it. */
    private void show(String rest) {
        tab.ask("Page.navigate", Map.of("url", at(rest)));
        long end = System.nanoTime() + 30_000_000_000L;
        while (!tab.text("document.readyState + ' ' + location.pathname").equals("complete /render")) {
            assertTrue(System.nanoTime() < end, rest);
        }
    }

    /** A picture can be opened by its address, and is a document of its own then. */
    @Test
    void picturesThatAreOpenedAsPages() {
        HostileTexts.ALL.forEach(one -> index.add(metric(one)));
        assertPicture("target=evil.*");
        for (String hostile : HostileTexts.ALL) {
            String text = encoded(hostile);
            assertPicture("title=" + text + "&vtitle=" + text + "&target=" + encoded(alias(hostile)));
        }
        // Some of these are refused, with a sentence.
        for (String name : List.of("from", "xFormat", "fontName", "template", "bgcolor", "yUnitSystem", "tz")) {
            show("render?format=svg&target=" + GOOD + "&" + name + "=" + encoded(HostileTexts.ALL.get(0)));
            assertEquals("undefined", tab.text("typeof window.hit"));
        }
        assertNoComplaints();
    }

    private void assertPicture(String query) {
        show("render?format=svg&" + query);
        assertEquals("svg", tab.text("document.documentElement.localName"), query);
        assertEquals(
                0,
                tab.eval(
                                "document.querySelectorAll('script:not([type=\"application/json\"]), foreignObject, image, a').length")
                        .asInt());
        assertEquals("undefined", tab.text("typeof window.hit"));
    }
}
