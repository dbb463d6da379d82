package plumbago.statsd.proxy;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbago.base.config.SettingType;
import plumbago.base.python.PythonText;

/**
 * A StatsD that lines are passed on to.
 *
 * @param host its address or name, an address of IPv6 without brackets
 * @param port that it takes lines on over UDP
 * @param adminPort its management port, which is asked how it is
 */
record ProxyNode(String host, int port, int adminPort) {
    /** Nodes with commas between them. */
    static final SettingType<List<ProxyNode>> LIST = new SettingType<>(
            "nodes",
            "host:port:adminport of each StatsD, with commas between them, as in 127.0.0.1:8127:8128, [fd00::2]:8125:8126,"
                    + " each host:port once",
            ProxyNode::parseAll,
            all -> all.stream().map(ProxyNode::toString).collect(Collectors.joining(", ")));

    private static final int MOST_PORT = 65535;

    /** What the ring knows it by, as in the original; where its host and port are written alike it owns the same keys. */
    String id() {
        return host + ':' + port;
    }

    private static List<ProxyNode> parseAll(String text) {
        List<ProxyNode> nodes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String item : text.split(",", -1)) {
            String stripped = PythonText.strip(item);
            if (!stripped.isEmpty()) {
                ProxyNode node = parse(stripped);
                if (!ids.add(node.id())) {
                    throw new IllegalArgumentException(node.id() + " stands there twice");
                }
                nodes.add(node);
            }
        }
        return List.copyOf(nodes);
    }

    private static ProxyNode parse(String text) {
        int second = text.lastIndexOf(':');
        int first = second < 0 ? -1 : text.lastIndexOf(':', second - 1);
        if (first <= 0) {
            throw new IllegalArgumentException(text + " has not host, port and adminport");
        }
        return new ProxyNode(
                host(text.substring(0, first)),
                port(text.substring(first + 1, second)),
                port(text.substring(second + 1)));
    }

    private static String host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String address = text.substring(1, text.length() - 1);
            if (!NetUtil.isValidIpV6Address(address)) {
                throw new IllegalArgumentException(address + " is no address of IPv6");
            }
            return address;
        }
        if (text.chars().anyMatch(c -> PythonText.isSpace(c) || "[]:/".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(text + " is no host");
        }
        return text;
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(text + " is no port");
        }
        int port = Integer.parseInt(text);
        if (port == 0 || port > MOST_PORT) {
            throw new IllegalArgumentException(text + " is no port");
        }
        return port;
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port + ':' + adminPort;
    }
}
