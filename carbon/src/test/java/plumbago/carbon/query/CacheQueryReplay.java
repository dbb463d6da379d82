package plumbago.carbon.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.goldens.GoldenReplay;
import plumbago.carbon.point.TestBatch;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.MetricName;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.TestNames;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.Allocation;

/**
 * Replays requests on the query port. What waits in the queues, and what the files are like, is what the records' head
 * says: the same for all cases.
 */
public final class CacheQueryReplay implements GoldenReplay {
    private static final List<String> WAITING = List.of(
            "a.b 1 1500000000",
            "a.b 3 1500000120",
            "a.b 2 1500000060",
            "a.b 9 1500000000",
            "x.sum 5.5 1500000000",
            "tag.x;z=1;b=2 7 1500000000",
            "caf\u00e9 4 1500000000",
            "one.two.three -1e10 1500000000.5");

    private final PointCounters counters = new PointCounters();

    @Override
    public String file() {
        return "cache-query";
    }

    private static SeriesLayout layout(String metric) {
        boolean sum = metric.endsWith("sum");
        return new SeriesLayout(
                List.of(new Retention(60, 60)),
                sum ? 0f : 0.5f,
                sum ? AggregationMethod.SUM : AggregationMethod.AVERAGE);
    }

    private WriteQueues queues() {
        return new WriteQueues(
                1, new QueueLimits(Long.MAX_VALUE, Long.MAX_VALUE, false), 1, TestNames::judge, counters);
    }

    private static void accept(WriteQueues queues, String[] fields) {
        queues.intake().accept(TestBatch.of(fields[0], Double.parseDouble(fields[2]), Double.parseDouble(fields[1])));
    }

    @Override
    public void replay(JsonNode golden, Path workplace) throws Exception {
        WriteQueues queues = queues();
        Layouts layouts = CacheQueryReplay::layout;
        try (WhisperStorage storage = new WhisperStorage(
                workplace, layouts, new WhisperStorage.Options(Allocation.SPARSE, 10, true, false), counters)) {
            for (String line : WAITING) {
                String[] fields = line.split(" ");
                accept(queues, fields);
                storage.write(
                        MetricName.metricFor(fields[0]).orElseThrow(),
                        new long[] {60},
                        new double[] {1},
                        1,
                        60,
                        () -> true);
            }
            ask(golden, queues, storage);
        }
    }

    private void ask(JsonNode golden, WriteQueues queues, WhisperStorage storage) throws IOException {
        FastThreadLocal<CacheQueries> queries = new FastThreadLocal<>() {
            @Override
            protected CacheQueries initialValue() {
                return new CacheQueries(queues.reader(), new Metadata(storage), counters, false);
            }
        };
        EmbeddedChannel channel = new EmbeddedChannel(new QueryConnection(
                1 << 20,
                new UnfinishedQuota(1 << 20, FlowControl.NONE, System::nanoTime),
                queries,
                (asking, token) -> Optional.empty(),
                counters,
                new LogLimit(0, () -> 0)));
        for (JsonNode request : golden.get("requests_b64")) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.wrappedBuffer(Base64.getDecoder().decode(request.asText())));
            }
        }
        boolean open = channel.isOpen();
        for (JsonNode expected : golden.get("responses")) {
            if (expected.has("outcome")) {
                assertNull(channel.readOutbound(), "an answer");
                assertFalse(open, "the connection is closed");
            } else {
                ByteBuf answer = channel.readOutbound();
                assertEquals(answer.readInt(), answer.readableBytes());
                compare(expected.get("decoded"), PickledJson.read(ByteBufUtil.getBytes(answer)));
                answer.release();
            }
        }
        assertNull(channel.readOutbound(), "a further answer");
        channel.finishAndReleaseAll();
    }

    private static void compare(JsonNode expected, JsonNode answer) {
        if (expected.has("error_contains")) {
            String error = answer.path("error").asText();
            assertTrue(error.contains(expected.get("error_contains").asText()), error);
        } else {
            assertEquals(PickledJson.withDoubles(expected), answer);
        }
    }
}
