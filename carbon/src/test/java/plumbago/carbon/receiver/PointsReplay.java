package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.TestNames;

/**
 * Replays bytes that came in by a listener, and compares the points.
 *
 * <p>Fractions of seconds are cut off here, as points are kept by whole seconds. Where an error that carbon does not
 * expect ends the connection, or loses the rest of a datagram, only what is wrong is refused here: the points before it
 * have to be the same, and more may follow.
 */
abstract class PointsReplay implements GoldenReplay {
    /** Some time in the minute that the recordings' clock showed. */
    private static final long NOW = 1_500_000_030L;

    /** What a replay has done with the bytes. */
    record Played(List<Point> points, PointCounters counters, boolean open) {}

    record Point(String metric, long timestamp, double value) {}

    /** Gives the listener one chunk after the other; returns whether the connection, if there is one, is still open. */
    abstract boolean play(List<byte[]> chunks, JsonNode settings, Intake intake);

    @Override
    public void replay(JsonNode golden, Path workplace) {
        Played played = play(golden);
        JsonNode expected = golden.get("expect");
        List<Point> points = new ArrayList<>();
        expected.get("points").forEach(point -> points.add(point(point)));
        long refused = refused(played.counters());
        if (expected.path("refuse").asBoolean()) {
            assertEquals(points, played.points());
            assertTrue(refused > 0, "refused something");
        } else if (expected.has("exception")
                || (expected.path("closes_connection").asBoolean() && played.open())) {
            assertEquals(
                    points,
                    played.points()
                            .subList(0, Math.min(points.size(), played.points().size())));
            assertTrue(refused > 0, "refused something");
        } else {
            assertEquals(points, played.points());
            if (expected.path("closes_connection").asBoolean()) {
                assertFalse(played.open(), "the connection is closed");
            } else {
                assertEquals(expected.get("rejected_count").asLong(), refused, "refused");
            }
        }
        expected.get("points").forEach(PointsReplay::compareStored);
    }

    private Played play(JsonNode golden) {
        List<Point> points = new ArrayList<>();
        PointCounters counters = new PointCounters();
        long resolution =
                golden.path("settings").path("MIN_TIMESTAMP_RESOLUTION").asLong(1);
        WriteQueues queues = queues(resolution);
        Intake intake = new Intake(
                batch -> {
                    accept(batch, points);
                    queues.intake().accept(batch);
                },
                FlowControl.NONE,
                counters,
                () -> NOW,
                new UnfinishedQuota(1 << 20, FlowControl.NONE, System::nanoTime));
        List<byte[]> chunks = new ArrayList<>();
        golden.get("chunks_b64").forEach(chunk -> chunks.add(Base64.getDecoder().decode(chunk.asText())));
        boolean open = play(chunks, golden.path("settings"), intake);
        if (resolution > 1) {
            points.replaceAll(point -> queued(queues, point, resolution));
        }
        return new Played(points, counters, open);
    }

    private static WriteQueues queues(long resolution) {
        return new WriteQueues(
                1,
                new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, false),
                (int) Math.max(1, resolution),
                TestNames::judge,
                new PointCounters());
    }

    private static void accept(PointBatch batch, List<Point> into) {
        for (int i = 0; i < batch.size(); i++) {
            into.add(new Point(batch.name(i), batch.timestamp(i), batch.value(i)));
        }
    }

    /** The point as it waits in the queues, which apply the resolution. */
    private static Point queued(WriteQueues queues, Point point, long resolution) {
        QueuedPoints waiting = new QueuedPoints();
        queues.reader().peek(point.metric(), waiting);
        for (int i = 0; i < waiting.size(); i++) {
            long later = point.timestamp() - waiting.timestamps()[i];
            if (later >= 0 && later < resolution && waiting.values()[i] == point.value()) {
                return new Point(point.metric(), waiting.timestamps()[i], point.value());
            }
        }
        throw new AssertionError(point + " does not wait");
    }

    private static Point point(JsonNode point) {
        JsonNode timestamp = point.get("timestamp");
        long seconds = timestamp.asText().equals("now") ? NOW : (long) timestamp.asDouble();
        JsonNode value = point.get("value");
        return new Point(
                point.get("metric").asText(),
                seconds,
                value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble());
    }

    /** The name that carbon stores under means the same metric here as the name that was sent. */
    private static void compareStored(JsonNode point) {
        assertEquals(
                MetricName.metricFor(point.get("stored_as").asText()),
                MetricName.metricFor(point.get("metric").asText()));
    }

    static long refused(PointCounters counters) {
        return counters.refusals(Refusal.LINE) + counters.refusals(Refusal.FRAME) + counters.refusals(Refusal.POINT);
    }
}
