package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import plumbago.base.net.FlowControl;
import plumbago.base.net.UnfinishedQuota;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.cache.WriteQueues;
import plumbago.carbon.point.NameHash;
import plumbago.carbon.point.PointBatch;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.TestNames;

/**
 * Where the points of fuzzing go: queues with a limit, and books that have to balance. How much is fuzzed is set by {@code
 * -Dplumbago.fuzz=N}: N times as much as in the usual build.
 */
public final class FuzzQueues {
    private static final int QUOTA_BYTES = 1 << 20;
    private static final long QUEUE_BYTES = 16 << 20;

    private final PointCounters counters = new PointCounters();
    private final UnfinishedQuota quota = new UnfinishedQuota(QUOTA_BYTES, FlowControl.NONE, System::nanoTime);
    private final WriteQueues queues;

    public FuzzQueues() {
        queues = new WriteQueues(2, new QueueLimits(Long.MAX_VALUE, QUEUE_BYTES, false), 1, TestNames::judge, counters);
    }

    /** How many times as much is fuzzed as in the usual build. */
    public static int factor() {
        return Integer.getInteger("plumbago.fuzz", 1);
    }

    public WriteQueues queues() {
        return queues;
    }

    public PointCounters counters() {
        return counters;
    }

    public Intake intake() {
        return new Intake(this::accept, FlowControl.NONE, counters, () -> 1_500_000_000L, quota);
    }

    private void accept(PointBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            int offset = batch.nameOffset(i);
            int length = batch.nameLength(i);
            assertTrue(offset >= 0 && length >= 0 && offset + length <= batch.bytes().length);
            assertEquals(NameHash.of(batch.bytes(), offset, length), batch.nameHash(i));
            assertTrue(!Double.isNaN(batch.value(i)));
        }
        queues.intake().accept(batch);
    }

    /** Fails unless every point is accounted for and nothing is kept of what did not come in whole. */
    void assertBooksBalance() {
        assertEquals(counters.received(), counters.stored() + queues.measures().queuedPoints() + counters.dropped());
        assertEquals(0, quota.taken(), "all of the quota has been given back");
        assertTrue(queues.measures().memoryBytes() <= QUEUE_BYTES + QUEUE_BYTES / 4, "the queues keep to their limit");
    }

    /** Bytes of the heap that are in use after a collection. */
    public static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The frames of records of what carbon was given, without their lengths. */
    public static List<byte[]> frames(String file, String member) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        try (InputStream in = FuzzQueues.class.getResourceAsStream("/goldens/carbon/" + file);
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            for (JsonNode golden : new ObjectMapper().readTree(plain).get("cases")) {
                for (JsonNode chunk : golden.get(member)) {
                    byte[] bytes = Base64.getDecoder().decode(chunk.asText());
                    if (bytes.length > 4 && bytes.length < 4096) {
                        frames.add(java.util.Arrays.copyOfRange(bytes, 4, bytes.length));
                    }
                }
            }
        }
        assertTrue(!frames.isEmpty(), file);
        return frames;
    }
}
