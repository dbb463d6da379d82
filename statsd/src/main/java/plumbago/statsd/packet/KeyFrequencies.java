package plumbago.statsd.packet;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts how often each name comes, for the log of the most frequent ones ({@code keyFlush}). Each line is looked at once
 * more for it, as it costs the usual way nothing where it is not wanted. Belongs to one thread.
 */
public final class KeyFrequencies {
    /** Beyond so many names in an interval further ones are not counted. */
    private static final int MOST_NAMES = 100_000;

    private final boolean clean;
    private Map<String, long[]> counts = new HashMap<>();

    /** @param clean whether names are cleaned */
    public KeyFrequencies(boolean clean) {
        this.clean = clean;
    }

    /** A name and how often it came. */
    public record Frequency(String key, long count) {}

    /** Counts the names of a packet. */
    public void count(byte[] packet, int from, int to) {
        int at = from;
        while (at < to) {
            int end = at;
            int keyEnd = -1;
            while (end < to && packet[end] != '\n') {
                if (keyEnd < 0 && packet[end] == ':') {
                    keyEnd = end;
                }
                end++;
            }
            if (end > at) {
                count(packet, at, keyEnd < 0 ? end : keyEnd, 1);
            }
            at = end + 1;
        }
    }

    private void count(byte[] packet, int from, int to, long more) {
        byte[] key = new byte[to - from];
        System.arraycopy(packet, from, key, 0, key.length);
        int end = clean ? KeyCleaning.clean(key, 0, key.length, key, 0) : key.length;
        String text = new String(key, 0, end, StandardCharsets.UTF_8);
        long[] count = counts.get(text);
        if (count == null && counts.size() < MOST_NAMES) {
            count = new long[1];
            counts.put(text, count);
        }
        if (count != null) {
            count[0] += more;
        }
    }

    /** The most frequent names since the last time, the most frequent first. */
    public List<Frequency> take(double percent) {
        Map<String, long[]> taken = counts;
        counts = new HashMap<>();
        return taken.entrySet().stream()
                .map(entry -> new Frequency(entry.getKey(), entry.getValue()[0]))
                .sorted((one, other) -> Long.compare(other.count(), one.count()))
                .limit((long) Math.ceil(taken.size() * percent / 100))
                .toList();
    }
}
