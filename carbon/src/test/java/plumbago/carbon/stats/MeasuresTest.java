package plumbago.carbon.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbago.base.measure.Measures;
import plumbago.base.measure.ProcessMeasures;
import plumbago.base.measure.PrometheusText;

class MeasuresTest {
    private long nanos;
    private long count = 5;
    private double seconds = 3;

    @Test
    void countsArePerIntervalAndMeansOnlyWhereThereIsSomething() {
        Measures measures = new Measures()
                .count("count", "", "", () -> count)
                .gauge("gauge", "", "", () -> count)
                .mean("mean", () -> seconds, () -> count)
                .rate("rate", () -> seconds)
                .count("", "only_for_prometheus", "", () -> 1);
        SelfMetrics metrics = new SelfMetrics(measures, () -> nanos);
        nanos = 2_000_000_000;
        assertEquals(Map.of("count", 5.0, "gauge", 5.0, "mean", 0.6, "rate", 1.5), metrics.take());
        nanos = 4_000_000_000L;
        assertEquals(Map.of("count", 0.0, "gauge", 5.0, "rate", 0.0), metrics.take());
        count = 7;
        seconds = 4;
        nanos = 6_000_000_000L;
        assertEquals(Map.of("count", 2.0, "gauge", 7.0, "mean", 0.5, "rate", 0.5), metrics.take());
    }

    @Test
    void prometheusGetsEachNameOnceWithItsTypeAndAllItsSeries() {
        Measures measures = new Measures()
                .count("a", "drops_total{reason=\"x\"}", "Drops.", () -> 1)
                .gauge("b", "size", "Size.", () -> 0.5)
                .count("c", "drops_total{reason=\"y\"}", "Drops.", () -> 2)
                .mean("d", () -> 1, () -> 1);
        assertEquals("""
                # HELP drops_total Drops.
                # TYPE drops_total counter
                drops_total{reason="x"} 1
                drops_total{reason="y"} 2
                # HELP size Size.
                # TYPE size gauge
                size 0.5
                """, PrometheusText.of(measures));
    }

    @Test
    void theAccountsCanBeMadeFromWhatIsReported() {
        PointCounters counters = new PointCounters();
        counters.received(10);
        counters.own(3);
        counters.dropped(DropReason.BLACKLISTED, 2);
        counters.dropped(DropReason.QUEUE_FULL, 1);
        counters.stored(7);
        Measures measures = new Measures();
        counters.register(measures);
        Map<String, Double> reported = new SelfMetrics(measures, () -> 0).take();
        assertEquals(5.0, reported.get("metricsReceived"), "as carbon counts");
        double dropped = 0;
        for (DropReason reason : DropReason.values()) {
            dropped += reported.get(reason.metric());
        }
        assertEquals(reported.get("pointsReceived"), reported.get("committedPoints") + dropped);
    }

    @Test
    void theProcessIsMeasured() {
        Measures measures = new Measures();
        ProcessMeasures.register(measures);
        Map<String, Double> reported = new SelfMetrics(measures, () -> nanos).take();
        assertTrue(reported.get("memUsage") > 1e6, reported.toString());
        assertTrue(reported.get("openDescriptors") > 2, reported.toString());
        assertTrue(reported.get("threads") >= 1, reported.toString());
    }

    @Test
    void whatTwoReportAlikeIsToldApartByALabel() {
        Measures relay = new Measures().count("a", "points_total", "Points.", () -> 1);
        relay.count("b", "dropped_total{reason=\"full\"}", "Dropped.", () -> 2).rate("c", () -> 3);
        Measures process = new Measures().count("a", "points_total", "Points.", () -> 5);
        relay.showIn(process, "daemon=\"relay\"");
        assertEquals("""
                # HELP points_total Points.
                # TYPE points_total counter
                points_total 5
                points_total{daemon="relay"} 1
                # HELP dropped_total Dropped.
                # TYPE dropped_total counter
                dropped_total{daemon="relay",reason="full"} 2
                """, PrometheusText.of(process));
        assertEquals(
                List.of("a", "", ""),
                process.all().stream().map(Measures.Measure::metric).toList());
    }
}
