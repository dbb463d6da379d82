package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
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
@Timeout(600)
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
                    """),
            new Found("groupByTags(seriesByTag('name=disk.used','datacenter=dc2'),'sum','rack','rack')", "-20s", """
                    disk.used;rack=b1;rack=b1,1699999990,1700000010,10|207.047,206.922
                    """),
            new Found("sinFunction('wave',1,60)", "-2min&tz=Europe/Berlin", """
                    wave,1699999880,1700000000,60|0.6633080089258628,-0.859847119430012
                    """),
            new Found("timeFunction('t',60)", "-2min&tz=Australia/Sydney", """
                    t,1700035880,1700036000,60|1700035880.0,1700035940.0
                    """),
            new Found(
                    "verticalLine('1699999990')",
                    "-2min&format=csv",
                    ",2023-11-14 22:13:10,1.0\r\n,2023-11-14 22:13:11,1.0\r\n"),
            new Found("verticalLine('1699999990','now')", "-2min&tz=Asia/Kolkata", """
                    now,1700019790,1700019790,1|1.0,1.0
                    """),
            new Found("linearRegression(identity('x'))", "-2min&tz=Europe/Berlin", """
                    linearRegression(x, 1700003480, 1700003600),1699999880,1700000000,60|1699999880.0,1699999940.0
                    """),
            new Found("linearRegression(constantLine(5),'1700000000','1699999400')", "-2min", """
                    linearRegression(5.0, 1700000000, 1699999400),1699999880,1700000000,60|5.0,5.0,5.0
                    """),
            new Found("linearRegression(identity('x'),'1700000000','1699999400')", "-2min", ""),
            new Found("asPercent(edge.{gaps,ints},none,0)", "-20s&xFilesFactor=1", """
                    asPercent(edge.gaps,sumSeries(edge.{gaps,ints})),1699999990,1700000010,10|75.71282848399476,None
                    asPercent(edge.ints,sumSeries(edge.{gaps,ints})),1699999990,1700000010,10|24.287171516005245,100.0
                    """),
            new Found("hitcount(edge.enormous,'1min')", "-2min&format=json", """
                    [{"target": "hitcount(edge.enormous, \\"1min\\")", "tags": {"name": "edge.enormous", "hitcount": "1min"}, \
                    "datapoints": [[null, 1699999890], [null, 1699999950]]}]"""),
            new Found("reduceSeries(limit(edge.ints,0),'sumSeries',1,'ints')", "-2min", ""),
            new Found("averageSeries(edge.step5,edge.step7)", "-1min&format=rickshaw", """
                    [{"target": "averageSeries(edge.step5,edge.step7)", "datapoints": \
                    [{"x": 1699999945, "y": 6.4297571428571425}]}]"""),
            new Found("group(edge.ints,timeShift(edge.wrap,'15s'))", "-20s&format=dygraph", """
                    {"labels" : ["Time", "edge.ints", "timeShift(edge.wrap, \\"-15s\\")"], \
                    "data" : [[1699999990000, 5.0, 101.0], [1700000000000, 9.0, 110.0]]}"""),
            new Found("group(edge.step60,identity('x'))", "-2min&format=dygraph", """
                    {"labels" : ["Time", "edge.step60", "x"], \
                    "data" : [[1699999920000, 13.896, 1699999880], [1699999980000, 13.608, 1699999940]]}"""),
            new Found("limit(offsetToZero(areaBetween(edge.{negative,ratio})),1)", "-10s&format=json", """
                    [{"target": "offsetToZero(areaBetween(edge.{negative,ratio}))", "tags": {"name": "edge.ratio", \
                    "areaBetween": "1", "offsetToZero": "0.506"}, "datapoints": [[0.0, 1700000000]]}]"""),
            new Found(
                    "legendValue(aliasSub(timeSlice(edge.infinite,'1'),'.*','x'),'avg','max','multiply')",
                    "-2min",
                    """
                    xx (avg: nan) (max: inf) (multiply: -inf),1699999890,1700000010,10|4.0,5.0,1.0,inf,2.0,-inf,3.0,4.0,5.0,1.0,inf,2.0
                    """),
            new Found("legendValue(edge.gaps,'multiply')", "-20s", """
                    edge.gaps (multiply: None),1699999990,1700000010,10|15.587,None
                    """),
            new Found("aggregateLine(edge.infinite,'avg')", "-2min&format=json", """
                    [{"target": "aggregateLine(edge.infinite, nan)", "tags": {"name": "nan"}, "datapoints": \
                    [[null, 1699999880], [null, 1699999940], [null, 1700000000]]}]"""),
            new Found("diffSeries(holtWintersConfidenceBands(edge.step{7,5}))", "-4min", """
                    diffSeries(edge.step{7,5}),1700597605,1699999980,35|
                    """),
            new Found("timeShift(movingMax(edge.ints,'5min'),'+5min')", "-20s", ""));

    @TempDir
    Path folder;

    @Test
    void areAnsweredAlike() throws Exception {
        ConformanceFixture.unpack(folder);
        HttpClient client = HttpClient.newHttpClient();
        try (WebServer server = FolderServer.of(folder, 0, Clock.systemUTC())) {
            server.start();
            for (JsonNode request : ConformanceFixture.setUp()) {
                if (request.get("path").asText().equals("/tags/tagMultiSeries")) {
                    tag(client, server.port(), request.get("params"));
                }
            }
            for (Found found : FOUND) {
                URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?format=raw&now=1700000000&from="
                        + found.from() + "&target=" + URLEncoder.encode(found.target(), StandardCharsets.UTF_8));
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(found.answer(), answer.body(), found.target());
            }
        }
    }

    private static void tag(HttpClient client, int port, JsonNode names) throws Exception {
        StringBuilder form = new StringBuilder();
        names.forEach(pair ->
                form.append("&path=").append(URLEncoder.encode(pair.get(1).asText(), StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tags/tagMultiSeries"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.substring(1)))
                .build();
        assertEquals(
                200,
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
}
