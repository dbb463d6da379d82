package plumbago.carbon.relay;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.RuleFile;
import plumbago.base.config.Settings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.RelayMethod;
import plumbago.carbon.relay.route.RelayRules;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.relay.route.Routers;
import plumbago.carbon.relay.route.RoutingOptions;
import plumbago.carbon.rules.AggregationRules;
import plumbago.carbon.rules.NameRules;
import plumbago.carbon.stats.DropReason;

/**
 * What decides where a name goes beside the list of destinations: the method, and the files of rules, read again when they have
 * changed. Looked at by one thread.
 */
final class Routing {
    private final Settings settings;
    private final RoutingOptions options;
    private final Clock clock;
    private final NameRules lists;

    /** Empty where no aggregates are asked for. */
    private final Optional<RuleFile<AggregationRules>> aggregates;

    /** Null where rules do not decide. */
    private RuleFile<RelayRules> rules;

    private List<Destination> destinations = List.of();

    /**
     * Reads the files.
     *
     * @throws ConfigException if one cannot be used
     */
    Routing(Settings settings, RoutingOptions options, Clock clock) throws ConfigException {
        this.settings = settings;
        this.options = options;
        this.clock = clock;
        Path folder = settings.get(FolderSettings.CONF_DIR);
        lists = new NameRules(folder, settings.get(ReceiverSettings.USE_WHITELIST), "", clock);
        aggregates = options.method().isAggregated()
                ? Optional.of(RuleFile.open(
                        folder.resolve(settings.get(RelaySettings.AGGREGATION_RULES)),
                        AggregationRules::parse,
                        AggregationRules.EMPTY,
                        true,
                        RuleFile.LISTS,
                        clock))
                : Optional.empty();
    }

    /**
     * Takes another list of destinations.
     *
     * @throws ConfigException if the rules do not go with them, or two are alike; all stays as it was then
     */
    void use(List<Destination> wanted) throws ConfigException {
        RuleFile<RelayRules> read = rules;
        if (options.method() == RelayMethod.RULES) {
            Path file = settings.get(FolderSettings.CONF_DIR).resolve(settings.get(RelaySettings.RELAY_RULES));
            // There is no going without: carbon does not start either.
            RelayRules first = RelayRules.load(file, wanted);
            read = RuleFile.open(
                    file, (name, text) -> RelayRules.parse(name, text, wanted), first, false, RuleFile.LISTS, clock);
        }
        RuleFile<RelayRules> next = read;
        try {
            Routers.of(options, wanted, () -> next.current(), this::aggregates);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(settings.origin(RelaySettings.DESTINATIONS) + ": " + e.getMessage());
        }
        rules = next;
        destinations = List.copyOf(wanted);
    }

    private List<String> aggregates(String metric) {
        return aggregates.map(file -> file.current().aggregates(metric)).orElse(List.of());
    }

    /** Looks at the files, if it is time to or in any case; whether names may go elsewhere now. */
    boolean check(boolean now) {
        boolean changed = now ? lists.checkNow() : lists.check();
        changed |= rules != null && isReplaced(rules, now);
        changed |= aggregates.isPresent() && isReplaced(aggregates.get(), now);
        return changed;
    }

    private static boolean isReplaced(RuleFile<?> file, boolean now) {
        return (now ? file.checkNow() : file.check()) == RuleFile.Check.REPLACED;
    }

    /** What in the files is not used, and why. */
    List<String> warnings() {
        return rules == null ? lists.warnings() : rules.current().warnings();
    }

    /**
     * The table of this moment.
     *
     * @param opened in the order of those that are in use
     * @param isLive whether one can be sent to, by its index; if none can, all stay
     */
    RouteTable table(List<RelayDestination> opened, IntPredicate isLive, boolean mayHaveBlanks) {
        int[] live = IntStream.range(0, opened.size()).filter(isLive).toArray();
        if (live.length == 0) {
            live = IntStream.range(0, opened.size()).toArray();
        }
        Router router;
        int[] indexes = live;
        RuleFile<RelayRules> now = rules;
        if (options.method() == RelayMethod.RULES && live.length < opened.size()) {
            router = new LiveOnly(now.current(), live);
            indexes = IntStream.range(0, opened.size()).toArray();
        } else {
            List<Destination> among =
                    Arrays.stream(live).mapToObj(destinations::get).toList();
            router = Routers.of(options, among, () -> now.current(), this::aggregates);
        }
        return new RouteTable(
                opened,
                new RouteTable.Choice(router, indexes, live),
                new Names(lists, settings, mayHaveBlanks),
                pools(live));
    }

    private int[][] pools(int[] live) {
        if (!settings.get(RelaySettings.DESTINATION_POOL_REPLICAS)) {
            return null;
        }
        return destinations.stream()
                .map(one -> Arrays.stream(live)
                        .filter(other -> isSameServer(one, destinations.get(other)))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static boolean isSameServer(Destination one, Destination other) {
        return one.host().equals(other.host()) && one.port() == other.port();
    }

    /** Rules, of whose destinations those that cannot be sent to are left out. */
    private record LiveOnly(Router router, int[] live) implements Router {
        @Override
        public int[] destinations(String metric) {
            int[] all = router.destinations(metric);
            int[] some = Arrays.stream(all)
                    .filter(index -> Arrays.binarySearch(live, index) >= 0)
                    .toArray();
            return some.length == 0 ? all : some;
        }

        @Override
        public String reason(String metric) {
            return router.reason(metric);
        }
    }

    private record Names(NameRules lists, boolean normalised, boolean mayHaveBlanks) implements RouteTable.Names {
        Names(NameRules lists, Settings settings, boolean mayHaveBlanks) {
            this(lists, settings.get(RelaySettings.TAG_RELAY_NORMALIZED), mayHaveBlanks);
        }

        @Override
        public Optional<DropReason> refusal(String sent) {
            return lists.refusal(sent);
        }

        @Override
        public String routed(String sent) {
            return normalised ? TaggedName.normalise(sent).orElse(sent) : sent;
        }
    }
}
