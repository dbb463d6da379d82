package plumbago.carbon.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import plumbago.base.python.PythonText;
import plumbago.carbon.relay.route.Router;
import plumbago.carbon.stats.DropReason;

/**
 * Destinations, and which of them a name goes to, as it is at one time. Whenever anything of that changes there is another
 * table, so that whoever keeps routes by name knows when to forget them. Unchangeable, and safe for many threads.
 */
final class RouteTable {
    /** Longest name in bytes; a line has no more. */
    private static final int MAX_NAME_BYTES = 16_000;

    private static final Route INVALID_NAME = new Route(new int[0], null, DropReason.INVALID_NAME);

    /** What a sent name means to a relay. */
    interface Names {
        /** Why the lists refuse it; empty if they do not. */
        Optional<DropReason> refusal(String sent);

        /** The name that it is routed by, and goes on under. */
        String routed(String sent);

        /** Whether blanks in names can go on. */
        boolean mayHaveBlanks();
    }

    /**
     * Who chooses.
     *
     * @param router of names
     * @param indexes among the destinations, by the router's own
     * @param live those of the destinations that can be sent to, by their indexes, in order; all of them if none can
     */
    record Choice(Router router, int[] indexes, int[] live) {}

    private final List<RelayDestination> destinations;
    private final Choice choice;
    private final Names names;

    /** Null where each destination has what comes for it for itself. */
    private final int[][] pools;

    private final Map<List<Integer>, Route> known = new ConcurrentHashMap<>();

    /**
     * @param destinations all that points can go to
     * @param choice chooses among those that are live
     * @param names what a sent name means
     * @param pools for each destination, those that share what comes for it; null where each has its own
     */
    RouteTable(List<RelayDestination> destinations, Choice choice, Names names, int[][] pools) {
        this.destinations = List.copyOf(destinations);
        this.choice = choice;
        this.names = names;
        this.pools = pools;
    }

    /** All that points can go to. */
    List<RelayDestination> destinations() {
        return destinations;
    }

    /** The route of a name that somebody has sent. */
    Route route(String sent) {
        return names.refusal(sent)
                .map(reason -> new Route(new int[0], null, reason))
                .orElseGet(() -> routeAllowed(sent));
    }

    /** The route of a name that no list is asked about. */
    Route routeAllowed(String sent) {
        if (!isGood(sent)) {
            return INVALID_NAME;
        }
        String name = names.routed(sent);
        int[] chosen = Arrays.stream(choice.router().destinations(name))
                .map(index -> choice.indexes()[index])
                .distinct()
                .toArray();
        if (!name.equals(sent)) {
            return new Route(chosen, name.getBytes(StandardCharsets.UTF_8), null);
        }
        List<Integer> key = Arrays.stream(chosen).boxed().toList();
        return known.computeIfAbsent(key, one -> new Route(chosen, null, null));
    }

    private boolean isGood(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_BYTES) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '\uFFFD' || (!names.mayHaveBlanks() && PythonText.isSpace(c))) {
                return false;
            }
        }
        return true;
    }

    /** The destination that shares what comes for one and has the least waiting. */
    int shortest(int destination) {
        if (pools == null) {
            return destination;
        }
        int best = destination;
        long least = Long.MAX_VALUE;
        for (int member : pools[destination]) {
            long waiting = destinations.get(member).waiting();
            if (waiting < least) {
                least = waiting;
                best = member;
            }
        }
        return best;
    }

    /** Those that names go to. */
    List<RelayDestination> liveDestinations() {
        return Arrays.stream(choice.live()).mapToObj(destinations::get).toList();
    }

    /** Whether another one has the same destinations, and the same ones of them are live. */
    boolean isLikeLive(RouteTable other) {
        return destinations.equals(other.destinations) && Arrays.equals(choice.live(), other.choice.live());
    }

    /** Whether what waits for a destination may go elsewhere: it is not there, or cannot be sent to and others can. */
    boolean isAway(RelayDestination destination) {
        return Arrays.stream(choice.live()).noneMatch(index -> destinations.get(index) == destination);
    }

    /** Whether points of a name go to a destination though it is away, since there is no other one for them. */
    boolean isBoundTo(String name, RelayDestination destination) {
        return Arrays.stream(routeAllowed(name).destinations())
                .anyMatch(index -> destinations.get(index) == destination);
    }

    /** Whether all that can be sent to can take so many bytes of lines without anybody having to wait. */
    boolean hasRoomFor(int bytes) {
        return Arrays.stream(choice.live())
                .allMatch(index -> destinations.get(index).hasRoomFor(bytes));
    }
}
