package plumbago.carbon.relay.route;

import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.carbon.config.RelaySettings;

/**
 * How destinations are chosen.
 *
 * @param hashType has no meaning for rules and constant
 * @param replicationFactor how many destinations each metric gets, at least 1; there may be fewer
 * @param diverseReplicas whether they have to be on different hosts; carbon-c-relay's hash types know no such thing
 */
public record RoutingOptions(RelayMethod method, HashType hashType, int replicationFactor, boolean diverseReplicas) {

    /**
     * @throws IllegalArgumentException if the method cannot have this hash type
     */
    public RoutingOptions {
        if (method.isFast() && hashType.isOfCRelay()) {
            throw new IllegalArgumentException(method + " cannot have the hash type " + hashType + "; expected "
                    + HashType.CARBON_CH + ", " + HashType.FNV1A_CH + " or " + HashType.MMH3_CH);
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("expected at least one destination, not " + replicationFactor);
        }
    }

    /**
     * What the settings say.
     *
     * @throws ConfigException if RELAY_METHOD and ROUTER_HASH_TYPE do not go together
     */
    public static RoutingOptions of(Settings settings) throws ConfigException {
        return of(settings, RelayMethod.of(settings.get(RelaySettings.RELAY_METHOD)));
    }

    /** What the settings say but for the method: the aggregator hashes consistently, and has no RELAY_METHOD. */
    public static RoutingOptions of(Settings settings, RelayMethod method) throws ConfigException {
        String type = settings.get(RelaySettings.ROUTER_HASH_TYPE);
        HashType usual = method.isFast() ? HashType.MMH3_CH : HashType.CARBON_CH;
        try {
            return new RoutingOptions(
                    method,
                    type.isEmpty() ? usual : HashType.of(type),
                    settings.get(RelaySettings.REPLICATION_FACTOR),
                    settings.get(RelaySettings.DIVERSE_REPLICAS));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(settings.origin(RelaySettings.ROUTER_HASH_TYPE) + ": ROUTER_HASH_TYPE = " + type
                    + ": RELAY_METHOD = " + e.getMessage());
        }
    }
}
