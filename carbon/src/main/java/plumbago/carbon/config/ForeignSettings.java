package plumbago.carbon.config;

import static plumbago.base.config.Section.AGGREGATOR;
import static plumbago.base.config.Section.CACHE;
import static plumbago.base.config.Section.RELAY;
import static plumbago.base.config.SettingTypes.COUNT;
import static plumbago.base.config.SettingTypes.LIST;
import static plumbago.base.config.SettingTypes.PORT;
import static plumbago.base.config.SettingTypes.SWITCH;
import static plumbago.base.config.SettingTypes.TEXT;

import java.util.List;
import plumbago.base.config.SettingDefault;
import plumbago.base.config.SettingGroup;

/** What carbon needs other programs for: a message broker, an error collector, another database, a debugger's listener. */
final class ForeignSettings {
    private static final String NO_BROKER =
            "points are not fetched from a message broker; let the broker's client send them to a listener";
    private static final String NO_CERES = "the database is Whisper; Ceres is not supported";
    private static final String NO_MANHOLE = "there is no interpreter inside to log in to";

    private static final SettingGroup AMQP = new SettingGroup("Message broker (AMQP)", CACHE, RELAY, AGGREGATOR);
    private static final SettingGroup MANHOLE = new SettingGroup("Debugging", CACHE, RELAY, AGGREGATOR);
    private static final SettingGroup CERES = new SettingGroup("Ceres", CACHE);
    static final List<SettingGroup> GROUPS = List.of(AMQP, MANHOLE, CERES);

    static {
        AMQP.withoutMeaning("ENABLE_AMQP", SWITCH, false, "Fetches points from a broker.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_VERBOSE", SWITCH, false, "Logs every message.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_HOST", TEXT, "", "Host of the broker.", NO_BROKER);
        AMQP.withoutMeaning(
                "AMQP_PORT",
                PORT,
                SettingDefault.ours(5672, PORT, "none", "it is the usual one"),
                "Port of the broker.",
                NO_BROKER);
        AMQP.withoutMeaning("AMQP_VHOST", TEXT, "", "Virtual host of the broker.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_USER", TEXT, "", "User at the broker.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_PASSWORD", TEXT, "", "Password at the broker.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_EXCHANGE", TEXT, "", "Exchange that is listened to.", NO_BROKER);
        AMQP.withoutMeaning(
                "AMQP_METRIC_NAME_IN_BODY", SWITCH, false, "Takes the name from the message's body.", NO_BROKER);
        AMQP.withoutMeaning("AMQP_SPEC", TEXT, "", "File that describes the broker's protocol.", NO_BROKER);
        AMQP.withoutMeaning("BIND_PATTERNS", LIST, List.of("#"), "Topics that are listened to.", NO_BROKER);

        MANHOLE.withoutMeaning("ENABLE_MANHOLE", SWITCH, false, "Opens a listener to an interpreter.", NO_MANHOLE);
        MANHOLE.withoutMeaning("MANHOLE_INTERFACE", TEXT, "127.0.0.1", "Address of that listener.", NO_MANHOLE);
        MANHOLE.withoutMeaning("MANHOLE_PORT", PORT, 7222, "Port of that listener.", NO_MANHOLE);
        MANHOLE.withoutMeaning("MANHOLE_USER", TEXT, "", "Who may come in.", NO_MANHOLE);
        MANHOLE.withoutMeaning("MANHOLE_PUBLIC_KEY", TEXT, "", "The key to it.", NO_MANHOLE);
        MANHOLE.withoutMeaning("MANHOLE_HOST_KEY_DIR", TEXT, "", "Folder of the host's keys.", NO_MANHOLE);
        MANHOLE.withoutMeaning(
                "RAVEN_DSN",
                TEXT,
                "",
                "Where errors are reported to.",
                "nothing is sent anywhere unasked; errors are in the log");

        CERES.withoutMeaning("CERES_MAX_SLICE_GAP", COUNT, 80, "Longest gap within a slice.", NO_CERES);
        CERES.withoutMeaning("CERES_NODE_CACHING_BEHAVIOR", TEXT, "all", "Which nodes are cached.", NO_CERES);
        CERES.withoutMeaning("CERES_SLICE_CACHING_BEHAVIOR", TEXT, "latest", "Which slices are cached.", NO_CERES);
        CERES.withoutMeaning("CERES_LOCK_WRITES", SWITCH, false, "Locks slices while they are written.", NO_CERES);
    }

    private ForeignSettings() {}
}
