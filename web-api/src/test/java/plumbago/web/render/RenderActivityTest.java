package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.service.Render;
import plumbago.web.render.service.RenderLimits;
import plumbago.web.render.service.RenderService;

class RenderActivityTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_040), ZoneOffset.UTC);

    private final AtomicLong nanos = new AtomicLong();
    private final RenderActivity activity = new RenderActivity(CLOCK, Duration.ofMillis(500));
    private final RenderService service = new RenderService(
            new MetricIndex(),
            (metric, from, until, now) -> Optional.empty(),
            new TagIndex(),
            new EventStore(),
            CLOCK,
            nanos::get,
            ZoneOffset.UTC,
            RenderLimits.defaults());

    private RenderActivity.Running begin(String target) {
        Render render = service.begin(service.share(), () -> false);
        return activity.begin(render, 10, 20, List.of(target, "second\n"));
    }

    private static List<String> text(List<RenderActivity.Ended> renders) {
        List<String> text = new ArrayList<>();
        renders.forEach(one -> text.add(one.targets() + " " + one.spentMillis() + " " + one.outcome()));
        return text;
    }

    @Test
    void thoseThatRunAreThereUntilTheyEnd() {
        RenderActivity.Running first = begin("first");
        nanos.addAndGet(300_000_000);
        RenderActivity.Running other = begin("other");
        nanos.addAndGet(200_000_000);
        assertEquals(List.of("first & second  500 ", "other & second  200 "), text(activity.running()));
        assertEquals(2, activity.runningCount());
        activity.ended(other, "answered");
        activity.ended(first, "refused with 422");
        assertEquals(List.of(), activity.running());
        assertEquals(List.of("first & second  500 refused with 422"), text(activity.slow()));
        assertEquals(1, activity.slowCount());
        assertEquals(2, activity.begun());
        assertEquals(1_700_000_040_000L, activity.slow().get(0).sinceMillis());
    }

    @Test
    void onlyTheLastSlowOnesAreKeptAndLongTargetsAreCut() {
        for (int i = 0; i < RenderActivity.KEPT + 5; i++) {
            RenderActivity.Running one = begin(i + "x".repeat(10_000));
            nanos.addAndGet(500_000_000);
            activity.ended(one, "answered");
        }
        List<RenderActivity.Ended> slow = activity.slow();
        assertEquals(RenderActivity.KEPT, slow.size());
        assertTrue(slow.get(0).targets().startsWith("104x"), "the latest first");
        assertTrue(slow.get(0).targets().length() <= 2001);
        assertEquals(RenderActivity.KEPT + 5, activity.slowCount());
    }
}
