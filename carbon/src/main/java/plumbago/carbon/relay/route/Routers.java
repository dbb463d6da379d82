package plumbago.carbon.relay.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Makes routers. */
public final class Routers {
    private Routers() {}

    /**
     * Makes a router.
     *
     * @param rules those in force, made with the same destinations; asked for each name, so they may be replaced meanwhile.
     *     Only the method {@link RelayMethod#RULES} asks.
     * @param aggregates the names of the aggregates that a metric goes into; only the aggregated methods ask
     * @throws IllegalArgumentException if two destinations would have the same place on the ring; the message names both
     */
    public static Router of(
            RoutingOptions options,
            List<Destination> destinations,
            Supplier<RelayRules> rules,
            Function<String, List<String>> aggregates) {
        if (options.method() == RelayMethod.RULES) {
            return new RulesRouter(rules);
        }
        if (options.method() == RelayMethod.CONSTANT) {
            return new ConstantRouter(destinations.size());
        }
        refuseEqual(options.hashType(), destinations);
        Router router = new RingRouter(options, List.copyOf(destinations), ring(options, List.copyOf(destinations)));
        return options.method().isAggregated() ? new AggregatedRouter(router, aggregates) : router;
    }

    private static Ring ring(RoutingOptions options, List<Destination> destinations) {
        if (options.method().isFast()) {
            return new RemainderRing(options.hashType(), destinations);
        }
        return options.hashType() == HashType.JUMP_FNV1A_CH
                ? new JumpRing(destinations)
                : HashRing.of(options.hashType(), destinations);
    }

    private static void refuseEqual(HashType type, List<Destination> destinations) {
        boolean byPort = type == HashType.JUMP_FNV1A_CH || type == HashType.C_RELAY_FNV1A_CH;
        Map<Destination, Destination> known = new HashMap<>();
        for (Destination destination : destinations) {
            Destination key = byPort
                    ? new Destination(destination.host(), destination.port(), Optional.empty())
                    : new Destination(destination.host(), 0, destination.instance());
            Destination before = known.put(key, destination);
            if (before != null) {
                throw new IllegalArgumentException("DESTINATIONS: " + before + " and " + destination
                        + (byPort
                                ? " have equal hosts and ports"
                                : " have equal hosts and instances, and so the same place on the ring; expected another"
                                        + " instance for one of them"));
            }
        }
    }

    private record RulesRouter(Supplier<RelayRules> rules) implements Router {
        @Override
        public int[] destinations(String metric) {
            return rules.get().destinations(metric);
        }

        @Override
        public String reason(String metric) {
            return rules.get().reason(metric);
        }
    }

    private record ConstantRouter(int count) implements Router {
        @Override
        public int[] destinations(String metric) {
            return IntStream.range(0, count).toArray();
        }

        @Override
        public String reason(String metric) {
            return "constant: every name goes to every destination";
        }
    }

    private record AggregatedRouter(Router router, Function<String, List<String>> aggregates) implements Router {
        /** Carbon gives them in no order; here they are in that of the rules. */
        @Override
        public int[] destinations(String metric) {
            return names(metric).stream()
                    .flatMapToInt(name -> Arrays.stream(router.destinations(name)))
                    .distinct()
                    .toArray();
        }

        @Override
        public String reason(String metric) {
            List<String> names = aggregates.apply(metric);
            if (names.isEmpty()) {
                return "no aggregation rule is for it, so it goes by its own name: " + router.reason(metric);
            }
            return names.stream()
                    .distinct()
                    .map(name -> "it goes into " + name + ": " + router.reason(name))
                    .reduce((left, right) -> left + "; " + right)
                    .orElseThrow();
        }

        private List<String> names(String metric) {
            List<String> names = aggregates.apply(metric);
            return names.isEmpty() ? List.of(metric) : names;
        }
    }
}
