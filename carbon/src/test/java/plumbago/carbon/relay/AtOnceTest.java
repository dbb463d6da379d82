package plumbago.carbon.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AtOnceTest {
    /** Each waits until all have begun: with fewer threads than that it would never end. */
    @Test
    @Timeout(60)
    void doesAllAtTheSameTimeHoweverFewProcessorsThereAre() {
        int count = 100;
        CountDownLatch begun = new CountDownLatch(count);
        AtomicInteger done = new AtomicInteger();
        AtOnce.run(IntStream.range(0, count).mapToObj(i -> () -> {
            begun.countDown();
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.incrementAndGet();
        }));
        assertEquals(count, done.get());
    }

    @Test
    void whatFailsHindersNothingElse() {
        AtomicInteger done = new AtomicInteger();
        Runnable failing = () -> {
            throw new IllegalStateException("as it should");
        };
        assertThrows(
                CompletionException.class,
                () -> AtOnce.run(Stream.of(done::incrementAndGet, failing, done::incrementAndGet)));
        assertEquals(2, done.get());
    }
}
