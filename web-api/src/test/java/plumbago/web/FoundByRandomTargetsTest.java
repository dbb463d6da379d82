package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Targets that once were answered otherwise than by graphite-web 1.2.0-dev, with its answers. */
@Timeout(60)
class FoundByRandomTargetsTest {
    private record Found(String target, String from, String answer) {}

    private static final List<Found> FOUND = List.of(
            new Found("holtWintersAberration(nodes.node{1,20}.val,3,'7min','1d')", "-90s", """
                    holtWintersAberration(nodes.node1.val),1699999920,1700000040,60|0.2057658775527842,-0.5190128405025889
                    holtWintersAberration(nodes.node20.val),1699999920,1700000040,60|-0.1962223100262399,0.5276331765953657
                    """),
            new Found("holtWintersForecast(stacked(edge.step{30,60}),'-1min')", "-5min", """
                    holtWintersForecast(stacked(edge.step30)),1699999710,1700000010,30|29.030411994107848,27.55308438297796
                    holtWintersForecast(stacked(edge.step60)),1699999740,1700000040,60|45.041297115492505
                    """),
            new Found("stdev(identity('one'),3)", "-5min", """
                    stdev(one,3),1699999700,1700000000,60|0.0,30.0,48.98979485566357,48.98979485566357,48.98979485566357
                    """),
            new Found(
                    "asPercent(stacked(servers.{web-01,db_01}.disk.bytes_used),stacked(servers.{web-01,db_01}.disk.bytes_used))",
                    "-20s",
                    """
                    asPercent(stacked(servers.db_01.disk.bytes_used),stacked(servers.db_01.disk.bytes_used)),1699999990,1700000010,10|36.84094480744765,36.83895883593883
                    asPercent(stacked(servers.web-01.disk.bytes_used),stacked(servers.web-01.disk.bytes_used)),1699999990,1700000010,10|50.0,50.0
                    """),
            new Found("aggregate(mapSeries(servers.*.disk.bytes_used,1),'sum')", "-20s", """
                    sumSeries(servers.*.disk.bytes_used),1699999990,1700000010,10|1629325730.0,1628997278.0
                    """));

    @TempDir
    Path folder;

    @Test
    void areAnsweredAlike() throws Exception {
        ConformanceFixture.unpack(folder);
        HttpClient client = HttpClient.newHttpClient();
        try (WebServer server = FolderServer.of(folder, 0, Clock.systemUTC())) {
            server.start();
            for (Found found : FOUND) {
                URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?format=raw&now=1700000000&from="
                        + found.from() + "&target=" + URLEncoder.encode(found.target(), StandardCharsets.UTF_8));
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(found.answer(), answer.body(), found.target());
            }
        }
    }
}
