package plumbago.carbon.relay.route;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Carbon's fast hashing: the destinations in the order of their hashes, of which a name takes the one its hash counts to. */
final class RemainderRing implements Ring {
    private final HashType type;
    private final List<Destination> destinations;
    private final int[] order;

    RemainderRing(HashType type, List<Destination> destinations) {
        this.type = type;
        this.destinations = destinations;
        this.order = IntStream.range(0, destinations.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> type.position(HashRing.tuple(destinations.get(i)))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public void walk(String name, IntPredicate taker) {
        int first = order.length == 0 ? 0 : first(name);
        for (int i = 0; i < order.length; i++) {
            if (!taker.test(order[(first + i) % order.length])) {
                return;
            }
        }
    }

    @Override
    public String place(String name) {
        if (order.length == 0) {
            return "there is no destination";
        }
        int first = first(name);
        return type + " counts the name to place " + (first + 1) + " of " + order.length + ", where "
                + destinations.get(order[first]) + " is";
    }

    private int first(String name) {
        return Math.floorMod(type.position(name), order.length);
    }
}
