package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boards: made of graphs, taken over from others, changed, saved, and shown on a wall. */
class BoardTest extends BoardWalk {
    /** All of the way: find, graph, apply a function, compare, keep, open again, hand on. */
    @Test
    @Tag("each-form")
    void whatWasFoundIsKeptOnABoardAndHandedOn(Browser browser) throws Exception {
        tab.open(at(""));
        tab.until("document.querySelectorAll('[role=option]').length === 1");
        tab.press("/");
        tab.type("web0 user");
        tab.until("document.querySelector('[role=option]')");
        tab.press("a");
        tab.eval("document.getElementById('add').focus(); null");
        tab.type("servers.web0*.cpu.user");
        tab.press("Enter");
        assertSeries(9);
        tab.eval("document.activeElement.blur(); null");
        tab.press(".");
        tab.until("document.activeElement?.id === 'function'");
        tab.type("averageseries");
        tab.until("document.querySelector('#function-0').textContent.includes('averageSeries')");
        tab.press("Enter");
        assertSeries(1);
        tab.press("c");
        tab.until("document.querySelectorAll('.legend tbody tr').length === 2");
        tab.press("s");
        tab.until("document.activeElement.name === 'board'");
        tab.type("web servers");
        tab.press("Tab");
        tab.type("user");
        tab.click(".add-to-board form button");
        told("Added to the board web servers.");
        tab.click("nav a[href='./?view=boards']");
        tab.until("document.querySelector('.board-list a')");
        tab.click(".board-list a");
        tab.until(PANELS + " === 1");
        tab.until("document.querySelector('.panel .u-over')");
        assertEquals("user", tab.text("document.querySelector('.panel h2').textContent"));
        tab.until("location.search.includes('from=')");
        BrowserTab other = browser.tab();
        try {
            other.open(tab.text("location.href"));
            other.until("document.querySelector('.panel .u-over')");
            assertEquals("user", other.text("document.querySelector('.panel h2').textContent"));
        } finally {
            other.close();
        }
        JsonNode kept = saved("web servers");
        assertEquals(
                "averageSeries(servers.web0*.cpu.user)",
                kept.at("/graphs/0/1/target/0").asText());
        assertEquals("hours", kept.at("/timeConfig/relativeStartUnits").asText());
        assertEquals(
                200,
                send(HttpRequest.newBuilder(URI.create(at("").replaceAll("/$", "")
                                + kept.at("/graphs/0/2").asText())))
                        .statusCode());
        assertNothingIsWrong();
    }

    @Test
    void aBoardIsChangedSavedAndOvertaken() throws Exception {
        ObjectNode state = state();
        graph(state, "one", null, "servers.web01.cpu.user");
        graph(state, "two", null, "servers.web02.cpu.user");
        save("team", state);
        tab.open(at("?board=team"));
        assertDrawn();
        tab.press("e");
        tab.until("document.querySelector('.panel-edit')");
        tab.click(".panel:nth-child(2) .panel-edit button:nth-child(2)");
        tab.until("document.querySelector('.panel h2').textContent === 'two'");
        assertTrue(tab.text("document.title").startsWith("* team"));
        tab.click(".panel:nth-child(1) .panel-edit button");
        tab.until("document.querySelector('.panel-form input')");
        tab.eval("document.querySelector('.panel-form select').value = 'number';"
                + " document.querySelector('.panel-form select').dispatchEvent(new Event('change')); null");
        tab.until("document.querySelector('.panel:nth-child(1) .big')");
        tab.eval("window.answered = fetch; fetch = async () => new Response('', { status: 502 }); null");
        tab.click(".board-actions button[title^=save]");
        told("The server answered with status 502.");
        tab.eval("fetch = window.answered; null");
        tab.click(".board-actions button[title^=save]");
        told("Saved.");
        assertEquals("number", saved("team").at("/graphs/0/1/panel/type").asText());
        assertEquals("two", saved("team").at("/graphs/0/1/title").asText());

        graph(state, "theirs", null, "servers.web03.cpu.user");
        save("team", state);
        tab.click(".panel:nth-child(1) .panel-edit button:nth-child(4)");
        tab.until(PANELS + " === 1");
        tab.click(".board-actions button[title^=save]");
        tab.until("document.querySelector('.board-actions .error')?.textContent.includes('Somebody else')");
        assertEquals(3, saved("team").get("graphs").size());
        tab.click(".board-actions .error button");
        tab.until(PANELS + " === 3");
        assertEquals("team – Plumbago", tab.text("document.title"));
        assertTrue(
                tab.complaints().stream().allMatch(one -> one.contains("412")),
                () -> tab.complaints().toString());
    }

