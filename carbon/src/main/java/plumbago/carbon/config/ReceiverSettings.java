package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.CACHE;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingTypes.ADDRESS;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIMIT;
import static plumbago.base.config.SettingTypes.NETWORKS;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.POSITIVE;
import static plumbago.base.config.SettingTypes.SECONDS_OR_NONE;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;

import java.time.Duration;
import java.util.List;
import plumbago.base.config.Network;
import plumbago.base.config.Setting;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** The listeners that points come in by, and what is asked of a point there. */
public final class ReceiverSettings {
    private static final String EVERY_ADDRESS = "0.0.0.0";
    private static final SettingGroup ALL = new SettingGroup("Receivers", CACHE, RELAY, AGGREGATOR);
    static final List<SettingGroup> GROUPS = List.of(ALL);

    public static final Setting<String> LINE_RECEIVER_INTERFACE = ALL.honoured(
            "LINE_RECEIVER_INTERFACE", ADDRESS, EVERY_ADDRESS, "", "Address of the plaintext listener over TCP.");

    public static final Setting<Integer> LINE_RECEIVER_PORT = ALL.honoured(
            "LINE_RECEIVER_PORT", PORT, port(2003), "", "Port of the plaintext listener over TCP; 0 keeps it shut.");

    public static final Setting<Boolean> ENABLE_UDP_LISTENER =
            ALL.honoured("ENABLE_UDP_LISTENER", SWITCH, false, "", "Opens the plaintext listener over UDP.");

    public static final Setting<String> UDP_RECEIVER_INTERFACE = ALL.honoured(
            "UDP_RECEIVER_INTERFACE", ADDRESS, EVERY_ADDRESS, "", "Address of the plaintext listener over UDP.");

    public static final Setting<Integer> UDP_RECEIVER_PORT = ALL.honoured(
            "UDP_RECEIVER_PORT", PORT, port(2003), "", "Port of the plaintext listener over UDP; 0 keeps it shut.");

    public static final Setting<String> PICKLE_RECEIVER_INTERFACE =
            ALL.honoured("PICKLE_RECEIVER_INTERFACE", ADDRESS, EVERY_ADDRESS, "", "Address of the pickle listener.");

    public static final Setting<Integer> PICKLE_RECEIVER_PORT =
            ALL.honoured("PICKLE_RECEIVER_PORT", PORT, port(2004), "", "Port of the pickle listener; 0 keeps it shut.");

    public static final Setting<Integer> PICKLE_RECEIVER_MAX_LENGTH = ALL.honoured(
            "PICKLE_RECEIVER_MAX_LENGTH",
            POSITIVE,
            1 << 20,
            "bytes",
            "Longest frame that the pickle listener takes; a longer one ends the connection.");

    public static final Setting<Boolean> USE_INSECURE_UNPICKLER = ALL.withoutMeaning(
            "USE_INSECURE_UNPICKLER",
            SWITCH,
            false,
            "Lets a sender have any object built, and so any code run.",
            "pickles are read for plain data only, and nothing can make them run code");

    public static final Setting<String> PROTOBUF_RECEIVER_INTERFACE = ALL.honoured(
            "PROTOBUF_RECEIVER_INTERFACE",
            ADDRESS,
            SettingDefault.ours(EVERY_ADDRESS, ADDRESS, "none", "the other listeners have the same"),
            "",
            "Address of the protobuf listener.");

    public static final Setting<Integer> PROTOBUF_RECEIVER_PORT = ALL.honoured(
            "PROTOBUF_RECEIVER_PORT",
            PORT,
            SettingDefault.ours(0, PORT, "none", "0 says the same"),
            "",
            "Port of the protobuf listener, commonly 2005; 0 keeps it shut.");

    public static final Setting<Double> MAX_RECEIVER_CONNECTIONS = ALL.honoured(
            "MAX_RECEIVER_CONNECTIONS",
            LIMIT,
            Double.POSITIVE_INFINITY,
            "connections",
            "Most senders connected at once, all TCP listeners together; more are not let in until one leaves.");

    public static final Setting<Duration> METRIC_CLIENT_IDLE_TIMEOUT = ALL.honoured(
            "METRIC_CLIENT_IDLE_TIMEOUT",
            SECONDS_OR_NONE,
            Duration.ZERO,
            "seconds",
            "A sender who sent no point for so long is disconnected; None or 0 lets everybody stay.");

    public static final Setting<Boolean> USE_FLOW_CONTROL = ALL.honoured(
            "USE_FLOW_CONTROL",
            SWITCH,
            true,
            "",
            "Whether nothing more is read from the senders while the queues are full, so that they have to wait;"
                    + " otherwise points above the limit are dropped and counted.");

    public static final Setting<Integer> MIN_TIMESTAMP_RESOLUTION = ALL.honoured(
            "MIN_TIMESTAMP_RESOLUTION",
            COUNT,
            SettingDefault.ours(
                    1, COUNT, "0", "points are kept by whole seconds in any case; carbon's example says 1 too"),
            "seconds",
            "Timestamps are cut to multiples of it when a point comes in; 0 does the same as 1.");

