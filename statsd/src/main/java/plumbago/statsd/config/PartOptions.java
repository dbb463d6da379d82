package plumbago.statsd.config;

import static plumbago.statsd.config.StatsdSettings.ADDRESS_IPV6;
import static plumbago.statsd.config.StatsdSettings.ADDRESS_OF_SERVER;
import static plumbago.statsd.config.StatsdSettings.GRAPHITE_HOST;
import static plumbago.statsd.config.StatsdSettings.GRAPHITE_PICKLE_PORT;
import static plumbago.statsd.config.StatsdSettings.GRAPHITE_PORT;
import static plumbago.statsd.config.StatsdSettings.GRAPHITE_PROTOCOL;
import static plumbago.statsd.config.StatsdSettings.KEY_FLUSH_INTERVAL;
import static plumbago.statsd.config.StatsdSettings.KEY_FLUSH_LOG;
import static plumbago.statsd.config.StatsdSettings.KEY_FLUSH_PERCENT;
import static plumbago.statsd.config.StatsdSettings.SERVER;
import static plumbago.statsd.config.StatsdSettings.SERVERS;
import static plumbago.statsd.config.StatsdSettings.SOCKET;
import static plumbago.statsd.config.StatsdSettings.SOCKET_MODE;
import static plumbago.statsd.config.StatsdSettings.STATSD_PORT;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.Settings;

/**
 * What the settings of {@code [statsd]} say of what runs around the metrics: where packets come in, and where flushes go.
 *
 * @param servers where packets are taken in, those that are shut left out
 * @param managementPort 0 keeps it shut
 * @param dumpMessages whether every line is logged
 * @param dogstatsd whether the types of DogStatsD are understood
 * @param backends as {@link StatsdSettings#BACKENDS} names them, each once
 * @param rollUps whether series are rolled up as their statistic asks for
 * @param graphite empty where no host is set
 * @param prettyPrint whether the console prints with colours
 * @param repeaterProtocol {@code udp4}, {@code udp6}, {@code tcp}
 * @param journal whether what came in outlives the process
 * @param keyFlush empty if names are not written down
 */
public record PartOptions(
        List<ServerOption> servers,
        String managementAddress,
        int managementPort,
        boolean dumpMessages,
        boolean dogstatsd,
        List<String> backends,
        boolean rollUps,
        Optional<GraphiteOption> graphite,
        boolean prettyPrint,
        List<RepeaterOption> repeaters,
        String repeaterProtocol,
        boolean journal,
        long journalBytes,
        Optional<KeyFlush> keyFlush) {
    /** Those of the settings. */
    public static PartOptions of(Settings settings) {
        return new PartOptions(
                servers(settings),
                settings.get(StatsdSettings.MGMT_ADDRESS),
                settings.get(StatsdSettings.MGMT_PORT),
                settings.get(StatsdSettings.DUMP_MESSAGES),
                settings.get(StatsdSettings.DOGSTATSD),
                settings.get(StatsdSettings.BACKENDS),
                settings.get(StatsdSettings.ROLL_UPS),
                graphite(settings),
                settings.get(StatsdSettings.CONSOLE_PRETTYPRINT),
                settings.get(StatsdSettings.REPEATER),
                settings.get(StatsdSettings.REPEATER_PROTOCOL),
                settings.get(StatsdSettings.JOURNAL),
                settings.get(StatsdSettings.JOURNAL_BYTES),
                keyFlush(settings));
    }

    private static List<ServerOption> servers(Settings settings) {
        List<ServerOption> several = settings.get(SERVERS);
        List<ServerOption> all = several.isEmpty() ? List.of(server(settings)) : several;
        return all.stream()
                .filter(server -> server.port() != 0 || server.socket().isPresent())
                .toList();
    }

    private static ServerOption server(Settings settings) {
        return new ServerOption(
                ServerOption.Protocol.of(settings.get(SERVER)),
                settings.get(ADDRESS_OF_SERVER),
                settings.get(ADDRESS_IPV6),
                settings.get(STATSD_PORT),
                Optional.of(settings.get(SOCKET)).filter(path -> !path.isEmpty()),
                settings.get(SOCKET_MODE));
    }

    private static Optional<GraphiteOption> graphite(Settings settings) {
        String host = settings.get(GRAPHITE_HOST);
        boolean pickle = settings.get(GRAPHITE_PROTOCOL).equals("pickle");
        int port = settings.get(pickle ? GRAPHITE_PICKLE_PORT : GRAPHITE_PORT);
        return host.isEmpty() ? Optional.empty() : Optional.of(new GraphiteOption(host, port, pickle));
    }

    private static Optional<KeyFlush> keyFlush(Settings settings) {
        int interval = settings.get(KEY_FLUSH_INTERVAL);
        String log = settings.get(KEY_FLUSH_LOG);
        return interval == 0
                ? Optional.empty()
                : Optional.of(new KeyFlush(
                        interval,
                        settings.get(KEY_FLUSH_PERCENT),
                        log.isEmpty() ? Optional.empty() : Optional.of(Path.of(log))));
    }
}
