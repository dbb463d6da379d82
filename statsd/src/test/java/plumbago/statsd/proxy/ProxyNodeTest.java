package plumbago.statsd.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyNodeTest {
    @Test
    void nodesAreWrittenWithCommas() {
        List<ProxyNode> nodes = ProxyNode.LIST.read("127.0.0.1:8127:8128, n2.example.com:8125:8126,[fd00::2]:1:65535,");
        assertEquals(
                List.of(
                        new ProxyNode("127.0.0.1", 8127, 8128),
                        new ProxyNode("n2.example.com", 8125, 8126),
                        new ProxyNode("fd00::2", 1, 65535)),
                nodes);
        assertEquals("fd00::2:1", nodes.get(2).id());
        assertEquals("127.0.0.1:8127:8128, n2.example.com:8125:8126, [fd00::2]:1:65535", ProxyNode.LIST.write(nodes));
        assertEquals(nodes, ProxyNode.LIST.read(ProxyNode.LIST.write(nodes)));
        assertEquals(List.of(), ProxyNode.LIST.read(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:1",
                ":1:2",
                "a:1:",
                "a:0:1",
                "a:1:65536",
                "a:+1:2",
                "a:1:2:3",
                "fd00::2:1:2",
                "[a]:1:2",
                "a b:1:2",
                "http://a:1:2",
                "a:1:2, a:1:3"
            })
    void whatIsNoNodeIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ProxyNode.LIST.read(text));
    }
}