    @Test
    void boardsOfGraphiteWebKeepWhatThePageDoesNotKnow() throws Exception {
        Random random = new Random(19);
        for (int round = 0; round < 12; round++) {
            ObjectNode state = state();
            state.put("unknown" + round, random.nextDouble());
            state.putObject("graphSize").put("width", 1 + random.nextInt(900)).put("more", "\u2603");
            state.putObject("timeConfig")
                    .put("type", "relative")
                    .put("relativeStartUnits", "days")
                    .put("relativeStartQuantity", "" + (1 + random.nextInt(9)))
                    .put("weeks", 3);
            int graphs = random.nextInt(4);
            for (int i = 0; i < graphs; i++) {
                graph(state, "t\"<&" + random.nextInt(), null, "servers.web0" + (1 + random.nextInt(9)) + ".cpu.user");
                ((ObjectNode) state.at("/graphs/" + i + "/1"))
                        .put("_salt", random.nextDouble())
                        .put("lineWidth", 3);
            }
            String name = "kept " + round;
            save(name, state);
            tab.open(at("?board=" + encoded(name)));
            assertDrawn();
            tab.press("s");
            told("Saved.");
            ObjectNode after = (ObjectNode) saved(name);
            for (String field : new String[] {"unknown" + round, "graphSize", "timeConfig"}) {
                if (field.equals("timeConfig")) {
                    assertEquals(3, after.at("/timeConfig/weeks").asInt());
                    assertEquals(
                            state.at("/timeConfig/relativeStartQuantity"),
                            after.at("/timeConfig/relativeStartQuantity"));
                } else {
                    assertEquals(state.get(field), after.get(field), field);
                }
            }
            assertEquals(graphs, after.get("graphs").size());
            for (int i = 0; i < graphs; i++) {
                assertEquals(state.at("/graphs/" + i + "/0"), after.at("/graphs/" + i + "/0"));
                ObjectNode params = (ObjectNode) after.at("/graphs/" + i + "/1").deepCopy();
                assertEquals(1, params.remove("target").size());
                assertEquals(state.at("/graphs/" + i + "/1"), params);
            }
        }
    }

    @Test
    void fiftyPanelsAreOneRequestAndAMistakeIsOnePanels() throws Exception {
        ObjectNode state = state();
        for (int i = 0; i < 50; i++) {
            graph(state, "p" + i, null, i == 7 ? "nosuch(a)" : "servers.web0" + (1 + i % 9) + ".cpu.user");
        }
        save("wall", state);
        tab.open(at("?board=wall&from=-1h&refresh=3600"));
        tab.until(PANELS + " === 50");
        assertDrawn();
        tab.until("document.querySelectorAll('.panel .u-over').length === 49");
        assertTrue(tab.text("document.querySelector('.panel:nth-child(8)').textContent")
                .contains("no function 'nosuch'"));
        long renders =
                tab.requested().stream().filter(url -> url.endsWith("/render")).count();
        assertEquals(2, renders, "one for all, and one more without the mistake");
    }

    @ParameterizedTest
    @CsvSource({
        "42,, , plain",
        "42, 50, 90, good",
        "60, 50, 90, warning",
        "95, 50, 90, critical",
        "5, 20, 10, critical",
        "15, 20, 10, warning",
        "30, 20, 10, good"
    })
    void numbersAreJudgedAsTasseoDoes(double value, Double warning, Double critical, String judgement)
            throws Exception {
        ObjectNode state = state();
        ObjectNode number = panel("number").put("unit", "ms");
        if (warning != null) {
            number.put("warning", warning).put("critical", critical);
        }
        graph(state, "n", number, "constantLine(" + value + ")");
        save("numbers", state);
        tab.open(at("?board=numbers"));
        assertDrawn();
        tab.until("document.querySelector('.big." + judgement + "')?.textContent.includes('" + (int) value + " ms')");
        assertEquals(judgement, tab.text("document.querySelector('.big .mark').ariaLabel"));
    }

