package plumbago.statsd.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.base.net.ListenerOptions;
import plumbago.carbon.stats.PointCounters;

/** A proxy in front of nodes that are real sockets. */
@Timeout(60)
class ProxyTest {
    /** Also what a check may take, which on a busy machine has to be enough for nodes that are up. */
    private static final Duration OFTEN = Duration.ofSeconds(1);

    private static final Duration ONCE = Duration.ofHours(1);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(HERE, 0);

    private final List<TestNode> nodes = new ArrayList<>();
    private final AtomicLong millis = new AtomicLong(1_700_000_000_400L);
    private DatagramSocket sender;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        sender = new DatagramSocket();
    }

    @AfterEach
    void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        sender.close();
        for (TestNode node : nodes) {
            node.close();
        }
    }

    private List<ProxyNode> nodes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nodes.add(new TestNode(HERE));
        }
        return nodes.stream().map(TestNode::node).toList();
    }

    private void start(List<ProxyNode> of, Duration interval, boolean joinLines) throws IOException {
        proxy = new Proxy(new Proxy.Options(of, interval, 1000, joinLines), new PointCounters(), () -> 0);
    }

    private void startUdp(List<ProxyNode> of, Duration interval, boolean joinLines) throws IOException {
        start(of, interval, joinLines);
        proxy.listenUdp(ANY_PORT);
    }

    private void send(String packet) throws IOException {
        byte[] bytes = packet.getBytes(ISO_8859_1);
        sender.send(new DatagramPacket(bytes, bytes.length, HERE, proxy.port()));
    }

    private TestNode owner(String key) {
        byte[] bytes = key.getBytes(US_ASCII);
        ProxyNode owner = proxy.cluster().node(bytes, 0, bytes.length).orElseThrow();
        return nodes.stream()
                .filter(node -> node.node().equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private void awaitMembers(int count) {
        while (proxy.cluster().members().size() != count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void eachLineIsADatagramForTheNodeOfItsKey() throws Exception {
        startUdp(nodes(3), ONCE, false);
        StringBuilder packet = new StringBuilder();
        Map<TestNode, List<String>> expected = new TreeMap<>((a, b) -> nodes.indexOf(a) - nodes.indexOf(b));
        for (int i = 0; i < 60; i++) {
            String line = "servers.web" + i + ".requests:" + i + "|c";
            packet.append(line).append(i % 7 == 0 ? "\n\n" : "\n");
            expected.computeIfAbsent(owner("servers.web" + i + ".requests"), key -> new ArrayList<>())
                    .add(line);
        }
        send(packet.toString());
        send("single:1|c");
        expected.get(owner("single")).add("single:1|c");
        assertEquals(3, expected.size());
        for (Map.Entry<TestNode, List<String>> entry : expected.entrySet()) {
            List<String> got = new ArrayList<>();
            while (got.size() < entry.getValue().size()) {
                got.add(entry.getKey().take());
            }
            assertEquals(entry.getValue(), got);
        }
        ProxyCounters counters = proxy.counters();
        while (nodes.stream().mapToLong(node -> counters.passedOn(node.node())).sum() < 61) {
            Thread.onSpinWait();
        }
    }

    @Test
    void linesOfANodeMayShareADatagram() throws Exception {
        startUdp(nodes(1), ONCE, true);
        send("a:1|c\n\nb:2|c\n" + "x".repeat(LineForwarder.JOINED_BYTES - 12) + "\nc:3|c\n" + "y".repeat(2000)
                + "\nd:4|c");
        TestNode node = nodes.get(0);
        assertEquals("a:1|c\nb:2|c\n" + "x".repeat(LineForwarder.JOINED_BYTES - 12), node.take());
        assertEquals("c:3|c", node.take());
        assertEquals("y".repeat(2000), node.take());
        assertEquals("d:4|c", node.take());
    }

    @ParameterizedTest
    @EnumSource(
            value = TestNode.Health.class,
            names = {"DOWN", "CLOSES", "HANGS", "REFUSES"})
    void aNodeThatIsDownLosesItsKeysUntilItComesBack(TestNode.Health health) throws Exception {
        startUdp(nodes(3), OFTEN, false);
        TestNode away = owner("gorets");
        Map<String, TestNode> before = owners();
        away.is(health);
        awaitMembers(2);
        Map<String, TestNode> without = owners();
        before.forEach((key, node) -> assertTrue(without.get(key) == node || node == away, key));
        send("gorets:1|c");
        assertEquals("gorets:1|c", owner("gorets").take());
        away.is(TestNode.Health.SLOWLY_UP);
        awaitMembers(3);
        assertEquals(before, owners());
        send("gorets:2|c");
        assertEquals("gorets:2|c", away.take());
        for (TestNode node : nodes) {
            assertEquals(List.of(), node.taken());
        }
    }

    private Map<String, TestNode> owners() {
        Map<String, TestNode> owners = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            owners.put("k" + i, owner("k" + i));
        }
        return owners;
    }

    @Test
    void withoutANodeLinesAreDroppedAndCounted() throws Exception {
        List<ProxyNode> all = nodes(2);
        nodes.get(0).is(TestNode.Health.DOWN);
        nodes.get(1).is(TestNode.Health.DOWN);
        startUdp(all, OFTEN, false);
        awaitMembers(0);
        send("a:1|c\nb:1|c\n");
        while (proxy.counters().dropped(ProxyDrop.NO_NODE) < 2) {
            Thread.onSpinWait();
        }
        nodes.get(1).is(TestNode.Health.UP);
        awaitMembers(1);
        send("a:2|c");
        assertEquals("a:2|c", nodes.get(1).take());
    }

    @Test
    void aNodeMayHaveANameAndAnAddressOfIpv6() throws Exception {
        InetAddress six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(six, 0))) {
            assertTrue(probe.isBound());
        } catch (IOException e) {
            abort("this machine has no IPv6");
        }
        nodes.add(new TestNode(six));
        nodes.add(new TestNode(HERE));
        ProxyNode named = nodes.get(1).node();
        ProxyNode unknown = new ProxyNode("no-such-host.invalid", 1, 1);
        start(
                List.of(nodes.get(0).node(), new ProxyNode("localhost", named.port(), named.adminPort()), unknown),
                ONCE,
                false);
        proxy.listenUdp(ANY_PORT);
        awaitMembers(2);
        while (nodes.get(0).asked() == 0 || nodes.get(1).asked() == 0) {
            Thread.onSpinWait();
        }
        StringBuilder packet = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            packet.append("k").append(i).append(":1|c\n");
        }
        send(packet.toString());
        assertTrue(nodes.get(0).take().startsWith("k"));
        assertTrue(nodes.get(1).take().startsWith("k"));
    }

    @Test
    void linesOverTcpCountWhenTheyAreWhole() throws Exception {
        start(nodes(1), ONCE, false);
        proxy.listenTcp(ANY_PORT, ListenerOptions.open());
        TestNode node = nodes.get(0);
        try (Socket socket = new Socket(HERE, proxy.port())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write("a:1|c\nb:".getBytes(US_ASCII));
            assertEquals("a:1|c", node.take());
            socket.getOutputStream().write("2|c\n\u00e3:3|c\n".getBytes(ISO_8859_1));
            assertEquals("b:2|c", node.take());
            // As the original, which reads ASCII of 7 bits.
            assertEquals("c:3|c", node.take());
            socket.getOutputStream().write("x".repeat(200_000).getBytes(US_ASCII));
            while (proxy.counters().dropped(ProxyDrop.TOO_LONG) < 1) {
                Thread.onSpinWait();
            }
            socket.getOutputStream().write("yy\nd:4|c\nlost:1|c".getBytes(US_ASCII));
            assertEquals("d:4|c", node.take());
        }
        try (Socket socket = new Socket(HERE, proxy.port())) {
            socket.getOutputStream().write("e:5|c\n".getBytes(US_ASCII));
            assertEquals("e:5|c", node.take());
        }
        assertEquals(1, proxy.counters().dropped(ProxyDrop.TOO_LONG));
    }

    private String command(String text) throws IOException {
        try (Socket socket = new Socket(HERE, proxy.managementPort())) {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void answersOnItsManagementPortAsTheOriginal() throws Exception {
        List<ProxyNode> all = nodes(2);
        startUdp(all, OFTEN, false);
        proxy.listenForCommands(ANY_PORT, new ProxyCommands(proxy.cluster(), "\nport: 8125\n", millis::get));
        assertEquals("Commands: config, health, status, quit\n\n", command("help\r\n"));
        assertEquals("\nport: 8125\n", command("config"));
        assertEquals("health: up\n", command("health\r\n"));
        assertEquals("health: down\n", command("health DOWN"));
        assertEquals("health: down\n", command("health sideways"));
        assertEquals("health: down\n", command("health  up"));
        assertEquals("health: up\n", command("health up now"));
        assertEquals("ERROR\n", command("stats"));
        assertEquals("ERROR\n", command("help\nhelp"));
        assertEquals("ERROR\n", command("\n"));
        assertEquals("", command("quit"));
        millis.addAndGet(61_200);
        assertEquals("uptime: 62\nnodes: " + all.get(0).id() + " " + all.get(1).id() + " \n", command("status"));
        nodes.get(0).is(TestNode.Health.DOWN);
        awaitMembers(1);
        nodes.get(0).is(TestNode.Health.UP);
        awaitMembers(2);
        assertEquals("uptime: 62\nnodes: " + all.get(1).id() + " " + all.get(0).id() + " \n", command("status"));
        nodes.get(0).is(TestNode.Health.DOWN);
        nodes.get(1).is(TestNode.Health.DOWN);
        awaitMembers(0);
        assertEquals("uptime: 62\nnodes: \n", command("status"));
    }
}
