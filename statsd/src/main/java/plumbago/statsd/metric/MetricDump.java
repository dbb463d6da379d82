package plumbago.statsd.metric;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The metrics of a type at some moment. Unchangeable, and so for any thread. */
public final class MetricDump {
    private static final int ID_BITS = 28;

    private final byte[][] names;
    private final long[] since;

    /** By id; null where there are those of timers. */
    private final double[] values;

    /** Null where the values are by id. */
    private final ValueColumns ofTimers;

    /**
     * @param names by id; null for none
     * @param since the order of the names
     * @param values by id
     */
    MetricDump(byte[][] names, long[] since, double[] values) {
        this.names = names;
        this.since = since;
        this.values = values;
        this.ofTimers = null;
    }

    MetricDump(byte[][] names, long[] since, ValueColumns ofTimers) {
        this.names = names;
        this.since = since;
        this.values = null;
        this.ofTimers = ofTimers;
    }

    /** The names in the order in which they came, in front of their values: numbers, or lists of them for timers. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>();
        List<List<Object>> lists = new ArrayList<>();
        for (int id = 0; ofTimers != null && id < names.length; id++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; ofTimers != null && i < ofTimers.count(); i++) {
            lists.get(ofTimers.owner(i)).add(ofTimers.value(i));
        }
        for (int id : inOrder()) {
            all.put(
                    new String(names[id], StandardCharsets.UTF_8),
                    ofTimers == null ? (Object) values[id] : lists.get(id));
        }
        return all;
    }

    private int[] inOrder() {
        long[] order = new long[names.length];
        int count = 0;
        for (int id = 0; id < names.length; id++) {
            if (names[id] != null) {
                order[count++] = since[id] << ID_BITS | id;
            }
        }
        Arrays.sort(order, 0, count);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = (int) order[i] & (1 << ID_BITS) - 1;
        }
        return ids;
    }

    /**
     * What patterns mean: the metric of a name, or, if they end with {@code .*}, all whose names begin with what is before the
     * star. Takes about as long for thousands of patterns as for one; a metric belongs to the first that means it.
     *
     * @return for each pattern the ids, in the order in which the names came
     */
    public List<List<Integer>> matching(List<String> patterns) {
        NavigableMap<byte[], Integer> left = new TreeMap<>(Arrays::compareUnsigned);
        for (int id = 0; id < names.length; id++) {
            if (names[id] != null) {
                left.put(names[id], id);
            }
        }
        List<List<Integer>> all = new ArrayList<>();
        for (String pattern : patterns) {
            byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
            boolean isFolder = pattern.endsWith(".*");
            byte[] from = isFolder ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
            byte[] to = from.clone();
            if (isFolder) {
                to[to.length - 1]++;
            }
            Map<byte[], Integer> meant = left.subMap(from, true, to, !isFolder);
            List<Integer> ids = new ArrayList<>(meant.values());
            ids.sort(Comparator.comparingLong(id -> since[id]));
            all.add(ids);
            meant.clear();
        }
        return all;
    }

    /** A metric's name. */
    public String name(int id) {
        return new String(names[id], StandardCharsets.UTF_8);
    }

    /** The bytes of a metric's name, which are not to be changed. */
    byte[] nameBytes(int id) {
        return names[id];
    }
}
