package plumbago.carbon.tags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * For each value of each tag the series that have it, within a bound of memory. Where there is no space, what is of the
 * least use gives way: tags that no series has any more, then series that somebody only registered, the oldest first. Not
 * thread-safe.
 */
final class TagTable {
    /** What a series takes besides the letters of its name, by measurement, without its tags. */
    private static final int SERIES_BYTES = 176;

    /** What each of its tags takes: texts, and its place among those of the series. */
    private static final int TAG_BYTES = 136;

    /** What a value takes that no other series has. */
    private static final int VALUE_BYTES = 96;

    /** What a tag takes that no other series has; it stays when the last series is gone. */
    private static final int NEW_TAG_BYTES = 192;

    /** What it takes to remember that nobody has seen a point of a series. */
    private static final int REGISTERED_BYTES = 64;

    /** Numbers of series that are gone are given up when they are more than those in use, and so many. */
    private static final int LEAST_GONE = 4096;

    private static final char LAST_OF_ONE_BYTE = 0xFF;

    private final Map<String, Tag> tags = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** By number; null for one that was removed. */
    private final List<Entry> series = new ArrayList<>();
    /** Names of series that nobody has seen a point of, the oldest first. */
    private final Set<String> registered = new LinkedHashSet<>();
    /** Tags that no series has any more. */
    private final Set<String> unused = new LinkedHashSet<>();

    private final long maxBytes;
    private int nextId = 1;
    private long bytes;
    private long nameBytes;

    /** A series' name and its tags. */
    record Entry(String name, Map<String, String> tags) {}

    private static final class Tag {
        private final int id;
        private final Map<String, Value> values = new TreeMap<>();

        Tag(int id) {
            this.id = id;
        }
    }

    /** The series that have one value of a tag: their numbers in rising order. */
    private static final class Value {
        private final int id;
        private int[] numbers = new int[4];
        private int count;

