package plumbago.web.render.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import plumbago.base.measure.WorkEndedException;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.StorageUnreachableException;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.series.Series;

/** Renders without HTTP, of series that are there for the asking. */
final class RenderServiceTest {
    private static final long NOW = 1_700_000_040;
    private static final RenderLimits WIDE =
            new RenderLimits(1000, 1_000_000, 1 << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));

    private final AtomicLong nanos = new AtomicLong();
    private int reads;

    private RenderService service(RenderLimits limits) {
        MetricIndex index = new MetricIndex();
        for (String name : List.of("a.one", "a.two", "a.broken", "long.one", "away.one")) {
            index.add(name);
        }
        return new RenderService(
                index,
                (metric, from, until, now) -> read(metric, until),
                new TagIndex(),
                new EventStore(),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC),
                nanos::get,
                ZoneOffset.UTC,
                limits);
    }

    private Optional<SeriesRange> read(String metric, long until) throws IOException {
        reads++;
        double[] values = metric.startsWith("long") ? new double[10_000] : new double[] {1, metric.length()};
        if (metric.equals("a.broken")) {
            throw new IOException("a.broken: no header");
        }
        if (metric.equals("away.one")) {
            throw new StorageUnreachableException("nobody is there", null);
        }
        return Optional.of(new SeriesRange(until - values.length * 60L, until, 60, values));
    }

    private static RenderRequest asks(String... targets) {
        return new RenderRequest(
                List.of(targets), NOW - 3600, NOW, NOW, ZoneOffset.UTC, 0, Map.of("which", "two"), false);
    }

    private static List<Series> render(RenderService service, RenderMemory.Share share, String... targets) {
        return service.begin(share, () -> false).evaluate(asks(targets));
    }

    private static void assertRefused(
            RefusedException.Reason reason, String message, RenderService service, String... targets) {
        RenderMemory.Share share = service.share();
        RefusedException refused = assertThrows(RefusedException.class, () -> render(service, share, targets));
        assertEquals(reason, refused.reason());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        share.end();
    }

    @Test
    void evaluatesTargetsInTheirOrder() {
        RenderService service = service(WIDE);
        RenderMemory.Share share = service.share();
        List<Series> series = render(service, share, "scale(a.two, 10)", "a.one", "template(a.$which)");
        assertEquals(
                List.of("scale(a.two,10)", "a.one", "a.two"),
                series.stream().map(Series::name).toList());
        assertEquals(50, series.get(0).values()[1]);
        assertEquals(NOW - 120, series.get(1).start());
        assertEquals(60, series.get(1).step());
        assertTrue(share.claimed() > 0);
        share.end();
        assertEquals(0, share.claimed());
    }

    @Test
    void reportsWhatItReadAndWhatItCouldNot() {
        RenderService service = service(WIDE);
        Render render = service.begin(service.share(), () -> false);
        assertEquals(2, render.evaluate(asks("a.*")).size());
        assertEquals(List.of("a.broken could not be read"), render.warnings());
        assertEquals(2, render.fetchedSeries());
        assertEquals(4, render.fetchedPoints());
        nanos.addAndGet(5);
        assertEquals(5, render.spentNanos());
    }

    /** An answer without it would say that there is nothing. */
    @Test
    void refusesWhatCannotBeReached() {
        assertRefused(RefusedException.Reason.UNREACHABLE, "nobody is there", service(WIDE), "a.*", "away.one");
    }

    @Test
    void refusesWhatMakesNoSense() {
        RenderService service = service(WIDE);
        assertRefused(RefusedException.Reason.INVALID, "(target: noSuch(a.one))", service, "noSuch(a.one)");
        assertRefused(RefusedException.Reason.INVALID, "(target: )a)", service, "a.one", ")a");
        assertEquals(0, reads);
        String many = "noSuch(" + "a".repeat(400) + ")";
        assertRefused(RefusedException.Reason.INVALID, "(target: " + many.substring(0, 300) + "…)", service, many);
    }

    @Test
    void refusesMoreThanARequestMayHave() {
        Duration time = Duration.ofSeconds(60);
        assertRefused(
                RefusedException.Reason.TOO_LARGE,
                "MAX_RENDER_SERIES",
                service(new RenderLimits(1, 1000, 1 << 20, time, time)),
                "a.one",
                "a.two");
        assertRefused(
                RefusedException.Reason.TOO_LARGE,
                "MAX_RENDER_POINTS",
                service(new RenderLimits(1000, 3, 1 << 20, time, time)),
                "a.one",
                "a.two");
        assertRefused(
                RefusedException.Reason.TOO_LARGE,
                "MAX_RENDER_BYTES",
                service(new RenderLimits(1000, 100_000, 100_000, time, time)),
                "long.one");
    }

    @Test
    void rendersShareTheMemory() {
        RenderService service =
                service(new RenderLimits(1000, 100_000, 200_000, Duration.ofSeconds(60), Duration.ofSeconds(60)));
        RenderMemory.Share first = service.share();
        assertEquals(1, render(service, first, "long.one").size());
        assertRefused(RefusedException.Reason.BUSY, "MAX_RENDER_BYTES", service, "long.one");
        first.end();
        assertEquals(1, render(service, service.share(), "long.one").size());
    }

    @Test
    void endsWhenItsTimeIsOver() {
        RenderService service = service(WIDE);
        Render render = service.begin(service.share(), () -> false);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        WorkEndedException ended = assertThrows(WorkEndedException.class, () -> render.evaluate(asks("a.one")));
        assertEquals(WorkEndedException.Reason.TIME_IS_OVER, ended.reason());
        assertTrue(ended.getMessage().contains("MAX_RENDER_TIME"), ended.getMessage());
        assertEquals(0, reads);
    }

    @Test
    void endsWhenNobodyWaits() {
        RenderService service = service(WIDE);
        Render render = service.begin(service.share(), () -> true);
        assertEquals(
                WorkEndedException.Reason.CLIENT_GONE,
                assertThrows(WorkEndedException.class, () -> render.evaluate(asks("a.one")))
                        .reason());
    }
}
