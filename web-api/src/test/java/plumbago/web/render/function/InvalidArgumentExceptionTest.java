package plumbago.web.render.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class InvalidArgumentExceptionTest {
    @Test
    void theInnermostFunctionIsNamedOnce() {
        InvalidArgumentException plain = new InvalidArgumentException("there is no such thing");
        InvalidArgumentException named = plain.in("scale");
        assertEquals("scale: there is no such thing", named.getMessage());
        assertSame(named, named.in("alias"));
    }

    @Test
    void aMessageThatBeginsWithTheFunctionStays() {
        InvalidArgumentException named = new InvalidArgumentException("scale needs a factor").in("scale");
        assertEquals("scale needs a factor", named.getMessage());
        assertSame(named, named.in("alias"));
    }
}
