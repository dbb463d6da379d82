package plumbago.statsd.proxy;

import static plumbago.base.config.SettingTypes.ADDRESS;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;

import java.util.List;
import plumbago.base.config.Section;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingGroup;
import plumbago.base.config.SettingTypes;

/** The cluster proxy's settings, under the names of the original's exampleProxyConfig.js. */
final class ProxySettings {
    static final SettingGroup GROUP = new SettingGroup("StatsD proxy", Section.own("statsd-proxy"));

    /** The original's names of what lines come in by. */
    static final String UDP = "./servers/udp";

    static final String TCP = "./servers/tcp";

    private static final String THIS_MACHINE = "127.0.0.1";

    static final Setting<List<ProxyNode>> NODES = GROUP.honoured(
            "nodes",
            ProxyNode.LIST,
            List.of(),
            "",
            "The StatsDs that lines are passed on to, each as `host:port:adminport`: an address of IPv6 in brackets, and"
                    + " `adminport` the management port, which is asked whether the node is up.");

    static final Setting<Integer> LINES_PORT = GROUP.honoured(
            "port", PORT, 0, "", "Port that the proxy takes lines on; 0 for no proxy. The original's is 8125.");

    static final Setting<String> HOST = GROUP.honoured(
            "host",
            ADDRESS,
            THIS_MACHINE,
            "",
            "Address that the proxy takes lines on. Whoever can send there can send to all nodes: `0.0.0.0` only where the"
                    + " network is closed.");

    static final Setting<Boolean> ADDRESS_IPV6 = GROUP.withoutMeaning(
            "address_ipv6",
            SWITCH,
            false,
            "Says that host is an address of IPv6.",
            "an address of IPv6 is known by itself, and nodes may have addresses of both kinds");

    static final Setting<String> UDP_VERSION = GROUP.withoutMeaning(
            "udp_version",
            TEXT,
            "udp4",
            "In the original's example, whose proxy does not read it.",
            "an address of IPv6 is known by itself");

    static final Setting<String> SERVER = GROUP.honoured(
            "server",
            SettingTypes.oneOf(UDP, TCP),
            UDP,
            "",
            "What lines come in by: datagrams, or connections. Nodes get datagrams either way.");

    static final Setting<Integer> MGMT_PORT = GROUP.honoured(
            "mgmt_port", PORT, 0, "", "Management port of the proxy; 0 for none. The original's is 8126.");

    static final Setting<String> MGMT_ADDRESS = GROUP.honoured(
            "mgmt_address",
            ADDRESS,
            THIS_MACHINE,
            "",
            "Address of the management port. Whoever can connect there can have the proxy say that it is down.");

    static final Setting<Integer> CHECK_INTERVAL = GROUP.honoured(
            "checkInterval",
            POSITIVE,
            10_000,
            "milliseconds",
            "Time between two questions whether a node is up, and the most that it may take to answer.");

    static final Setting<Integer> CACHE_SIZE = GROUP.honoured(
            "cacheSize", POSITIVE, 10_000, "", "For how many names the proxy keeps in mind which node they belong to.");

    static final Setting<Boolean> JOIN_LINES = GROUP.honoured(
            "joinLines",
            SWITCH,
            false,
            "",
            "Has lines of one packet that belong to one node share a datagram of 1432 bytes at most; otherwise, as with the"
                    + " original, each line is a datagram.");

    static final Setting<String> FORK_COUNT = GROUP.withoutMeaning(
            "forkCount", TEXT, "0", "How many processes the proxy has.", "the proxy is one thread of this process");

    static final Setting<String> HEALTH_STATUS = GROUP.withoutMeaning(
            "healthStatus",
            TEXT,
            "up",
            "What the proxy says of itself when it starts.",
            "the original never finds it in its file and says up; the command health down changes it");

    static {
        GROUP.replaces("ADDRESS", HOST);
    }

    private ProxySettings() {}
}