    public static final Setting<Boolean> ACCEPT_MILLISECONDS = ALL.honoured(
            "ACCEPT_MILLISECONDS",
            SWITCH,
            false,
            "",
            "Takes timestamps in milliseconds too, by any of the listeners: what is 100000000000 or more is divided by 1000."
                    + " Otherwise such points are dropped, with a line in the log. (Plumbago's own.)");

    public static final Setting<Boolean> USE_WHITELIST = ALL.honoured(
            "USE_WHITELIST",
            SWITCH,
            false,
            "",
            "Asks blacklist.conf and whitelist.conf in CONF_DIR about every metric name.");

    public static final Setting<Boolean> LOG_LISTENER_CONN_SUCCESS = ALL.honoured(
            "LOG_LISTENER_CONN_SUCCESS", SWITCH, true, "", "Logs senders that connect and that leave in good order.");

    public static final Setting<Boolean> LOG_LISTENER_CONN_LOST =
            ALL.honoured("LOG_LISTENER_CONN_LOST", SWITCH, false, "", "Logs senders whose connection broke.");

    public static final Setting<Boolean> TCP_KEEPALIVE = ALL.honoured(
            "TCP_KEEPALIVE", SWITCH, true, "", "Probes silent connections, so that dead ones are noticed.");

    public static final Setting<Integer> TCP_KEEPIDLE =
            ALL.honoured("TCP_KEEPIDLE", POSITIVE, 10, "seconds", "Silence before the first probe.");

    public static final Setting<Integer> TCP_KEEPINTVL =
            ALL.honoured("TCP_KEEPINTVL", POSITIVE, 30, "seconds", "Time between two probes.");

    public static final Setting<Integer> TCP_KEEPCNT =
            ALL.honoured("TCP_KEEPCNT", POSITIVE, 2, "probes", "Unanswered probes after which a connection is dead.");

    public static final Setting<Integer> LISTEN_BACKLOG = ALL.honoured(
            "LISTEN_BACKLOG",
            POSITIVE,
            1024,
            "connections",
            "How many senders may wait at each TCP listener to be let in; the system may have a lower limit of its own."
                    + " (Plumbago's own.)");

    public static final Setting<List<Network>> ALLOWED_NETWORKS = ALL.honoured(
            "ALLOWED_NETWORKS",
            NETWORKS,
            List.of(),
            "",
            "Who may come in by any of the listeners, the query port included: addresses and networks such as"
                    + " `127.0.0.1, ::1, 10.0.0.0/8`. Empty lets everybody in. (Plumbago's own.)");

    public static final Setting<String> TLS_CERTIFICATE = ALL.honoured(
            "TLS_CERTIFICATE",
            TEXT,
            "",
            "",
            "PEM file, below CONF_DIR, with the certificate that the TCP listeners encrypt with, and behind it"
                    + " those that lead to its authority; empty for no TLS. It is read again when it changes."
                    + " (Plumbago's own.)");

    public static final Setting<String> TLS_KEY = ALL.honoured(
            "TLS_KEY",
            TEXT,
            "",
            "",
            "PEM file, below CONF_DIR, with the certificate's private key: PKCS #8, without a password. (Plumbago's"
                    + " own.)");

    public static final Setting<Boolean> TLS_REQUIRED = ALL.honoured(
            "TLS_REQUIRED",
            SWITCH,
            true,
            "",
            "With a certificate: whether senders must encrypt. Otherwise the same ports take both, for the time in"
                    + " which senders are changed over. (Plumbago's own.)");

    public static final Setting<Duration> TLS_HANDSHAKE_TIMEOUT = ALL.honoured(
            "TLS_HANDSHAKE_TIMEOUT",
            SECONDS_OR_NONE,
            Duration.ofSeconds(30),
            "seconds",
            "With a certificate: a connection that has not come to the end of its TLS handshake for so long is ended; None"
                    + " or 0 lets it be. Where TLS is not required it counts from the first byte of TLS. (Plumbago's own.)");

    static {
        ALL.replaces("LOG_LISTENER_CONNECTIONS", LOG_LISTENER_CONN_SUCCESS);
        ALL.replaces("LINE_RECEIVER_BACKLOG", LISTEN_BACKLOG);
        ALL.replaces("PICKLE_RECEIVER_BACKLOG", LISTEN_BACKLOG);
        ALL.replaces("CACHE_QUERY_BACKLOG", LISTEN_BACKLOG);
    }

    private ReceiverSettings() {}

    /** In one process each daemon needs ports of its own. */
    private static SettingDefault<Integer> port(int ofCache) {
        int ofRelay = ofCache + 10;
        int ofAggregator = ofCache + 20;
        return new SettingDefault<>(
                sources -> sources.daemon().equals(RELAY)
                        ? ofRelay
                        : sources.daemon().equals(AGGREGATOR) ? ofAggregator : ofCache,
                ofCache + "; " + ofRelay + " of the relay, " + ofAggregator + " of the aggregator",
                Integer.toString(ofCache),
                "carbon's example has these ports, and in one process each daemon needs ports of its own");
    }
}
