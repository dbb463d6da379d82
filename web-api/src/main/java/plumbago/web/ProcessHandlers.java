package plumbago.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.Measures;
import plumbago.base.measure.PrometheusText;
import plumbago.base.text.Bytes;

/** How the process is, for those who watch it: with or without series. Safe for many threads. */
final class ProcessHandlers {
    private final String version;
    private final Supplier<List<String>> problems;
    private final Supplier<OptionalInt> metrics;
    private volatile boolean ready;

    /**
     * @param version of Plumbago
     * @param problems what is wrong at the moment, a sentence each
     * @param metrics how many metrics are known; empty where none are kept
     */
    ProcessHandlers(String version, Supplier<List<String>> problems, Supplier<OptionalInt> metrics) {
        this.version = version;
        this.problems = problems;
        this.metrics = metrics;
    }

    /** Has {@code /health} and {@code /ready} answered. */
    void register(Router router) {
        router.on("GET", "/health", request -> health(), RouteTrait.QUICK);
        router.on(
                "GET",
                "/ready",
                request -> WebResponse.text(ready ? 200 : 503, ready ? "ready\n" : "not ready\n"),
                RouteTrait.QUICK);
    }

    /**
     * Has {@code GET /metrics} answered with what the process reports of itself, as Prometheus asks for it. The same path with
     * a query, or with a slash behind it, is Graphite's for finding metrics.
     */
    static void register(Router router, Measures measures) {
        router.onBare(
                "GET",
                "/metrics",
                request -> WebResponse.of(
                        200,
                        PrometheusText.CONTENT_TYPE,
                        PrometheusText.of(measures).getBytes(StandardCharsets.UTF_8)),
                RouteTrait.QUICK);
    }

    /** Whether {@code /ready} says yes. */
    void ready(boolean yes) {
        ready = yes;
    }

    /** The status is for machines, the sentences are for people. */
    private WebResponse health() {
        List<String> wrong = problems.get();
        Bytes out = new Bytes(256).ascii(wrong.isEmpty() ? "{\"status\": \"ok\"" : "{\"status\": \"failing\"");
        out.ascii(", \"version\": ").json(version);
        metrics.get().ifPresent(known -> out.ascii(", \"metrics\": ").number(known));
        out.ascii(", \"problems\": [");
        for (int i = 0; i < wrong.size(); i++) {
            out.ascii(i == 0 ? "" : ", ").json(wrong.get(i));
        }
        return WebResponse.of(wrong.isEmpty() ? 200 : 503, "application/json", out.ascii("]}"))
                .header("Cache-Control", "no-store");
    }
}
