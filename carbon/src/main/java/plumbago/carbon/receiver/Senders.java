package plumbago.carbon.receiver;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Who sends how much, by address and protocol, for {@value #MOST} senders at most. When one more comes, the half that has sent
 * fewest bytes is forgotten; of whoever comes after that it is not known what they sent before, but it is not more than any of
 * those had sent who were forgotten, and each count says so. Counted once for each read of a socket, and not for each point. Safe
 * for many threads.
 */
public final class Senders {
    /** How many are known at most. */
    public static final int MOST = 1024;

    private final LongSupplier seconds;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();

    /** The most that was forgotten of anybody; guarded by this. */
    private Counts forgotten = new Counts(0, 0, 0);

    /** @param seconds the time, since the epoch */
    public Senders(LongSupplier seconds) {
        this.seconds = seconds;
    }

    private record Key(InetAddress address, String protocol) {}

    /**
     * How much it was.
     *
     * @param points that could be read; what became of them then, the accounts say
     * @param bytes that were read
     * @param refused lines, points and frames that were none
     */
    public record Counts(long points, long bytes, long refused) {
        private Counts plus(Counts other) {
            return new Counts(points + other.points, bytes + other.bytes, refused + other.refused);
        }

        private Counts most(Counts other) {
            return new Counts(
                    Math.max(points, other.points), Math.max(bytes, other.bytes), Math.max(refused, other.refused));
        }
    }

    /**
     * A sender.
     *
     * @param protocol by which it sends, as the listener is called
     * @param sent since the start, or since it was forgotten
     * @param mayMiss what it may have sent before at most; all 0 while nobody was forgotten
     * @param last when something came in last, in seconds since the epoch
     */
    public record Sent(InetAddress address, String protocol, Counts sent, Counts mayMiss, long last) {}

    /** What one has sent. */
    static final class Entry {
        private final LongAdder points = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final Counts mayMiss;
        private volatile long last;
        private volatile boolean isForgotten;

        Entry(Counts mayMiss) {
            this.mayMiss = mayMiss;
        }

        boolean isForgotten() {
            return isForgotten;
        }

        private Counts sent() {
            return new Counts(points.sum(), bytes.sum(), refused.sum());
        }

        private Counts atMost() {
            return sent().plus(mayMiss);
        }
    }

    /** The one that counts a sender, until it is forgotten. */
    Entry entry(InetAddress address, String protocol) {
        Key key = new Key(address, protocol);
        Entry known = entries.get(key);
        return known == null ? add(key) : known;
    }

    private synchronized Entry add(Key key) {
        if (!entries.containsKey(key) && entries.size() >= MOST) {
            forgetHalf();
        }
        return entries.computeIfAbsent(key, one -> new Entry(forgotten));
    }

    private void forgetHalf() {
        record Size(Key key, Entry entry, Counts atMost) {}
        List<Size> all = new ArrayList<>();
        entries.forEach((key, entry) -> all.add(new Size(key, entry, entry.atMost())));
        all.sort(Comparator.comparingLong(size -> size.atMost().bytes()));
        for (Size size : all.subList(0, all.size() / 2)) {
            entries.remove(size.key());
            size.entry().isForgotten = true;
            forgotten = forgotten.most(size.entry().atMost());
        }
    }

    void received(Entry entry, long points, long bytes) {
        entry.points.add(points);
        entry.bytes.add(bytes);
        entry.last = seconds.getAsLong();
    }

    void refused(Entry entry) {
        entry.refused.increment();
        entry.last = seconds.getAsLong();
    }

    /** All that are known, in no order. */
    public List<Sent> all() {
        List<Sent> all = new ArrayList<>();
        entries.forEach((key, entry) ->
                all.add(new Sent(key.address(), key.protocol(), entry.sent(), entry.mayMiss, entry.last)));
        return all;
    }
}
