package plumbago.statsd.metric;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of a type at some moment. Unchangeable, and so for any thread. */
public final class MetricDump {
    private static final int ID_BITS = 28;

    private final byte[][] names;
    private final long[] since;
    private final double[] values;

    /** Whose values they are; null where they are by id. */
    private final int[] whose;

    /**
     * @param names by id; null for none
     * @param since the order of the names
     * @param values by id
     */
    MetricDump(byte[][] names, long[] since, double[] values) {
        this(names, since, values, null);
    }

    MetricDump(byte[][] names, long[] since, double[] values, int[] whose) {
        this.names = names;
        this.since = since;
        this.values = values;
        this.whose = whose;
    }

    /** The names in the order in which they came, in front of their values: numbers, or lists of them for timers. */
    public Map<String, Object> byName() {
        Map<String, Object> all = new LinkedHashMap<>();
        List<List<Object>> lists = new ArrayList<>();
        for (int id = 0; whose != null && id < names.length; id++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; whose != null && i < whose.length; i++) {
            lists.get(whose[i]).add(values[i]);
        }
        for (int id : inOrder()) {
            all.put(new String(names[id], StandardCharsets.UTF_8), whose == null ? (Object) values[id] : lists.get(id));
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

    /** Whether a pattern stands for all metrics of a folder, and not for the one of this name. */
    public static boolean isFolder(String pattern) {
        return pattern.endsWith(".*");
    }

    /** The ids of all whose names begin with what is before the star of a {@link #isFolder folder}. */
    public List<Integer> matching(String folder) {
        byte[] pattern = folder.getBytes(StandardCharsets.UTF_8);
        int length = pattern.length - 1;
        List<Integer> ids = new ArrayList<>();
        for (int id : inOrder()) {
            byte[] name = names[id];
            if (name.length >= length && Arrays.equals(name, 0, length, pattern, 0, length)) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** A metric's name. */
    public String name(int id) {
        return new String(names[id], StandardCharsets.UTF_8);
    }
}
