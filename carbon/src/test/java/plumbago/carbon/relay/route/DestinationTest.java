package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @ValueSource(strings = {"host", "2004", "[::1]", "[12", "host:0", "host:65536", "host:-1", "[::1:2004"})
    void refusesWhatNobodyCanConnectTo(String text) {
        assertThrows(IllegalArgumentException.class, () -> Destination.parse(text));
    }

    @Test
    void hasANameInMetrics() {
        assertEquals("10_0_0_1:2004:None", Destination.parse("10.0.0.1:2004").metricPart());
        assertEquals("a_b:2004:x_y", Destination.parse("a.b:2004:x.y").metricPart());
        assertEquals("::1:2004:a", Destination.parse("[::1]:2004:a").metricPart());
    }

    @Test
    void tellsNoInstanceFromAnEmptyOne() {
        assertEquals("host:2004:", Destination.parse("host:2004:").toString());
        assertEquals("", Destination.parse("host:2004:").instance().orElseThrow());
    }
}
