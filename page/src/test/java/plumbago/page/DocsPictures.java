package plumbago.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the pictures of docs/page.md and docs/boards.md: {@code ./mvnw test -pl page -am -Dtest=DocsPictures
 * -Dsurefire.failIfNoSpecifiedTests=false -Dpage.pictures=true}.
 */
@EnabledIfSystemProperty(named = "page.pictures", matches = "true")
class DocsPictures extends PageWalk {
    private static final Path DOCS = Path.of("..", "docs", "page");

    private void take(String name) throws IOException {
        Files.createDirectories(DOCS);
        Files.write(DOCS.resolve(name), tab.picture());
    }

    private void begin(int height) {
        tab.size(1100, height, false);
    }

    @Test
    void aGraphWithHowItCameAbout() throws IOException {
        begin(1000);
        tab.open(at("?target=" + encoded("alias(averageSeries(servers.web0*.cpu.user),'all of them')")
                + "&target=servers.web03.cpu.user&compare=1d&explain=1"));
        tab.until("document.querySelectorAll('.legend tbody tr').length === 4");
        tab.press("/");
        tab.type("web03");
        tab.until("document.querySelector('#found-3')");
        take("graph.png");
    }

    @Test
    void aTargetThatIsWritten() throws IOException {
        begin(420);
        tab.open(at("?target=servers.web01.cpu.user"));
        assertSeries(1);
        tab.press("e");
        tab.eval("document.activeElement.select()");
        tab.type("movingAverage(servers.web01.cpu.user,");
        tab.until("document.querySelector('#proposals-0-3')");
        take("completion.png");
    }

    @Test
    void aBoard() throws IOException {
        begin(700);
        tab.open(at("version"));
        String board =
                "{\"variables\":[{\"name\":\"host\",\"query\":\"servers.*\",\"values\":[],\"value\":\"web02\"}],\"graphs\":["
                        + "[[\"servers.$host.cpu.*\"],{\"title\":\"CPU of $host\"}],"
                        + "[[\"averageSeries(servers.web0*.cpu.user)\"],{\"title\":\"all of them\",\"panel\":{\"type\":\"number\",\"warning\":90,\"critical\":95,\"unit\":\"%\"}}],"
                        + "[[\"servers.$host.cpu.user\"],{\"title\":\"user\",\"panel\":{\"type\":\"meter\",\"max\":120,\"unit\":\"%\"}}],"
                        + "[[\"sumSeries(servers.*.cpu.idle)\"],{\"title\":\"idle\"}],"
                        + "[[\"aliasByNode(servers.*.cpu.user,1)\"],{\"title\":\"by host\",\"panel\":{\"type\":\"list\",\"warning\":70,\"critical\":90}}],"
                        + "[[],{\"title\":\"who to call\",\"panel\":{\"type\":\"text\",\"text\":\"Team web, https://example.org/rota\"}}]]}";
        tab.eval("fetch('/dashboard/save/web', { method: 'POST', body: new URLSearchParams({ state: "
                + BrowserTab.quoted(board) + " }) }).then((answer) => answer.status)");
        tab.open(at("?board=web&from=-24h"));
        tab.until(DRAWN);
        tab.until("document.querySelectorAll('.panel .u-over').length === 2");
        take("board.png");
    }
}
