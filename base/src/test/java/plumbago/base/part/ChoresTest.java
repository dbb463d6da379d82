package plumbago.base.part;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ChoresTest {
    @Test
    void aChoreThatFailsIsDoneAgainAndKeepsNoOtherFromItsTurn() throws Exception {
        CountDownLatch failures = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        try (Chores chores = new Chores()) {
            chores.every(1, () -> {
                failures.countDown();
                throw new IllegalStateException("on purpose");
            });
            failures.await();
            assertTrue(chores.execute(done::countDown));
            done.await();
        }
    }

    @Test
    void nothingIsBegunAfterTheEnd() {
        Chores chores = new Chores();
        chores.close();
        assertFalse(chores.execute(() -> {}));
    }
}
