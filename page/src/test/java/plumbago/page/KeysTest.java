package plumbago.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single keys and small buttons do, and what is said when there is nothing to draw. */
class KeysTest extends PageWalk {
    private static final String ADDRESS = "new URLSearchParams(location.search)";

    @ParameterizedTest
    @CsvSource({"[, -36, -12", "], -12, 12"})
    void theRangeIsMovedAndStretched(String key, long from, long until) {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.press(key);
        tab.until("/from=\\d+&until=\\d+/.test(location.search)");
        assertEquals(from, Math.round(hours("from")), key);
        assertEquals(until, Math.round(hours("until")), key);
        tab.press("z");
        tab.until("location.search === '?target=servers.web01.cpu.user'");
        assertNothingIsWrong();
    }

    @ParameterizedTest
    @CsvSource({"+, -720min", "-, -2880min"})
    void whatEndsNowGoesOnToWhenItIsStretched(String key, String from) {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.press(key);
        tab.until(ADDRESS + ".get('from') === '" + from + "' && !" + ADDRESS + ".has('until')");
        tab.press("[");
        tab.until("/from=\\d+&until=\\d+/.test(location.search)");
        double length = hours("until") - hours("from");
        tab.press(key);
        tab.until(ADDRESS + ".get('from') !== null && Math.abs((" + ADDRESS + ".get('until') - " + ADDRESS
                + ".get('from')) / 3600 - " + length + ") > 1");
        assertNothingIsWrong();
    }

    /** Of a point each five minutes in slots of a minute none is on a line. */
    @Test
    void pointsThatStandAloneAreDrawn() {
        index.add("sparse");
        index.add("single");
        for (String name : new String[] {"sparse", "single"}) {
            tab.open(at("?target=" + encoded("color(" + name + ",'red')")));
            assertSeries(1);
            tab.until("document.querySelector('.chart canvas')");
            assertTrue(row(200, 0, 50) > 0, name);
        }
        // Of two minutes each the last begins after this range ends.
        tab.open(at("?target=" + encoded("color(single,'red')") + "&from=1699999140&until=1700085540"));
        assertSeries(1);
        tab.until("document.querySelector('.chart canvas')");
        assertTrue(row(200, 0, 50) > 0);
    }

    @Test
    void longNumbersAtTheAxisAreWhole() {
        tab.open(at("?target=" + encoded("scale(servers.web01.cpu.user,10000000)")));
        assertSeries(1);
        tab.until("document.querySelector('.u-axis')");
        assertTrue(tab.eval("document.querySelectorAll('.u-axis')[1].getBoundingClientRect().width > 90")
                .asBoolean());
    }

    private double hours(String name) {
        return tab.eval("(" + ADDRESS + ".get('" + name + "') - Date.now() / 1000) / 3600")
                .asDouble();
    }

    @Test
    void aLineIsShownAloneAndAllAgain() {
        tab.open(at("?target=servers.web0*.cpu.user"));
        assertSeries(9);
        tab.press("2");
        tab.until("document.querySelectorAll('.legend tr.off').length === 8");
        assertEquals("", tab.text("document.querySelectorAll('.legend tbody tr')[1].className"));
        tab.press("0");
        tab.until("document.querySelectorAll('.legend tr.off').length === 0");
        for (String sort : new String[] {"name", "cursor", "last", "min", "max", "avg", "change"}) {
            tab.press("l");
            tab.until(ADDRESS + ".get('sort') === '" + sort + "'");
        }
        tab.press("l");
        tab.until("!" + ADDRESS + ".has('sort')");
        assertNothingIsWrong();
    }

    @ParameterizedTest
    @CsvSource({"4, min", "5, max", "6, avg"})
    void theLegendIsInOrderOfWhatIsClicked(int column, String sort) {
        tab.open(at("?target=servers.web0*.cpu.user"));
        assertSeries(9);
        tab.click(".legend th:nth-child(" + column + ") button");
        tab.until(ADDRESS + ".get('sort') === '" + sort + "'");
        String values = "[...document.querySelectorAll('.legend tbody tr td:nth-child(" + column
                + ")')].map(one => Number(one.textContent))";
        assertTrue(
                tab.eval("(" + values + ").every((value, i, all) => i === 0 || value <= all[i - 1])")
                        .asBoolean(),
                tab.eval(values).toString());
        tab.click(".legend th:first-child button");
        tab.until("document.querySelector('.legend .name').textContent === 'servers.web01.cpu.user'");
    }

    @Test
    void theTimeIsTypedAndTheGraphIsDrawnAgainByItself() {
        tab.open(at("?target=servers.web01.cpu.user&refresh=1"));
        tab.until("performance.getEntriesByName('drawn').length >= 3");
        tab.press("R");
        tab.until("!" + ADDRESS + ".has('refresh')");
        tab.press("t");
        tab.until("document.activeElement.id === 'time' && getSelection().toString() === '-24h'");
        tab.type("-3h");
        tab.eval("performance.clearMeasures(); null");
        tab.press("Tab");
        tab.until(ADDRESS + ".get('from') === '-3h'");
        tab.until(DRAWN);
        tab.eval("document.activeElement.blur(); performance.clearMeasures(); null");
        tab.press("r");
        tab.until(DRAWN);
        assertNothingIsWrong();
    }

