package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import plumbago.base.text.Bytes;

final class AnswerArraysTest {
    private final AnswerArrays arrays = new AnswerArrays();

    @Test
    void anArrayGivenBackServesTheNextAnswerThatFits() {
        Bytes first = arrays.take(100_000);
        byte[] array = first.ascii("left from before").array();
        arrays.giveBack(first);

        assertNotSame(array, arrays.take(200_000).array());
        Bytes next = arrays.take(70_000);
        assertSame(array, next.array());
        assertEquals(0, next.length());
        assertNotSame(array, arrays.take(70_000).array());
    }

    @Test
    void theShortestThatIsLongEnoughIsTaken() {
        Bytes large = arrays.take(4_000_000);
        Bytes small = arrays.take(100_000);
        arrays.giveBack(large);
        arrays.giveBack(small);
        assertSame(small.array(), arrays.take(100_000).array());
        assertSame(large.array(), arrays.take(100_000).array());
    }

    @Test
    void noMoreThanAFewAreKeptAndTheLongestOfThem() {
        Bytes[] answers = new Bytes[9];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = arrays.take(70_000 << (i % 5));
        }
        for (Bytes answer : answers) {
            arrays.giveBack(answer);
        }
        long kept = 0;
        for (int i = 0; i < answers.length; i++) {
            byte[] array = arrays.take(65_536).array();
            for (Bytes answer : answers) {
                kept += array == answer.array() ? array.length : 0;
            }
        }
        assertTrue(kept >= 4 << 20 && kept <= 16 << 20, kept + " bytes");
    }

    @Test
    void whatIsShortOrVeryLongIsNotKept() {
        for (int expected : new int[] {10, 5_000_000}) {
            Bytes answer = arrays.take(expected);
            arrays.giveBack(answer);
            assertNotSame(answer.array(), arrays.take(expected).array());
        }
    }
}
