package plumbago.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the page costs, measured in the tests' browser and written to {@code target/figures.txt}; docs/performance.md has
 * them. Run alone: {@code ./mvnw test -pl page -am -Dtest=PageFigures -Dpage.figures=true}.
 */
@EnabledIfSystemProperty(named = "page.figures", matches = "true")
class PageFigures extends PageWalk {
    private static final int NAMES = 1_000_000;
    private static final int REPEATS = 15;
    private static final Path OUT = Path.of("target", "figures.txt");

    /** Notes the milliseconds from each letter to the first frame with what it finds. */
    private static final String WATCH_FINDER = """
            (() => {
              window.waits = [];
              let begun = 0;
              document.getElementById("find").addEventListener("input", () => { begun = performance.now(); }, { capture: true });
              const ask = window.fetch;
              window.fetch = async (...asked) => {
                const answer = await ask(...asked);
                const read = answer.json.bind(answer);
                answer.json = async () => {
                  const found = await read();
                  requestAnimationFrame(() => { window.waits.push(performance.now() - begun); window.shown = true; });
                  return found;
                };
                return answer;
              };
            })()""";

    private final StringBuilder figures = new StringBuilder();

    @AfterEach
    void write() throws IOException {
        String before = Files.exists(OUT) ? Files.readString(OUT) : "";
        Files.writeString(OUT, before + figures);
    }

    private void figure(String what, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String line = String.format(
                Locale.ROOT,
                "%s: %.1f ms (least %.1f, nine of ten below %.1f, %d times)%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[(int) Math.ceil(0.9 * sorted.length) - 1],
                sorted.length);
        System.out.print(line);
        figures.append(line);
    }

    /** Milliseconds of the page's main thread until now. */
    private double cpu() {
        for (JsonNode metric : tab.ask("Performance.getMetrics", Map.of()).get("metrics")) {
            if (metric.get("name").asText().equals("TaskDuration")) {
                return 1000 * metric.get("value").asDouble();
            }
        }
        throw new AssertionError("the browser does not tell what it works");
    }

    private void countCpu() {
        tab.ask("Performance.enable", Map.of("timeDomain", "threadTicks"));
    }

    /** From opening to the first graph, with nothing kept from before. */
    @Test
    void firstGraph() throws IOException {
        double[] waited = new double[REPEATS];
        double[] worked = new double[REPEATS];
        tab.ask("Network.setCacheDisabled", Map.of("cacheDisabled", true));
        for (int i = 0; i < REPEATS; i++) {
            tab.open("about:blank");
            countCpu();
            tab.open(at("?target=servers.web0*.cpu.user"));
            tab.until(DRAWN);
            waited[i] = tab.eval("performance.getEntriesByName('drawn')[0].startTime"
                            + " + performance.getEntriesByName('drawn')[0].duration")
                    .asDouble();
            worked[i] = cpu();
        }
        figure("from opening to the graph of 9 series of a day", waited);
        figure("the page's thread works for that", worked);
    }

    @Test
    void keysInTheFinder() {
        for (int i = 0; i < NAMES; i++) {
            index.add("fleet.host" + i / 100 + ".group" + i / 10 % 10 + ".metric" + i % 10);
        }
        tab.open(at(""));
        tab.until("document.querySelectorAll('[role=option]').length === 2");
        tab.eval(WATCH_FINDER);
        for (String words : List.of("host4711 metric7", "group3 9999", "metric1 host")) {
            tab.press("/");
            tab.eval("document.getElementById('find').select(); null");
            for (String letter : words.split("")) {
                tab.eval("window.shown = false; null");
                tab.type(letter);
                tab.until("window.shown");
            }
        }
        JsonNode waits = tab.eval("waits");
        figure(
                "from a key to names, of " + NAMES,
                IntStream.range(0, waits.size())
                        .mapToDouble(i -> waits.get(i).asDouble())
                        .toArray());
    }

    @Test
    void redrawing() {
        for (int i = 0; i < 100; i++) {
            index.add("many.m" + i);
        }
        tab.size(1600, 1000, false);
        for (Map.Entry<String, String> graph : Map.of(
                        "9 series of a day", "servers.web0*.cpu.user", "100 series of a day", "many.*")
                .entrySet()) {
            tab.open(at("?target=" + graph.getValue()));
            tab.until(DRAWN);
            countCpu();
            double[] worked = new double[REPEATS];
            double[] waited = new double[REPEATS];
            for (int i = 0; i < REPEATS; i++) {
                tab.eval("performance.clearMeasures(); null");
                double before = cpu();
                tab.press("r");
                tab.until(DRAWN);
                tab.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
                worked[i] = cpu() - before;
                waited[i] = tab.eval("performance.getEntriesByName('drawn')[0].duration")
                        .asDouble();
            }
            figure("asked for and drawn again, " + graph.getKey(), waited);
            figure("the page's thread works for that", worked);
        }
    }

    /** Fifty panels of four series over five hours, again and again. */
    @Test
    void aBoardOfFiftyPanels() {
        for (int i = 0; i < 200; i++) {
            index.add("board.p" + i / 4 + ".m" + i % 4);
        }
        StringBuilder graphs = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            graphs.append(i == 0 ? "" : ",").append("[[\"board.p").append(i).append(".*\"],{}]");
        }
        tab.open(at("version"));
        tab.eval("fetch('/dashboard/save/fifty', { method: 'POST', body: new URLSearchParams({ state: "
                + BrowserTab.quoted("{\"graphs\":[" + graphs + "]}") + " }) }).then((answer) => answer.status)");
        tab.open(at("?board=fifty&from=-5h"));
        tab.until(DRAWN);
        countCpu();
        double[] server = new double[REPEATS];
        double[] worked = new double[REPEATS];
        double[] waited = new double[REPEATS];
        for (int i = 0; i < REPEATS; i++) {
            tab.eval("performance.clearMeasures(); null");
            double before = cpu();
            double serverBefore = serverCpu();
            tab.press("r");
            tab.until(DRAWN);
            server[i] = serverCpu() - serverBefore;
            tab.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            worked[i] = cpu() - before;
            waited[i] = tab.eval("performance.getEntriesByName('drawn')[0].duration")
                    .asDouble();
        }
        figure("a board of 50 panels of 4 series of 5 hours, asked for and drawn again", waited);
        figure("the page's thread works for that", worked);
        figure("the server's process works for that", server);
        JsonNode size = tab.eval(
                "performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/render')).at(-1).transferSize");
        figures.append("the answer has ").append(size.asInt()).append(" bytes on the way\n");
    }

    /** Milliseconds that this process has worked, which the server is in. */
    private static double serverCpu() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e6;
    }
}
