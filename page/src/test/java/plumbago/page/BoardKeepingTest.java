package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What is not lost of boards: changes that are not saved yet, and what others have written in them. */
class BoardKeepingTest extends BoardWalk {
    private void addAPanel() {
        tab.click(".board-edit > button");
    }

    @Test
    void whatIsChangedWhileItIsSavedIsNotLost() throws Exception {
        save("slow", state());
        tab.open(at("?board=slow"));
        tab.until("document.querySelector('.board-actions')");
        tab.press("e");
        tab.until("document.querySelector('.board-edit')");
        tab.eval("(() => { const ask = window.fetch; window.fetch = async (path, asked) => {"
                + " if (String(path).startsWith('dashboard/save')) { await new Promise((done) => { window.goOn = done; }); }"
                + " return ask(path, asked); }; })()");
        addAPanel();
        tab.until(PANELS + " === 1");
        tab.click(".board-actions button[title^=save]");
        tab.until("window.goOn");
        addAPanel();
        tab.until(PANELS + " === 2");
        tab.eval("window.goOn(); null");
        told("Saved.");
        assertEquals(2, tab.eval(PANELS).asInt());
        assertTrue(tab.text("document.title").startsWith("* slow"));
        assertEquals(1, saved("slow").get("graphs").size());
    }

    @Test
    void whoLeavesAChangedBoardFindsItAsItWas() throws Exception {
        save("one", state());
        save("two", state());
        tab.open(at("?board=one"));
        tab.until("document.querySelector('.board-actions')");
        tab.press("e");
        tab.until("document.querySelector('.board-edit')");
        addAPanel();
        tab.until(PANELS + " === 1");
        tab.click("nav a[href='./?view=boards']");
        tab.until("document.querySelectorAll('.board-list a').length === 2");
        tab.click(".board-list li:nth-child(2) a");
        tab.until("document.title.startsWith('two')");
        tab.until(PANELS + " === 0");
        tab.eval("history.go(-2)");
        tab.until("document.title.startsWith('* one')");
        assertEquals(1, tab.eval(PANELS).asInt());
    }

    @Test
    void whatIsOddStaysAndZoomingIsNotSaved() throws Exception {
        ObjectNode state = state();
        graph(state, "a", null, "servers.web01.cpu.user");
        ArrayNode graphs = (ArrayNode) state.get("graphs");
        graphs.add("odd").addObject().put("also", "odd");
        ((ArrayNode) graphs.get(0)).add("fourth");
        state.putObject("timeConfig")
                .put("type", "relative")
                .put("relativeStartUnits", "hours")
                .put("relativeStartQuantity", "6");
        save("odd", state);
        tab.open(at("?board=odd"));
        tab.until("location.search.includes('from=-6h')");
        tab.until(DRAWN);
        tab.press("[");
        tab.until("/from=\\d+/.test(location.search)");
        tab.press("s");
        told("Saved.");
        JsonNode kept = saved("odd");
        assertEquals("-6h", kept.at("/defaultGraphParams/from").asText());
        assertEquals("fourth", kept.at("/graphs/0/3").asText());
        assertEquals("odd", kept.at("/graphs/1").asText());
        assertEquals("odd", kept.at("/graphs/2/also").asText());
        tab.press("e");
        tab.click(".board-actions button[title^='begin']");
        tab.press("s");
        tab.until("!document.title.startsWith('*')");
        assertTrue(saved("odd").at("/defaultGraphParams/from").asText().matches("\\d+"));
    }

    @Test
    void datesOfGraphiteWebAreTheRange() throws Exception {
        ObjectNode state = state();
        graph(state, "a", null, "servers.web01.cpu.user");
        state.putObject("timeConfig")
                .put("type", "absolute")
                .put("startDate", "2026-11-20T00:00:00")
                .put("startTime", "9:30 AM")
                .put("endDate", "2026-11-21T00:00:00")
                .put("endTime", "6:00 PM");
        save("dates", state);
        tab.open(at("?board=dates"));
        tab.until("location.search.includes('from=')");
        String shown = "(name) => new Date(1000 * new URLSearchParams(location.search).get(name)).toLocaleString('sv')";
        assertEquals("2026-11-20 09:30:00", tab.text("(" + shown + ")('from')"));
        assertEquals("2026-11-21 18:00:00", tab.text("(" + shown + ")('until')"));
    }
}
