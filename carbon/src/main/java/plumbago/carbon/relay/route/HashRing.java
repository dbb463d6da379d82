package plumbago.carbon.relay.route;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import plumbago.base.python.PythonStrings;

/**
 * A ring on which each destination has a hundred entries. A name belongs to the first entry that does not lie before it.
 *
 * <p>Carbon's and carbon-c-relay's differ in the texts of the entries that are hashed, in what becomes of entries that would
 * lie at one place (carbon moves the later one on, carbon-c-relay gives all of them to one destination), and in where the
 * walk ends.
 */
final class HashRing implements Ring {
    private static final int ENTRIES = 100;

    private final HashType type;
    private final List<Destination> destinations;
    private final int[] positions;
    private final int[] owners;

    private HashRing(HashType type, List<Destination> destinations, int[] positions, int[] owners) {
        this.type = type;
        this.destinations = destinations;
        this.positions = positions;
        this.owners = owners;
    }

    static HashRing of(HashType type, List<Destination> destinations) {
        int entries = destinations.size() * ENTRIES;
        int[] positions = new int[entries];
        int[] owners = new int[entries];
        Set<Integer> used = new HashSet<>();
        for (int i = 0; i < entries; i++) {
            owners[i] = i / ENTRIES;
            positions[i] = type.position(entry(type, destinations.get(owners[i]), i % ENTRIES));
            while (!used.add(positions[i]) && !type.isOfCRelay()) {
                positions[i]++;
            }
        }
        Comparator<Integer> order = Comparator.comparingInt(i -> positions[i]);
        if (type.isOfCRelay()) {
            order = order.thenComparing(i -> destinations.get(owners[i]), winner(type));
        }
        int[] sorted = IntStream.range(0, entries)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        HashRing ring = new HashRing(type, destinations, new int[entries], new int[entries]);
        for (int i = 0; i < entries; i++) {
            ring.positions[i] = positions[sorted[i]];
            boolean taken = type.isOfCRelay() && i > 0 && ring.positions[i] == ring.positions[i - 1];
            ring.owners[i] = taken ? ring.owners[i - 1] : owners[sorted[i]];
        }
        return ring;
    }

    /** The text whose hash is an entry's place. Carbon prints a tuple of Python, so the quotes are a part of it. */
    private static String entry(HashType type, Destination destination, int entry) {
        return switch (type) {
            case FNV1A_CH -> entry + "-" + destination.instance().orElse("None");
            case C_RELAY_FNV1A_CH ->
                entry + "-" + destination.instance().orElse(destination.host() + ":" + destination.port());
            case C_RELAY_CARBON_CH ->
                "('" + destination.host() + "', "
                        + destination.instance().map(name -> "'" + name + "'").orElse("None") + "):" + entry;
            default -> tuple(destination) + ":" + entry;
        };
    }

    /** Host and instance as Python prints the two. */
    static String tuple(Destination destination) {
        return "(" + PythonStrings.literal(destination.host()) + ", "
                + destination.instance().map(PythonStrings::literal).orElse("None") + ")";
    }

    /** Which of several destinations carbon-c-relay gives a place to: found by experiment, as the smallest of these. */
    private static Comparator<Destination> winner(HashType type) {
        Comparator<Destination> byHost = Comparator.comparing(Destination::host);
        return type == HashType.C_RELAY_FNV1A_CH
                ? byHost.thenComparing(Destination::port)
                : byHost.thenComparing(destination -> destination.instance().isEmpty())
                        .thenComparing(destination -> destination.instance().orElse(""));
    }

    @Override
    public void walk(String name, IntPredicate taker) {
        if (positions.length == 0) {
            return;
        }
        boolean[] seen = new boolean[destinations.size()];
        int unseen = seen.length;
        // Carbon leaves out the entry before the first one, and gives a destination that is alone twice.
        if (!type.isOfCRelay() && unseen == 1 && !taker.test(0)) {
            return;
        }
        int first = first(type.position(name));
        int last = type.isOfCRelay() ? positions.length : positions.length - 1;
        for (int i = 0; i < last && unseen > 0; i++) {
            int owner = owners[(first + i) % owners.length];
            if (!seen[owner]) {
                seen[owner] = true;
                unseen--;
                if (!taker.test(owner)) {
                    return;
                }
            }
        }
    }

    @Override
    public String place(String name) {
        if (positions.length == 0) {
            return "there is no destination";
        }
        int position = type.position(name);
        int first = first(position);
        return type + " puts the name at " + position + " of the ring, and the next entry, at " + positions[first]
                + ", is of " + destinations.get(owners[first]);
    }

    /** The places of the entries, in their order. */
    int[] positions() {
        return positions.clone();
    }

    /** The destination of each entry. */
    int[] owners() {
        return owners.clone();
    }

    private int first(int position) {
        int found = Arrays.binarySearch(positions, position);
        int at = found < 0 ? -found - 1 : found;
        while (at > 0 && at < positions.length && positions[at - 1] == position) {
            at--;
        }
        return at % positions.length;
    }
}
