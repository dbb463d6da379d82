package plumbago.carbon.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbago.carbon.receiver.FuzzQueues;
import plumbago.carbon.receiver.Mutations;

/**
 * Spoiled questions: nothing is thrown but the refusal, and every answer is a sound pickle. The usual build tries 4,000;
 * {@code -Dplumbago.fuzz=50} tries 200,000.
 */
class QueriesFuzzTest {
    private static final int QUESTIONS = 4_000;

    private final FuzzQueues queues = new FuzzQueues();

    @Test
    void questions() throws IOException {
        CacheQueries queries =
                new CacheQueries(queues.queues().reader(), new Metadata(new OneMethod()), queues.counters(), false);
        Mutations mutations =
                new Mutations(new SplittableRandom(7002), FuzzQueues.frames("cache-query.json", "requests_b64"));
        ByteBuf out = Unpooled.buffer();
        long answered = 0;
        long refused = 0;
        long total = (long) QUESTIONS * FuzzQueues.factor();
        long heap = 0;
        for (long i = 0; i < total; i++) {
            if (i == QUESTIONS / 2) {
                heap = FuzzQueues.heapBytes();
            }
            byte[] question = mutations.next();
            out.clear();
            try {
                queries.answer(question, question.length, out, "fuzz", token -> Optional.empty());
                assertTrue(PickledJson.read(ByteBufUtil.getBytes(out)).isObject());
                answered++;
            } catch (CacheQueries.BadQueryException e) {
                refused++;
            }
        }
        out.release();
        assertEquals(total, answered + refused);
        assertTrue(answered > total / 20 && refused > total / 20);
        long growth = FuzzQueues.heapBytes() - heap;
        assertTrue(growth < 32 << 20, "the heap grew by " + growth);
        System.out.println("Fuzzing of questions: " + total + " questions, " + refused + " of them refused, heap "
                + growth + " bytes");
    }
}
