package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever cannot see the page, or not well, or has no mouse, can use it: what axe knows of WCAG 2.2 AA, and a walk by keys. What
 * axe leaves to a reader's eye, such as the contrast of single signs, is no defect here.
 */
class AccessibilityTest extends PageWalk {
    private static final Path AXE = Path.of("target", "node_modules", "axe-core", "axe.min.js");

    /** One line for each element with a defect. */
    private static final String DEFECTS = """
            axe.run(document, {
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
              rules: { "target-size": { enabled: true } },
              resultTypes: ["violations"],
            }).then((result) => result.violations.flatMap((rule) => rule.nodes.map((node) =>
              `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`)))""";

    /** What Tab has to come to. */
    private static final String FOCUSABLE = """
            [...(document.querySelector(":modal") ?? document).querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex]")]
              .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }))""";

    /** What has the focus; its place is a number that it was given for good. */
    private static final String FOCUSED = """
            (() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              window.places ??= new Map();
              if (!places.has(one)) places.set(one, places.size);
              const box = one.getBoundingClientRect();
              const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const style = getComputedStyle(one);
              return {
                place: places.get(one),
                element: one.outerHTML.slice(0, 120),
                seen: box.width > 1 && box.height > 1 && one.contains(hit),
                marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
              };
            })()""";