    @ParameterizedTest
    @CsvSource({
        "3, format=svg",
        "4, format=json",
        "5, format=csv",
        "6, curl '",
        "7, ![graph](",
        "8, '[{\"refId\":\"A\",\"target\":\"servers'"
    })
    void whatIsCopiedIsToldWhereItCannotBe(int place, String text) {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.eval("navigator.clipboard.writeText = () => Promise.reject(new Error('no')); null");
        tab.click(".menu summary");
        tab.click(".menu li:nth-child(" + place + ") button");
        tab.until("document.querySelector('.told').textContent.includes(" + BrowserTab.quoted(text) + ")");
        assertTrue(tab.text("document.querySelector('.told').textContent").contains("servers.web01.cpu.user"));
        tab.press("u");
        tab.until("document.querySelector('.told').textContent === location.href");
    }

    @Test
    void arrowsWalkOverThePoints() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.eval("document.querySelector('.chart').focus(); null");
        tab.press("ArrowLeft");
        tab.until("/^\\d/.test(document.querySelector('.legend td').textContent)");
        assertEquals(
                tab.text("document.querySelector('.legend td:nth-child(3)').textContent"),
                tab.text("document.querySelector('.legend td').textContent"),
                "the last point");
        tab.press("ArrowLeft");
        tab.until("document.querySelector('.chart').ariaLabel.includes(', at ')");
        assertNothingIsWrong();
    }

    @Test
    void theAxisOfTimeIsDragged() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        JsonNode axis = tab.eval(
                "(() => { const box = document.querySelector('.u-axis').getBoundingClientRect();"
                        + " return {x: box.x, y: box.y + box.height / 2, width: document.querySelector('.u-over').clientWidth}; })()");
        double x = axis.get("x").asDouble() + 100;
        double y = axis.get("y").asDouble();
        tab.drag(x, y, x + axis.get("width").asDouble() / 4, y);
        tab.until("/from=\\d+&until=\\d+/.test(location.search)");
        assertEquals(-30, hours("from"), 0.5);
        assertEquals(-6, hours("until"), 0.5);
        tab.until("performance.getEntriesByName('drawn').length === 2");
        assertNothingIsWrong();
    }

    /** The server has added up what is stacked: two lines lie where one of their sum does. */
    @Test
    void stackedLinesStandOnEachOtherAndTheSecondAxisIsDrawn() {
        tab.open(at("?target=" + encoded("stacked(color(constantLine(10),'red'))") + "&target="
                + encoded("stacked(color(constantLine(20),'blue'))") + "&target="
                + encoded("color(constantLine(30.4),'green')") + "&target="
                + encoded("color(constantLine(5),'black')")));
        assertSeries(4);
        assertEquals(2, tab.eval("document.querySelectorAll('.u-axis').length").asInt());
        tab.until("document.querySelector('.chart canvas')");
        int sum = row(0, 200, 0);
        assertTrue(sum > 0, "a green line");
        assertEquals(sum, row(100, 100, 255), 8);
        tab.eval("document.getElementById('add').focus(); null");
        tab.type("secondYAxis(servers.web01.cpu.user)");
        tab.press("Enter");
        assertSeries(5);
        assertEquals(3, tab.eval("document.querySelectorAll('.u-axis').length").asInt());
        assertNothingIsWrong();
    }

    /** The first row of the chart's picture that has a colour. */
    private int row(int red, int green, int blue) {
        return tab.eval("(() => { const canvas = document.querySelector('.chart canvas');"
                        + " const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
                        + " for (let i = 0; i < dots.length; i += 4) {"
                        + " if (Math.abs(dots[i] - " + red + ") < 40 && Math.abs(dots[i + 1] - " + green
                        + ") < 40 && Math.abs(dots[i + 2] - " + blue
                        + ") < 40 && dots[i + 3] > 150) return Math.floor(i / 4 / canvas.width); } return -1; })()")
                .asInt();
    }

    @Test
    void whoComparesSeesByHowMuchItChanged() {
        tab.open(at("?target=" + encoded("servers.web01.cpu.user") + "&compare=1d"));
        tab.until("document.querySelectorAll('.legend tbody tr').length === 2");
        tab.until("/%$/.test(document.querySelector('.legend tbody tr td:last-child').textContent)");
        assertEquals("", tab.text("document.querySelectorAll('.legend tbody tr')[1].lastElementChild.textContent"));
    }

    @Test
    void whoDrawsNothingIsToldWhyAndHowToGoOn() {
        tab.open(at("?target=servers.wbe01.cpu.user"));
        tab.until("document.querySelector('.nothing')?.textContent.includes('names no series')");
        tab.click(".nothing button");
        tab.until("document.getElementById('find').value === 'wbe01 cpu user'");
        assertEquals("find", tab.text("document.activeElement.id"));
    }

    @Test
    void whatCannotBeReadIsToldAndTheRestIsDrawn() {
        index.add("broken");
        tab.open(at("?target=broken&target=servers.web01.cpu.user"));
        assertSeries(1);
        assertTrue(tab.text("document.querySelector('.warning').textContent").contains("broken could not be read"));
    }

    @Test
    void theGraphStaysWhenTheServerIsAway() {
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.ask(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        tab.press("r");
        tab.until("document.querySelector('.status.error')?.textContent.startsWith('No answer since')");
        assertEquals(
                1,
                tab.eval("document.querySelectorAll('.legend tbody tr').length").asInt());
    }
}
