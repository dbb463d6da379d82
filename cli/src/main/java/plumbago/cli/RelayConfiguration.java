package plumbago.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.RuleFile;
import plumbago.base.config.Settings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.RelayRules;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.relay.route.Routers;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.rules.AggregationRules;

/**
 * The relay that the files describe, read to be looked at.
 *
 * @param rules empty where no rule decides
 * @param aggregates empty where the method does not ask for the aggregates of a metric
 */
record RelayConfiguration(
        RoutingOptions options,
        List<Destination> destinations,
        Optional<RelayRules> rules,
        Optional<AggregationRules> aggregates,
        Router router) {

    /** @throws ConfigException if a setting or a rule is wrong; it names the places of these */
    static RelayConfiguration read(Settings settings) throws ConfigException {
        RoutingOptions options = RoutingOptions.of(settings);
        List<Destination> destinations =
                Destination.of(settings).stream().distinct().toList();
        if (destinations.isEmpty()) {
            throw new ConfigException(
                    settings.origin(RelaySettings.DESTINATIONS) + ": DESTINATIONS is empty; expected one at least");
        }
        Optional<RelayRules> rules = options.method() == RelayMethod.RULES
                ? Optional.of(RelayRules.load(
                        settings.get(FolderSettings.CONF_DIR).resolve(settings.get(RelaySettings.RELAY_RULES)),
                        destinations))
                : Optional.empty();
        Optional<AggregationRules> aggregates =
                options.method().isAggregated() ? Optional.of(aggregationRules(settings)) : Optional.empty();
        try {
            Router router = Routers.of(
                    options, destinations, rules::orElseThrow, aggregates.orElse(AggregationRules.EMPTY)::aggregates);
            return new RelayConfiguration(options, destinations, rules, aggregates, router);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(settings.origin(RelaySettings.DESTINATIONS) + ": " + e.getMessage());
        }
    }

    /** The file of the aggregation rules, be it there or not. */
    static Path aggregationFile(Settings settings) {
        return settings.get(FolderSettings.CONF_DIR).resolve(settings.get(RelaySettings.AGGREGATION_RULES));
    }

    /**
     * The aggregation rules; none if there is no file, as for a relay that runs.
     *
     * @throws ConfigException if a line is no rule
     */
    static AggregationRules aggregationRules(Settings settings) throws ConfigException {
        return RuleFile.open(
                        aggregationFile(settings),
                        AggregationRules::parse,
                        AggregationRules.EMPTY,
                        true,
                        RuleFile.LISTS,
                        Clock.systemUTC())
                .current();
    }

    /** How many of so many made-up names each destination gets. */
    int[] shares(int names) {
        int[] shares = new int[destinations.size()];
        for (int i = 0; i < names; i++) {
            for (int index : router.destinations("sample.of.names." + i)) {
                shares[index]++;
            }
        }
        return shares;
    }

    /** What can hardly be meant so, although each part of it may be. */
    List<String> doubts(Settings settings, int[] shares) {
        List<String> doubts = new ArrayList<>(rules.map(RelayRules::warnings).orElse(List.of()));
        aggregates.ifPresent(found -> {
            doubts.addAll(found.warnings());
            if (found.rules().isEmpty()) {
                Path file = aggregationFile(settings);
                doubts.add(file + ": " + (Files.exists(file) ? "no rule in it" : "no such file") + ", so with "
                        + options.method() + " each metric goes by its own name");
            }
        });
        String place = settings.origin(RelaySettings.DESTINATIONS) + ": DESTINATIONS: ";
        long all = 0;
        for (int share : shares) {
            all += share;
        }
        for (int i = 0; i < shares.length; i++) {
            Destination destination = destinations.get(i);
            if (rules.isPresent()) {
                boolean named = rules.get().rules().stream()
                        .anyMatch(rule -> rule.destinations().contains(destination));
                if (!named) {
                    doubts.add(place + destination + " is in no rule, and gets nothing");
                }
            } else if (shares[i] * 10L * shares.length < all) {
                doubts.add(place + destination + " gets next to nothing; " + options.hashType()
                        + " tells destinations apart by "
                        + switch (options.hashType()) {
                            case FNV1A_CH -> "their instances alone";
                            case C_RELAY_FNV1A_CH -> "their instances, or by host and port where there is none";
                            case JUMP_FNV1A_CH -> "their order";
                            default -> "host and instance";
                        });
            }
        }
        if (options.replicationFactor() > 1
                && options.method().isHashing()
                && !options.hashType().isOfCRelay()) {
            long hosts = destinations.stream().map(Destination::host).distinct().count();
            if (options.diverseReplicas() && hosts < options.replicationFactor()) {
                doubts.add(settings.origin(RelaySettings.REPLICATION_FACTOR) + ": REPLICATION_FACTOR = "
                        + options.replicationFactor() + ": a metric gets no more copies than there are hosts, " + hosts
                        + ", unless DIVERSE_REPLICAS = False");
            }
        }
        return doubts;
    }
}