    private enum State {
        EMPTY("") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until("document.querySelectorAll('[role=option]').length === 1");
            }
        },
        FIRST_VISIT("") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until("document.querySelector('.first')");
            }
        },
        TREE("") {
            @Override
            void reach(AccessibilityTest test) {
                EMPTY.reach(test);
                test.tab.press("/");
                test.tab.press("ArrowRight");
                test.tab.until("document.querySelectorAll('[role=option]').length === 10");
                test.tab.press("ArrowDown");
            }
        },
        SEARCH("?target=servers.web03.cpu.user") {
            @Override
            void reach(AccessibilityTest test) {
                GRAPH.reach(test);
                test.tab.press("/");
                test.tab.type("web03");
                test.tab.until("document.querySelector('[role=option] small') && document.querySelector('#found-3')");
            }
        },
        SEARCH_IN_VAIN("") {
            @Override
            void reach(AccessibilityTest test) {
                EMPTY.reach(test);
                test.tab.press("/");
                test.tab.type("nosuch");
                test.tab.until("document.querySelectorAll('[role=option]').length === 0");
            }
        },
        GRAPH("?target=servers.web0*.cpu.user&target=servers.web01.cpu.idle&hide=1&sort=max&compare=1d&refresh=60") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until(DRAWN);
                test.tab.until("document.querySelectorAll('.legend tbody tr').length > 0");
            }
        },
        LINE_ALONE(GRAPH.query) {
            @Override
            void reach(AccessibilityTest test) {
                GRAPH.reach(test);
                test.tab.click(".legend .name");
                test.tab.until("document.querySelector('.legend .off')");
            }
        },
        MISTAKE("?target=nosuch(servers.web01.cpu.user)") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until("document.querySelector('.status.error')");
            }
        },
        FUNCTIONS(GRAPH.query) {
            @Override
            void reach(AccessibilityTest test) {
                GRAPH.reach(test);
                test.tab.press(".");
                test.tab.until("document.querySelector('#function-1')");
            }
        },
        COPY(GRAPH.query) {
            @Override
            void reach(AccessibilityTest test) {
                GRAPH.reach(test);
                test.tab.click("summary");
                test.tab.until("document.querySelector('details[open]')");
            }
        },
        EXPLAINED("?target=alias(sumSeries(servers.web0*.cpu.user),'a')&explain=1&events=*") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until("document.querySelector('.explained td')");
            }
        },
        COMPLETION("?target=servers.web01.cpu.user") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until(DRAWN);
                test.tab.press("e");
                test.tab.eval("document.activeElement.select()");
                test.tab.type("moving");
                test.tab.until("document.querySelector('#proposals-0-1')");
            }
        },
        BOARDS("?view=boards") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until("document.querySelector('.board-list button')");
                test.tab.click(".board-list button");
            }
        },
        BOARD("?board=all&from=-1h") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until(DRAWN);
                test.tab.press("e");
                test.tab.click(".panel:nth-child(2) .panel-edit button");
                test.tab.until("document.querySelector('.panel-form')");
            }
        },
        WALL("?board=all&view=wall&from=-1h") {
            @Override
            void reach(AccessibilityTest test) {
                test.tab.until(DRAWN);
            }
        },
        HELP(GRAPH.query) {
            @Override
            void reach(AccessibilityTest test) {
                GRAPH.reach(test);
                test.tab.press("?");
                test.tab.until("document.querySelector('.help')");
            }
        };

        final String query;

        State(String query) {
            this.query = query;
        }

        abstract void reach(AccessibilityTest test);
    }

    /** A panel of each kind. */
    private static final String BOARD =
            "{\"variables\":[{\"name\":\"host\",\"values\":[\"web01\",\"web02\"]}],\"graphs\":["
                    + "[[\"servers.$host.cpu.*\"],{\"title\":\"$host\"}],"
                    + "[[\"constantLine(95)\"],{\"title\":\"n\",\"panel\":{\"type\":\"number\",\"warning\":50,\"critical\":90}}],"
                    + "[[\"constantLine(60)\"],{\"title\":\"m\",\"panel\":{\"type\":\"meter\",\"warning\":50,\"critical\":90}}],"
                    + "[[\"servers.*.cpu.user\"],{\"title\":\"l\",\"panel\":{\"type\":\"list\",\"warning\":50,\"critical\":90}}],"
                    + "[[\"constantLine(6)\"],{\"title\":\"g\",\"panel\":{\"type\":\"number\",\"warning\":50,\"critical\":90}}],"
                    + "[[],{\"title\":\"t\",\"panel\":{\"type\":\"text\",\"text\":\"see https://example.org/\"}}],"
                    + "[[],{\"panel\":{\"type\":\"clock\"}}]]}";

    private void open(State state) throws IOException {
        tab.open(at("version"));
        tab.eval("fetch('/dashboard/save/all', { method: 'POST', body: new URLSearchParams({ state: "
                + BrowserTab.quoted(BOARD) + " }) }).then((answer) => answer.status)");
        if (state == State.FIRST_VISIT) {
            index.below("servers").forEach(index::remove);
        }
        tab.open(at(state.query));
        state.reach(this);
    }

    private static List<String> defects(BrowserTab tab) {
        List<String> defects = new ArrayList<>();
        tab.eval(DEFECTS).forEach(one -> defects.add(one.asText()));
        return defects;
    }

    /** What axe says of what a tab shows, in light and dark colours and on a phone. */
    static String defectsInAllForms(BrowserTab tab) throws IOException {
        tab.eval(Files.readString(AXE) + "\n;null");
        List<String> found = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            tab.eval("document.documentElement.dataset.theme = '" + theme + "'");
            defects(tab).forEach(one -> found.add(theme + ": " + one));
        }
        tab.size(360, 740, true);
        defects(tab).forEach(one -> found.add("on a phone: " + one));
        return String.join("\n", found);
    }

    @ParameterizedTest
    @EnumSource
    void axeFindsNothing(State state) throws IOException {
        open(state);
        assertEquals("", defectsInAllForms(tab));
    }

    @Test
    void defectsAreFound() throws IOException {
        open(State.EMPTY);
        tab.eval(Files.readString(AXE) + "\n;null");
        tab.eval("document.querySelector('.brand').style.color = 'light-dark(#aaa, #555)';"
                + " document.getElementById('find').removeAttribute('aria-label');"
                + " document.getElementById('find').placeholder = '';"
                + " document.querySelector('.ranges').style.gap = 0;"
                + " document.querySelectorAll('.ranges button').forEach((one) =>"
                + " one.style.cssText = 'font-size: 6px; padding: 0; min-height: 0; border: 0');"
                + " document.documentElement.lang = ''; null");
        Set<String> rules = new TreeSet<>();
        defects(tab).forEach(one -> rules.add(one.substring(0, one.indexOf(' '))));
        assertEquals(Set.of("color-contrast", "html-has-lang", "label", "target-size"), rules);
    }

    @Test
    void theListOfKeysTakesTheFocusAndGivesItBack() {
        tab.open(at(""));
        tab.until("document.querySelector('.ranges button')");
        tab.eval("document.querySelector('.ranges button').focus()");
        tab.press("?");
        tab.until("document.activeElement.closest('.help')");
        tab.press("Escape");
        tab.until("!document.querySelector('.help')");
        assertTrue(tab.eval("document.activeElement.matches('.ranges button')").asBoolean());
        tab.press("?");
        tab.click(".help button");
        tab.until("!document.querySelector('.help')");
        assertNothingIsWrong();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_VISIT", "SEARCH", "GRAPH", "FUNCTIONS", "COPY", "EXPLAINED", "BOARDS", "BOARD", "HELP"})
    void tabComesToAllThatCanBeUsed(State state) throws IOException {
        open(state);
        assertEquals("", String.join("\n", walkedByTab(state == State.HELP ? 1 : 10)));
    }

    @Test
    void theWalkFindsDefects() throws IOException {
        open(State.GRAPH);
        tab.eval("document.querySelectorAll('.ranges button').forEach((one, i) => {"
                + " if (i === 0) one.style.outline = 'none';"
                + " if (i === 1) one.style.clipPath = 'inset(50%)';"
                + " if (i === 2) { one.title = one.ariaLabel = ''; one.textContent = ''; }"
                + " if (i === 3) one.addEventListener('focus', () => one.blur()); }); null");
        List<String> wrong = walkedByTab(10);
        for (String one : List.of("is not marked", "cannot be seen", "has no name", "is not come to")) {
            assertTrue(wrong.stream().anyMatch(line -> line.startsWith(one)), one + ": " + wrong);
        }
        assertEquals(4, wrong.size(), wrong.toString());
    }

    /**
     * What is wrong with what Tab comes to, beginning at the top.
     *
     * @param least how many elements there have to be
     */
    private List<String> walkedByTab(int least) {
        tab.eval("document.activeElement.blur(); getSelection().removeAllRanges(); null");
        int expected = tab.eval(FOCUSABLE + ".length").asInt();
        assertTrue(expected >= least, "only " + expected);
        List<String> wrong = new ArrayList<>();
        Set<Integer> visited = new TreeSet<>();
        for (int i = 0; i < 2 * expected; i++) {
            tab.press("Tab");
            JsonNode focused = tab.eval(FOCUSED);
            if (focused.isNull() || !visited.add(focused.get("place").asInt())) {
                continue;
            }
            String element = focused.get("element").asText();
            if (!focused.get("seen").asBoolean()) {
                wrong.add("cannot be seen: " + element);
            }
            if (!focused.get("marked").asBoolean()) {
                wrong.add("is not marked: " + element);
            }
            if (tab.nameOf("document.activeElement").isBlank()) {
                wrong.add("has no name: " + element);
            }
        }
        JsonNode missed = tab.eval(FOCUSABLE + ".filter((one) => !places.has(one)).map((one) => one.outerHTML)");
        missed.forEach(one -> wrong.add("is not come to: " + one.asText()));
        return wrong;
    }
}
