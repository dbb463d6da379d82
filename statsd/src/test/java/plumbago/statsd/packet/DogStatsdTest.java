package plumbago.statsd.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

class DogStatsdTest {
    private final Metrics metrics = new Metrics(1000, 1000, 1000);
    private final List<String> events = new ArrayList<>();
    private final UnusualLines lines = new UnusualLines(
            metrics,
            new BadLines(() -> 0),
            true,
            new DogStatsd(
                    metrics,
                    (when, title, text, tags) -> events.add(
                            (when.isPresent() ? when.getAsLong() : "now") + " " + title + " / " + text + " " + tags)));

    @Test
    void eventsHaveTheirFields() {
        parse("_e{5,4}:title|text");
        parse("_e{8,0}:two\\nbig||k:a");
        parse("_e{6,10}:tïtle|two\\nlines|d:1700000000|h:web1|p:low|t:warning|k:key|s:src|#env:prod,blue");
        assertEquals(
                List.of(
                        "now title / text []",
                        "now two\nbig /  [aggregation_key:a]",
                        "1700000000 tïtle / two\nlines [host:web1, priority:low, alert_type:warning, aggregation_key:key,"
                                + " source:src, env:prod, blue]"),
                events);
        assertEquals(0, lines.takeBad());
    }

    @Test
    void aServiceCheckIsAGaugeAndAnEventWhenItChanges() {
        parse("_sc|app.up|0|#env:prod");
        parse("_sc|app.up|2|d:1700000000|h:web1|#env:prod|m:cannot | connect");
        parse("_sc|app.up|1|#env:prod");
        parse("_sc|app.up|1|#env:prod");
        assertEquals(
                List.of(
                        "1700000000 app.up is CRITICAL / cannot | connect [host:web1, env:prod, service_check]",
                        "now app.up is WARNING /  [env:prod, service_check]"),
                events);
        assertEquals(
                "{app.up;env=prod=1.0, app.up;host=web1;env=prod=2.0}",
                metrics.dump(MetricType.GAUGE).byName().toString());
    }

    @Test
    void clientsPutWhereTheyRunBehindAMessageAndEscapeIt() {
        parse("_sc|app.up|1|#env:prod|m:m\\: a | b\\nc|c:ci-0123abc|e:it-false|card:low");
        parse("_sc|app.up|2|m:|c:ci-0123abc");
        parse("_sc|app.up|3|m:none at e: all");
        assertEquals(
                List.of(
                        "now app.up is WARNING / m: a | b\nc [env:prod, service_check]",
                        "now app.up is CRITICAL /  [service_check]",
                        "now app.up is UNKNOWN / none at e: all [service_check]"),
                events);
    }

    @Test
    void distributionsAndHistogramsAreTimersAlsoPacked() {
        parse("size:1:2.5:3|d|@0.5|#a:b");
        parse("size:4|h|#a:b");
        parse("temperature:-4|h");
        assertEquals(
                "{size;a=b=[1.0, 2.5, 3.0, 4.0], temperature=[-4.0]}",
                metrics.dump(MetricType.TIMER).byName().toString());
    }

    @Test
    void fieldsOfContainersAndTimesAreLeftOut() {
        parse("a:1|c|#k:v|c:ci-0123abc");
        parse("a:1|c|c:in-4711");
        parse("a:1|c|@0.5|#k:v|T1700000000|c:ci-1|e:it-false|card:low");
        parse("a:1|c:2|c");
        assertEquals(
                "{a;k=v=3.0, a=4.0}", metrics.dump(MetricType.COUNTER).byName().toString());
        assertEquals(0, lines.takeBad());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_e{5,4}:titl|text",
                "_e{5,4}title|text",
                "_e{5}:title|text",
                "_e{-1,4}:|text",
                "_e{999999,999999}:a|b",
                "_e{5,4}:title|tex",
                "_e{}:",
                "_e{",
                "_e{1,1}:",
                "_e{5,4}:title|textx",
                "_sc|",
                "_sc|a",
                "_sc|a|",
                "_sc|a|4",
                "_sc|a|22",
                "_sc||1"
            })
    void whatIsNotWholeIsABadLine(String line) {
        parse(line);
        assertEquals(1, lines.takeBad());
        assertEquals(List.of(), events);
    }

    private void parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        lines.parse(bytes, 0, bytes.length);
    }
}
