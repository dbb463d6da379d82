package plumbago.carbon.relay.route;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes as many destinations from a ring as there are to be copies. */
final class RingRouter implements Router {
    private final List<Destination> destinations;
    private final Ring ring;
    private final int copies;
    private final boolean onOtherHosts;

    RingRouter(RoutingOptions options, List<Destination> destinations, Ring ring) {
        this.destinations = destinations;
        this.ring = ring;
        this.copies = options.replicationFactor();
        this.onOtherHosts = options.diverseReplicas() && !options.hashType().isOfCRelay();
    }

    @Override
    public int[] destinations(String metric) {
        IntStream.Builder chosen = IntStream.builder();
        Set<String> hosts = new HashSet<>();
        int[] count = {0};
        ring.walk(metric, index -> {
            if (!onOtherHosts || hosts.add(destinations.get(index).host())) {
                chosen.add(index);
                count[0]++;
            }
            return count[0] < copies;
        });
        return chosen.build().toArray();
    }

    @Override
    public String reason(String metric) {
        String copy = copies == 1 ? "" : ", with copies for the next ones" + (onOtherHosts ? " on other hosts" : "");
        return ring.place(metric) + copy;
    }
}
