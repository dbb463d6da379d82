package plumbago.carbon.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbago.carbon.stats.Refusal;

/**
 * Spoiled lines, on connections and in datagrams: nothing is thrown, every line is counted once, and no memory is kept.
 * The usual build tries 200,000; {@code -Dplumbago.fuzz=50} tries 10 million.
 */
class LinesFuzzTest {
    private static final int LINES = 200_000;
    private static final int LINES_IN_CHUNK = 500;

    private static final List<byte[]> CORPUS = Stream.of(
                    "servers.web1.cpu.user 12.5 1500000000\n",
                    "a 1 1\n",
                    "some.metric;datacenter=dc1;host=web-01 -0.25 1500000060\n",
                    "some.metric{host=\"web\",dc=\"x\"} 1e3 1500000060.5\n",
                    "caf\u00e9.\u65e5\u672c.\ud83d\ude00 3 1500000000\r\n",
                    "  a.b\t  17 \u3000 -1  \n",
                    "a..b/../../c 1_000 inf\n",
                    "x nan 1500000000\n",
                    "x INFINITY 4294967296\n",
                    "exactly8 123456789012345678 1500000000\n",
                    "fifteen.letters 0.1234567890123456789 1500000000\n",
                    "no point at all\n",
                    "\n",
                    "n".repeat(600) + " 1 1\n",
                    "t;" + "k=v;".repeat(200) + "z=1 1 1\n")
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final FuzzQueues queues = new FuzzQueues();
    private final Intake intake = queues.intake();
    private final RejectedLines rejected = new RejectedLines(intake.counters(), intake.seconds());
    private final SplittableRandom random = new SplittableRandom(2003);
    private final Mutations mutations = new Mutations(random, CORPUS);

    private byte[] chunk() {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        for (int i = 0; i < LINES_IN_CHUNK; i++) {
            chunk.writeBytes(mutations.next());
        }
        if (random.nextInt(50) == 0) {
            chunk.writeBytes(
                    "z".repeat(random.nextInt(2 * LineParser.MAX_LINE_BYTES)).getBytes(StandardCharsets.UTF_8));
        }
        return chunk.toByteArray();
    }

    private static int newlines(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += b == '\n' ? 1 : 0;
        }
        return count;
    }

    private long counted() {
        return intake.counters().received()
                + intake.counters().notANumbers()
                + intake.counters().refusals(Refusal.LINE);
    }

    @Test
    void linesOnConnections() {
        LineBuffer buffer = new LineBuffer(intake.lineParser(rejected), rejected);
        UnfinishedLine unfinished = new UnfinishedLine(intake.quota().claim(Runnable::run, () -> {}));
        long lines = 0;
        long heap = 0;
        for (long tried = 0; tried < (long) LINES * FuzzQueues.factor(); tried += LINES_IN_CHUNK) {
            if (tried == LINES / 2) {
                heap = FuzzQueues.heapBytes();
            }
            byte[] chunk = chunk();
            lines += newlines(chunk);
            for (int at = 0; at < chunk.length; ) {
                int count = Math.min(chunk.length - at, 1 + random.nextInt(1 + random.nextInt(30_000)));
                buffer.accept(unfinished, Unpooled.wrappedBuffer(chunk, at, count), "fuzz");
                at += count;
            }
        }
        buffer.accept(unfinished, Unpooled.wrappedBuffer(new byte[] {'\n'}), "fuzz");
        unfinished.clear();
        assertEquals(lines + 1, counted());
        queues.assertBooksBalance();
        long growth = FuzzQueues.heapBytes() - heap;
        assertTrue(growth < 32 << 20, "the heap grew by " + growth);
        System.out.println("Fuzzing of lines: " + counted() + " lines, "
                + intake.counters().received() + " of them points, heap " + growth + " bytes");
    }

    @Test
    void linesInDatagrams() {
        DatagramLines datagrams = new DatagramLines(intake.lineParser(rejected));
        for (long tried = 0; tried < (long) LINES / 4 * FuzzQueues.factor(); tried += 5) {
            ByteArrayOutputStream datagram = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                datagram.writeBytes(mutations.next());
            }
            byte[] bytes = datagram.toByteArray();
            long before = counted();
            datagrams.accept(Unpooled.wrappedBuffer(bytes), "fuzz");
            assertTrue(counted() - before >= newlines(bytes));
        }
        queues.assertBooksBalance();
    }
}
