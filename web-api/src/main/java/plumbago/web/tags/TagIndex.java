package plumbago.web.tags;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.carbon.housekeeping.TaggedNames;

/**
 * From tags to series: for each value of each tag the series that have it. Kept in memory; changes are appended to a
 * file, from which the index is made again at the next start. Without tagged series it costs nothing. Safe for any
 * number of threads.
 *
 * <p>As in Graphite a tag stays known after its last series is gone, while values do not.
 */
public final class TagIndex implements TaggedNames, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TagIndex.class);

    /** What a series takes besides the letters of its name, by measurement, without its tags. */
    private static final int SERIES_BYTES = 176;

    /** What each of its tags takes: texts, and its place among those of the series. */
    private static final int TAG_BYTES = 136;

    /** What a value takes that no other series has. */
    private static final int VALUE_BYTES = 96;

    private final Map<String, Tag> tags = new TreeMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /** By number; null for one that was removed. */
    private final List<Entry> series = new ArrayList<>();

    private final TagLog log;
    private final long maxBytes;
    private int nextId = 1;
    private long bytes;
    private boolean full;

    /** A series' name and its tags. */
    private record Entry(String name, Map<String, String> tags) {}

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
    }

    /** A tag or a value with the number it has, and how many series have it. */
    public record Listed(int id, String text, int count) {}

    /** An index that is lost when the process ends. */
    public TagIndex() {
        this(Long.MAX_VALUE);
    }

    /**
     * An index that is lost when the process ends.
     *
     * @param maxBytes about how much memory it may take
     */
    public TagIndex(long maxBytes) {
        log = null;
        this.maxBytes = maxBytes;
    }

    /**
     * An index that lives in a file, made if it does not exist.
     *
     * @throws IOException if the file cannot be read or written; the message names it
     */
    public TagIndex(Path file) throws IOException {
        this(file, Long.MAX_VALUE);
    }

    /**
     * An index that lives in a file, made if it does not exist. Series for which there is no room are left out, also of
     * the file.
     *
     * @param maxBytes about how much memory it may take
     * @throws IOException if the file cannot be read or written; the message names it
     */
    public TagIndex(Path file, long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        TagLog opened = new TagLog(file);
        opened.replay(this::insertIfRoom, this::delete);
        opened.startWriting(
                series.stream().filter(entry -> entry != null).map(Entry::name).toList());
        log = opened;
    }

    /**
     * Adds a series.
     *
     * @return the name in the form it is kept in
     * @throws TagException if the name is not well made, or there is no room for it
     */
    public synchronized String add(String name) throws IOException {
        Map<String, String> parsed = TaggedName.parse(name);
        String canonical = TaggedName.format(parsed);
        if (!numbers.containsKey(canonical)) {
            if (!hasRoom()) {
                throw new TagException("the tag index is at its limit of " + maxBytes + " bytes (MAX_TAG_INDEX_BYTES)");
            }
            if (log != null) {
                log.added(canonical);
            }
            insert(canonical, parsed);
        }
        return canonical;
    }

    /**
     * Removes a series.
     *
     * @return whether it was there
     */
    public synchronized boolean remove(String name) throws IOException {
        String canonical = TaggedName.format(TaggedName.parse(name));
        if (!numbers.containsKey(canonical)) {
            return false;
        }
        if (log != null) {
            log.removed(canonical);
        }
        delete(canonical);
        return true;
    }

    /**
     * The names in the file of an index, which is only read: another process may have it.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Collection<String> namesIn(Path file) throws IOException {
        TagIndex index = new TagIndex();
        new TagLog(file).replay(index::insertIfRoom, index::delete);
        return index.names();
    }

    @Override
    public synchronized Collection<String> names() {
        return List.copyOf(numbers.keySet());
    }

    @Override
    public void removed(String name) {
        try {
            boolean unused = remove(name);
        } catch (TagException e) {
            LOG.debug("{} was not findable by tag: {}", name, e.getMessage());
        } catch (IOException e) {
            LOG.warn("{} is findable by tag again after a restart: {}", name, e.getMessage());
        }
    }

    private void insertIfRoom(String canonical) {
        if (hasRoom()) {
            insert(canonical, TaggedName.parse(canonical));
        }
    }

    private boolean hasRoom() {
        boolean room = bytes < maxBytes;
        if (!room && !full) {
            LOG.warn(
                    "the tag index is at its limit of {} bytes (MAX_TAG_INDEX_BYTES); further series are stored, and not"
                            + " findable by tag",
                    maxBytes);
        }
        full = !room;
        return room;
    }

    /** About how much memory it takes. */
    public synchronized long memoryBytes() {
        return bytes;
    }

    private static long bytesOf(String canonical, Map<String, String> parsed) {
        return SERIES_BYTES + canonical.length() + (long) TAG_BYTES * parsed.size();
    }

    private void insert(String canonical, Map<String, String> parsed) {
        if (numbers.putIfAbsent(canonical, series.size()) != null) {
            return;
        }
        int number = series.size();
        series.add(new Entry(canonical, parsed));
        bytes += bytesOf(canonical, parsed);
        parsed.forEach((tag, value) -> tags.computeIfAbsent(tag, key -> new Tag(nextId++))
                .values
                .computeIfAbsent(value, key -> newValue())
                .add(number));
    }

    private Value newValue() {
        bytes += VALUE_BYTES;
        return new Value(nextId++);
    }

    private void delete(String canonical) {
        Integer number = numbers.remove(canonical);
        if (number == null) {
            return;
        }
        bytes -= bytesOf(canonical, series.get(number).tags());
        series.get(number).tags().forEach((tag, text) -> {
            Map<String, Value> values = tags.get(tag).values;
            Value value = values.get(text);
            value.remove(number);
            if (value.count == 0) {
                values.remove(text);
                bytes -= VALUE_BYTES;
            }
        });
        series.set(number, null);
    }

    public synchronized int size() {
        return numbers.size();
    }

    /** As {@link #find(Collection, Runnable)}, for as long as it takes. */
    public List<String> find(Collection<String> expressions) {
        return find(expressions, () -> {});
    }

    /**
     * The names of the series that all expressions match, in order.
     *
     * @param watcher called now and then while patterns are tried; what it throws ends that
     * @throws TagException if an expression cannot be read, or none needs a tag to be there
     */
    public List<String> find(Collection<String> expressions, Runnable watcher) {
        Set<String> names = new TreeSet<>();
        for (Entry entry : matching(expressions, watcher)) {
            names.add(entry.name());
        }
        return new ArrayList<>(names);
    }

    /** Patterns are tried without the lock: some take long, and who adds series must not wait for them. */
    private List<Entry> matching(Collection<String> texts, Runnable watcher) {
        List<TagExpression> expressions = new ArrayList<>();
        for (String text : texts) {
            expressions.add(TagExpression.parse(text, watcher));
        }
        TagExpression first = expressions.stream()
                .filter(TagExpression::isExact)
                .min(Comparator.comparingInt(this::count))
                .or(() -> expressions.stream().filter(TagExpression::needsTag).findFirst())
                .orElseThrow(() -> new TagException("at least one tag expression must not match the empty value"));
        List<Entry> result = new ArrayList<>();
        for (Entry entry : having(first)) {
            boolean all = true;
            for (TagExpression expression : expressions) {
                all = all
                        && (expression == first
                                || expression.matches(entry.tags().getOrDefault(expression.tag(), "")));
            }
            if (all) {
                result.add(entry);
            }
        }
        return result;
    }

    private synchronized int count(TagExpression exact) {
        Tag tag = tags.get(exact.tag());
        Value value = tag == null ? null : tag.values.get(exact.value());
        return value == null ? 0 : value.count;
    }

    private synchronized List<Entry> entries(List<String> values, String tag) {
        Tag known = tags.get(tag);
        List<Entry> result = new ArrayList<>();
        for (String text : values) {
            Value value = known.values.get(text);
            for (int i = 0; value != null && i < value.count; i++) {
                result.add(series.get(value.numbers[i]));
            }
        }
        return result;
    }

    private List<Entry> having(TagExpression expression) {
        if (expression.isExact()) {
            return count(expression) == 0 ? List.of() : entries(List.of(expression.value()), expression.tag());
        }
        List<String> values = new ArrayList<>();
        synchronized (this) {
            Tag tag = tags.get(expression.tag());
            if (tag != null) {
                values.addAll(tag.values.keySet());
            }
        }
        values.removeIf(value -> !expression.matches(value));
        return values.isEmpty() ? List.of() : entries(values, expression.tag());
    }

    /** All tags in order. */
    public synchronized List<Listed> tags() {
        List<Listed> result = new ArrayList<>();
        tags.forEach((name, tag) -> result.add(new Listed(tag.id, name, tag.values.size())));
        return result;
    }

    /** A tag and its values in order, the tag itself coming first; nothing if the tag was never used. */
    public synchronized Optional<List<Listed>> values(String tag) {
        Tag known = tags.get(tag);
        if (known == null) {
            return Optional.empty();
        }
        List<Listed> result = new ArrayList<>();
        result.add(new Listed(known.id, tag, known.values.size()));
        known.values.forEach((text, value) -> result.add(new Listed(value.id, text, value.count)));
        return Optional.of(result);
    }

    /** Tags of series that match, in order, but those the expressions speak of. */
    Collection<String> tagsOf(Collection<String> expressions, Runnable watcher) {
        Set<String> result = new TreeSet<>();
        matching(expressions, watcher)
                .forEach(entry -> result.addAll(entry.tags().keySet()));
        Set<String> spoken = new HashSet<>();
        expressions.forEach(
                text -> spoken.add(TagExpression.parse(text, watcher).tag()));
        result.removeAll(spoken);
        return result;
    }

    /** Values that a tag has in series that match, in order. */
    Collection<String> valuesOf(String tag, Collection<String> expressions, Runnable watcher) {
        List<String> andTheTag = new ArrayList<>(expressions);
        andTheTag.add(tag + "!=");
        Set<String> result = new TreeSet<>();
        matching(andTheTag, watcher).forEach(entry -> result.add(entry.tags().get(tag)));
        return result;
    }

    @Override
    public synchronized void close() throws IOException {
        if (log != null) {
            log.close();
        }
    }
}
