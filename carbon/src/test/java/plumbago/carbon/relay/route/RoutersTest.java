package plumbago.carbon.relay.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutersTest {
    private static final List<Destination> THREE = destinations("10.0.0.1:2004", "10.0.0.2:2004", "10.0.0.3:2004");

    private static List<Destination> destinations(String... texts) {
        return Stream.of(texts).map(Destination::parse).toList();
    }

    private static Router router(RelayMethod method, HashType type, List<Destination> destinations) {
        return Routers.of(
                new RoutingOptions(method, type, 2, true),
                destinations,
                null,
                name -> name.startsWith("in.") ? List.of("all.sum", "all.max", "all.sum") : List.of());
    }

    @Test
    void sendsEverythingEverywhere() {
        Router router = router(RelayMethod.CONSTANT, HashType.CARBON_CH, THREE);
        assertArrayEquals(new int[] {0, 1, 2}, router.destinations("a"));
        assertEquals("constant: every name goes to every destination", router.reason("a"));
    }

    @Test
    void saysWhereOnTheRing() {
        assertEquals(
                "carbon_ch puts the name at 1273 of the ring, and the next entry, at 1366, is of 10.0.0.3:2004, with"
                        + " copies for the next ones on other hosts",
                router(RelayMethod.CONSISTENT_HASHING, HashType.CARBON_CH, THREE)
                        .reason("foo.bar"));
        assertEquals(
                "c_relay_carbon_ch puts the name at 1273 of the ring, and the next entry, at 1366, is of 10.0.0.3:2004,"
                        + " with copies for the next ones",
                router(RelayMethod.CONSISTENT_HASHING, HashType.C_RELAY_CARBON_CH, THREE)
                        .reason("foo.bar"));
        assertTrue(router(RelayMethod.FAST_HASHING, HashType.MMH3_CH, THREE)
                .reason("foo.bar")
                .startsWith("mmh3_ch counts the name to place "));
        assertTrue(router(RelayMethod.CONSISTENT_HASHING, HashType.JUMP_FNV1A_CH, THREE)
                .reason("foo.bar")
                .startsWith("jump_fnv1a_ch puts the name into bucket "));
    }

    @Test
    void followsTheAggregates() {
        Router plain = router(RelayMethod.CONSISTENT_HASHING, HashType.CARBON_CH, THREE);
        Router router = router(RelayMethod.AGGREGATED_CONSISTENT_HASHING, HashType.CARBON_CH, THREE);
        assertArrayEquals(plain.destinations("out.x"), router.destinations("out.x"));
        assertTrue(router.reason("out.x").startsWith("no aggregation rule is for it, so it goes by its own name: "));
        assertArrayEquals(
                Stream.of("all.sum", "all.max")
                        .flatMapToInt(name -> Arrays.stream(plain.destinations(name)))
                        .distinct()
                        .toArray(),
                router.destinations("in.x"));
        assertEquals(
                "it goes into all.sum: " + plain.reason("all.sum") + "; it goes into all.max: "
                        + plain.reason("all.max"),
                router.reason("in.x"));
    }

    @Test
    void refusesDestinationsThatWouldBeOne() {
        List<Destination> twoPorts = destinations("10.0.0.1:2004", "10.0.0.2:2004", "10.0.0.1:2104");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> router(RelayMethod.CONSISTENT_HASHING, HashType.CARBON_CH, twoPorts));
        assertTrue(
                refused.getMessage().contains("10.0.0.1:2004 and 10.0.0.1:2104 have equal hosts and instances"),
                refused.getMessage());
        assertEquals(
                2,
                router(RelayMethod.CONSISTENT_HASHING, HashType.C_RELAY_FNV1A_CH, twoPorts)
                        .destinations("a")
                        .length);
        assertThrows(
                IllegalArgumentException.class,
                () -> router(
                        RelayMethod.CONSISTENT_HASHING,
                        HashType.JUMP_FNV1A_CH,
                        destinations("10.0.0.1:2004:a", "10.0.0.1:2004:b")));
        assertThrows(
                IllegalArgumentException.class, () -> router(RelayMethod.FAST_HASHING, HashType.JUMP_FNV1A_CH, THREE));
    }

    @ParameterizedTest
    @EnumSource(HashType.class)
    void hasNoDestinationAmongNone(HashType type) {
        Router router = router(RelayMethod.CONSISTENT_HASHING, type, List.of());
        assertEquals(0, router.destinations("a").length);
        assertTrue(router.reason("a").startsWith("there is no destination"), router.reason("a"));
    }

    @Test
    void sortsInstancesThatContradictEachOther() {
        List<Destination> many = Stream.iterate(0, i -> i + 1)
                .limit(60)
                .map(i -> Destination.parse("10.0.0." + i + ":2004:" + (i % 3 == 0 ? i + "x" : "" + i * 7 % 60)))
                .toList();
        assertEquals(
                2,
                router(RelayMethod.CONSISTENT_HASHING, HashType.JUMP_FNV1A_CH, many)
                        .destinations("a")
                        .length);
    }
}
