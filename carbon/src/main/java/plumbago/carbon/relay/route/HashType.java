package plumbago.carbon.relay.route;

import java.nio.charset.StandardCharsets;

/**
 * The values of ROUTER_HASH_TYPE.
 *
 * <p>A section {@code [relay]} means carbon's rings. carbon-c-relay's bear the same names but have other entries, and choose
 * among destinations where carbon, unless told otherwise, chooses among hosts; who has had its clusters finds the points
 * where these choose. So they have names of their own, and nothing is guessed from the destinations.
 */
public enum HashType {
    /** Carbon's first: the beginning of MD5, entries by host and instance. */
    CARBON_CH("carbon_ch"),
    /** FNV-1a, entries by instance alone. */
    FNV1A_CH("fnv1a_ch"),
    /** MurmurHash3, entries by host and instance. */
    MMH3_CH("mmh3_ch"),
    /** carbon-c-relay's jump hash: no ring, but an even share for destinations in the order of their instances. */
    JUMP_FNV1A_CH("jump_fnv1a_ch"),
    /** carbon-c-relay's carbon_ch. */
    C_RELAY_CARBON_CH("c_relay_carbon_ch"),
    /** carbon-c-relay's fnv1a_ch, entries by instance or else by host and port. */
    C_RELAY_FNV1A_CH("c_relay_fnv1a_ch");

    private final String label;

    HashType(String label) {
        this.label = label;
    }

    /**
     * The type that a setting names.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HashType of(String label) {
        for (HashType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no ROUTER_HASH_TYPE: " + label);
    }

    /** Whether it chooses as carbon-c-relay does. */
    public boolean isOfCRelay() {
        return this == JUMP_FNV1A_CH || this == C_RELAY_CARBON_CH || this == C_RELAY_FNV1A_CH;
    }

    /** The hash of a text; there is none for the jump hash, which has no positions. */
    int position(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (this) {
            case CARBON_CH, C_RELAY_CARBON_CH -> Hashes.md5Position(bytes);
            case FNV1A_CH, C_RELAY_FNV1A_CH -> Hashes.fnv1aPosition(bytes);
            case MMH3_CH -> Hashes.murmur3(bytes);
            case JUMP_FNV1A_CH -> throw new IllegalStateException(this + " has no positions");
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
