package plumbago.carbon.relay.route;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * carbon-c-relay's jump_fnv1a_ch: the jump hash finds a destination in the order of the instances, and each further one among
 * those that are left.
 */
final class JumpRing implements Ring {
    private static final Pattern NUMBER = Pattern.compile("[ \t]*[+-]?[0-9]+");

    private final List<Destination> destinations;
    private final int[] order;

    JumpRing(List<Destination> destinations) {
        this.destinations = destinations;
        this.order = sorted(IntStream.range(0, destinations.size()).toArray());
    }

    @Override
    public void walk(String name, IntPredicate taker) {
        int[] left = order.clone();
        long hash = hash(name);
        for (int count = left.length; count > 0; count--) {
            int bucket = Hashes.jump(hash, count);
            if (!taker.test(left[bucket])) {
                return;
            }
            left[bucket] = left[count - 1];
            hash = Hashes.xorshift(hash);
        }
    }

    @Override
    public String place(String name) {
        if (order.length == 0) {
            return "there is no destination";
        }
        int bucket = Hashes.jump(hash(name), order.length);
        return HashType.JUMP_FNV1A_CH + " puts the name into bucket " + (bucket + 1) + " of " + order.length
                + ", counted in the order of the instances, which is of " + destinations.get(order[bucket]);
    }

    private static long hash(String name) {
        return Hashes.fnv1a64(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sorts by merging. The order contradicts itself where some instances are numbers and others begin with a digit only,
     * which Java's own sorting may refuse.
     */
    private int[] sorted(int[] indexes) {
        if (indexes.length < 2) {
            return indexes;
        }
        int half = indexes.length / 2;
        int[] low = sorted(IntStream.of(indexes).limit(half).toArray());
        int[] high = sorted(IntStream.of(indexes).skip(half).toArray());
        int[] merged = new int[indexes.length];
        int l = 0;
        int h = 0;
        for (int i = 0; i < merged.length; i++) {
            boolean fromLow = h == high.length || (l < low.length && order(low[l], high[h]) <= 0);
            merged[i] = fromLow ? low[l++] : high[h++];
        }
        return merged;
    }

    /** As numbers if both are, those without an instance last. */
    private int order(int left, int right) {
        Optional<String> a = destinations.get(left).instance();
        Optional<String> b = destinations.get(right).instance();
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        if (NUMBER.matcher(a.get()).matches() && NUMBER.matcher(b.get()).matches()) {
            return Integer.compare(number(a.get()), number(b.get()));
        }
        return a.get().compareTo(b.get());
    }

    /** The lowest 32 bits of what C reads as a long. */
    private static int number(String text) {
        BigInteger read = new BigInteger(text.strip().replace("+", ""));
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        return (int) read.min(most).max(least).longValue();
    }
}