    @Test
    void allKindsOfPanelsOnAWallWithVariables() throws Exception {
        ObjectNode state = state();
        state.putArray("variables")
                .addObject()
                .put("name", "host")
                .put("query", "servers.*")
                .put("value", "web02");
        graph(state, "user of $host", null, "servers.$host.cpu.user", "servers.${host}.cpu.system");
        graph(state, "now", panel("number").put("warning", 1000), "servers.$host.cpu.user");
        graph(state, "load", panel("meter").put("max", 200), "servers.$host.cpu.user");
        graph(state, "all", panel("list"), "servers.*.cpu.user");
        graph(state, "notes", panel("text").put("text", "see https://example.org/<b> on $host, javascript:alert(1)"));
        graph(state, "", panel("clock"));
        save("kinds", state);
        tab.open(at("?board=kinds"));
        assertDrawn();
        tab.until("document.querySelector('.panel h2').textContent === 'user of web02'");
        tab.until("document.querySelectorAll('.panel.list tr').length === 9");
        assertEquals("https://example.org/", tab.text("document.querySelector('.prose a').href"));
        assertEquals(1, tab.eval("document.querySelectorAll('.prose a').length").asInt());
        tab.until("document.querySelectorAll('.variables option').length === 9");
        tab.eval("document.querySelector('.variables select').value = 'web05';"
                + " document.querySelector('.variables select').dispatchEvent(new Event('change')); null");
        tab.until("document.querySelector('.panel h2').textContent === 'user of web05'");
        tab.until("document.querySelector('.names')?.textContent.includes('servers.web05.cpu.user')");
        assertEquals("web05", tab.text("document.querySelector('.variables select').value"));
        assertTrue(tab.text("location.search").contains("var.host=web05"));
        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "board.png"), tab.picture());
        tab.press("f");
        tab.until("document.querySelector('.wall') && !document.querySelector('header')");
        tab.until("document.querySelector('.panel .u-over')");
        Files.write(Path.of("target", "pictures", "wall.png"), tab.picture());
        tab.press("f");
        tab.until("document.querySelector('header')");
        tab.click(".panel h2 a");
        tab.until("new URLSearchParams(location.search).getAll('target').length === 2");
        assertSeries(2);
        assertNothingIsWrong();
    }

    @Test
    void boardsOfOthersAreTakenOverAsData() throws Exception {
        tab.open(at("?view=boards"));
        tab.until("document.querySelector('.new-board')");
        String tasseo = "// a comment\\nvar period = 10; var refresh = 5000; window.hit = 1;\\n"
                + "var metrics = [ {alias: 'users <b>', target: \\\"sumSeries(servers.*.cpu.user)\\\", warning: 20, critical: 10,"
                + " unit: '%', transform: function (x) { return [x, {a: 1}]; }}, {target: false},"
                + " {'target': 'servers.web01.cpu.idle', /* more */ scale: 1e-1,}, ];";
        tab.eval("document.querySelector('[name=name]').value = 'from tasseo';"
                + " document.querySelector('[name=source]').value = \"" + tasseo + "\"; null");
        tab.click(".new-board button");
        tab.until(PANELS + " === 2");
        assertDrawn();
        assertEquals("users <b>", tab.text("document.querySelector('.panel h2').textContent"));
        assertEquals("undefined", tab.text("typeof window.hit"));
        JsonNode kept = saved("from tasseo");
        assertEquals(5000, kept.at("/refreshConfig/interval").asInt());
        assertEquals("10", kept.at("/timeConfig/relativeStartQuantity").asText());
        assertEquals(10, kept.at("/graphs/0/1/panel/critical").asInt());
        assertEquals(0.1, kept.at("/graphs/1/1/panel/scale").asDouble());
        tab.click("nav a[href='./?view=boards']");
        tab.until("document.querySelector('.board-list a')");
        tab.eval(
                "document.querySelector('[name=name]').value = 'junk'; document.querySelector('[name=source]').value = '{\"a\":[]}'; null");
        tab.click(".new-board button:not([type])");
        tab.until("document.querySelector('.status.error')?.textContent.includes('neither a dashboard')");
        tab.click(".board-list button");
        tab.until("document.querySelector('.board-list span button')");
        tab.click(".board-list span button");
        tab.until("document.querySelector('.status.error')?.textContent.includes('ADMIN_TOKEN')");
        assertNotEquals(null, saved("from tasseo"));
        tab.until("document.querySelector('[name=token]')");
    }

    @Test
    void aBoardsNamesAndTextsAreText() throws Exception {
        String nasty = "\"><img src=x onerror=window.hit=1>";
        ObjectNode state = state();
        state.putArray("notes").add(nasty);
        state.putArray("variables").addObject().put("name", nasty).put("query", nasty);
        graph(state, nasty, panel("text").put("text", nasty));
        graph(
                state,
                nasty,
                panel("number").put("unit", nasty).put("warning", nasty),
                "alias(constantLine(5),'" + nasty + "')");
        graph(state, nasty, panel(nasty), "alias(constantLine(5),'" + nasty + "')");
        save(nasty, state);
        tab.open(at("?board=" + encoded(nasty) + "&var." + encoded(nasty) + "=" + encoded(nasty)));
        tab.until(PANELS + " === 3");
        assertDrawn();
        tab.press("e");
        tab.until("document.querySelector('.panel-edit')");
        tab.open(at("?view=boards"));
        tab.until("document.querySelector('.board-list a')?.textContent === " + BrowserTab.quoted(nasty));
        assertEquals("undefined", tab.text("typeof window.hit"));
        assertEquals(
                0,
                tab.eval("document.querySelectorAll('#page :is(img, svg, script, iframe)').length")
                        .asInt());
    }
}