        Value(int id) {
            this.id = id;
        }

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count + (count >> 1) + 1);
            }
            numbers[count++] = number;
        }

        void remove(int number) {
            int at = Arrays.binarySearch(numbers, 0, count, number);
            if (at >= 0) {
                System.arraycopy(numbers, at + 1, numbers, at, count - at - 1);
                count--;
            }
        }

        void renumber(int[] fresh) {
            for (int i = 0; i < count; i++) {
                numbers[i] = fresh[numbers[i]];
            }
        }
    }

    /** @param maxBytes about how much memory it may take */
    TagTable(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** About how much memory it takes. */
    long bytes() {
        return bytes;
    }

    /** About how many letters all names have. */
    long nameBytes() {
        return nameBytes;
    }

    int size() {
        return numbers.size();
    }

    boolean contains(String name) {
        return numbers.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(numbers.keySet());
    }

    /** Of series that have points, or of those that were only registered, the oldest first. */
    List<String> names(boolean onlyRegistered) {
        return onlyRegistered
                ? List.copyOf(registered)
                : numbers.keySet().stream()
                        .filter(name -> !registered.contains(name))
                        .toList();
    }

    /** Whether nobody has seen a point of a series. */
    boolean isOnlyRegistered(String name) {
        return registered.contains(name);
    }

    /** Notes that a point of a series has been seen. */
    void isStored(String name) {
        if (registered.remove(name)) {
            bytes -= REGISTERED_BYTES;
        }
    }

    /**
     * Adds a series that is not there yet.
     *
     * @param parsed its tags
     * @param onlyRegistered whether nobody has seen a point of it; then nothing but unused tags gives way to it
     * @param gone called with each series that gives way
     * @return whether there was space
     */
    boolean add(String name, Map<String, String> parsed, boolean onlyRegistered, Consumer<String> gone) {
        long needed = bytesOf(name, parsed) + bytesOfNew(parsed) + (onlyRegistered ? REGISTERED_BYTES : 0);
        if (needed > maxBytes || !makeSpace(needed, !onlyRegistered, gone)) {
            return false;
        }
        int number = series.size();
        numbers.put(name, number);
        series.add(new Entry(name, parsed));
        nameBytes += name.length();
        bytes += bytesOf(name, parsed);
        parsed.forEach((tag, text) -> value(tag, text).add(number));
        if (onlyRegistered) {
            registered.add(name);
            bytes += REGISTERED_BYTES;
        }
        return true;
    }

    private boolean makeSpace(long needed, boolean ofRegistered, Consumer<String> gone) {
        while (bytes + needed > maxBytes) {
            Set<String> least = unused.isEmpty() && ofRegistered ? registered : unused;
            if (least.isEmpty()) {
                return false;
            }
            String first = least.iterator().next();
            if (least == unused) {
                unused.remove(first);
                tags.remove(first);
                bytes -= NEW_TAG_BYTES + bytesOf(first);
            } else {
                remove(first);
                gone.accept(first);
            }
        }
        return true;
    }

    private Value value(String tag, String text) {
        Tag known = tags.get(tag);
        if (known == null) {
            known = new Tag(nextId++);
            tags.put(tag, known);
            bytes += NEW_TAG_BYTES + bytesOf(tag);
        }
        unused.remove(tag);
        Value value = known.values.get(text);
        if (value == null) {
            value = new Value(nextId++);
            known.values.put(text, value);
            bytes += VALUE_BYTES;
        }
        return value;
    }

    /** The name is there as a whole and in its parts. */
    private static long bytesOf(String name, Map<String, String> parsed) {
        return SERIES_BYTES + 2 * bytesOf(name) + (long) TAG_BYTES * parsed.size();
    }

    private long bytesOfNew(Map<String, String> parsed) {
        long fresh = 0;
        for (Map.Entry<String, String> one : parsed.entrySet()) {
            Tag known = tags.get(one.getKey());
            fresh += known == null ? NEW_TAG_BYTES + bytesOf(one.getKey()) : 0;
            fresh += known == null || !known.values.containsKey(one.getValue()) ? VALUE_BYTES : 0;
        }
        return fresh;
    }

    private static long bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return 2L * text.length();
            }
        }
        return text.length();
    }

    /** Removes a series; its tags stay, its values do not. */
    boolean remove(String name) {
        Integer number = numbers.remove(name);
        if (number == null) {
            return false;
        }
        Entry entry = series.get(number);
        isStored(name);
        nameBytes -= name.length();
        bytes -= bytesOf(name, entry.tags());
        entry.tags().forEach((tag, text) -> {
            Map<String, Value> values = tags.get(tag).values;
            Value value = values.get(text);
            value.remove(number);
            if (value.count == 0) {
                values.remove(text);
                bytes -= VALUE_BYTES;
            }
            if (values.isEmpty()) {
                unused.add(tag);
            }
        });
        series.set(number, null);
        if (series.size() - numbers.size() > numbers.size() + LEAST_GONE) {
            renumber();
        }
        return true;
    }

    private void renumber() {
        int[] fresh = new int[series.size()];
        List<Entry> left = new ArrayList<>(numbers.size());
        for (int i = 0; i < fresh.length; i++) {
            Entry entry = series.get(i);
            if (entry != null) {
                fresh[i] = left.size();
                numbers.put(entry.name(), left.size());
                left.add(entry);
            }
        }
        tags.values().forEach(tag -> tag.values.values().forEach(value -> value.renumber(fresh)));
        series.clear();
        series.addAll(left);
    }

    /** How many series have this value of a tag. */
    int count(String tag, String text) {
        Tag known = tags.get(tag);
        Value value = known == null ? null : known.values.get(text);
        return value == null ? 0 : value.count;
    }

    /** The series that have one of these values of a tag. */
    List<Entry> having(String tag, Collection<String> values) {
        Tag known = tags.get(tag);
        List<Entry> result = new ArrayList<>();
        for (String text : known == null ? List.<String>of() : values) {
            Value value = known.values.get(text);
            for (int i = 0; value != null && i < value.count; i++) {
                result.add(series.get(value.numbers[i]));
            }
        }
        return result;
    }

    /** All values of a tag in order; none if it is not known. */
    List<String> values(String tag) {
        Tag known = tags.get(tag);
        return known == null ? List.of() : new ArrayList<>(known.values.keySet());
    }

    /** All tags in order. */
    List<TagIndex.Listed> tags() {
        List<TagIndex.Listed> result = new ArrayList<>(tags.size());
        tags.forEach((name, tag) -> result.add(new TagIndex.Listed(tag.id, name, tag.values.size())));
        return result;
    }

    /** A tag and its values in order, the tag itself coming first; nothing if the tag is not known. */
    List<TagIndex.Listed> listed(String tag) {
        Tag known = tags.get(tag);
        if (known == null) {
            return List.of();
        }
        List<TagIndex.Listed> result = new ArrayList<>();
        result.add(new TagIndex.Listed(known.id, tag, known.values.size()));
        known.values.forEach((text, value) -> result.add(new TagIndex.Listed(value.id, text, value.count)));
        return result;
    }
}
