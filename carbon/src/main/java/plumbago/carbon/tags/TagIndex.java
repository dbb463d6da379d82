package plumbago.carbon.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.records.RecordUpkeep;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.MetricName;

/**
 * From tags to series. Kept in memory, and in a file from which the index is made again at the next start. Changes
 * always succeed in memory; the file follows as soon as the disk takes them. Without tagged series it costs nothing. Safe
 * for any number of threads.
 *
 * <p>A series whose points were seen is worth more than one that somebody only registered: where there is no space, the
 * latter give way. As in Graphite a tag stays known after its last series is gone, while values do not.
 */
public final class TagIndex implements TaggedNames, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TagIndex.class);

    /** Of the limit, in per cent, what has to be free before series are looked for that had no space. */
    private static final int FREE_PER_CENT = 10;

    private final TagTable table;
    private final long maxBytes;
    private final Predicate<String> storage;
    /** Null for an index that is lost when the process ends. */
    private final TagFile file;

    private boolean full;
    private boolean missesSome;
    private long gaveWay;

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
        this.maxBytes = maxBytes;
        table = new TagTable(maxBytes);
        storage = name -> false;
        file = null;
    }

    /**
     * An index that lives in a file of a folder; both are made with the first series. Series for which there is no space
     * are left out.
     *
     * @param maxBytes about how much memory it may take
     * @param storage whether a series of this name is stored
     * @throws IOException if the file cannot be read; the message names it
     */
    public TagIndex(Path folder, long maxBytes, Predicate<String> storage) throws IOException {
        this.maxBytes = maxBytes;
        this.storage = storage;
        table = new TagTable(maxBytes);
        file = new TagFile(folder, new TagFile.Contents() {
            @Override
            public List<String> names(boolean onlyRegistered) {
                synchronized (TagIndex.this) {
                    return table.names(onlyRegistered);
                }
            }

            @Override
            public long nameBytes() {
                synchronized (TagIndex.this) {
                    return table.nameBytes();
                }
            }

            @Override
            public int size() {
                return TagIndex.this.size();
            }
        });
        file.read(new TagFile.Changes() {
            @Override
            public void added(String name, boolean onlyRegistered) {
                insert(TaggedName.tags(name), onlyRegistered && !storage.test(name));
            }

            @Override
            public void removed(String name) {
                boolean unused = table.remove(name);
            }
        });
    }

    /** An index that lives in a file of a folder, of any size. */
    public TagIndex(Path folder) throws IOException {
        this(folder, Long.MAX_VALUE, name -> false);
    }

    /** Has the file follow the changes as soon as they are made. */
    public void keptBy(RecordUpkeep upkeep) {
        if (file != null) {
            upkeep.keep(file.records());
        }
    }

    /** In how many places the file was damaged when it was read. */
    public int damagedPlaces() {
        return file == null ? 0 : file.records().damagedPlaces();
    }

    /**
     * Adds a series of which there are points. The file follows later.
     *
     * @return the name in the form it is kept in
     * @throws TagException if the name is not well made, or there is no space for it
     */
    public String add(String name) {
        return add(name, false);
    }

    /**
     * Adds a series that somebody registers. It gives way when there is no space for those of which there are points.
     *
     * @return the name in the form it is kept in
     * @throws TagException if the name is not well made or too long, or there is no space for it
     */
    public String register(String name) {
        return add(name, true);
    }

    private String add(String name, boolean byRegistration) {
        Map<String, String> parsed = parse(name);
        String canonical = TaggedName.format(parsed);
        boolean onlyRegistered = byRegistration && !storage.test(canonical);
        synchronized (this) {
            if (!table.contains(canonical)) {
                if (!insert(parsed, onlyRegistered)) {
                    missesSome |= !onlyRegistered;
                    throw new TagException(
                            "the tag index is at its limit of " + maxBytes + " bytes (MAX_TAG_INDEX_BYTES)");
                }
                changed(canonical, onlyRegistered);
            } else if (!onlyRegistered && table.isOnlyRegistered(canonical)) {
                table.isStored(canonical);
                changed(canonical, false);
            }
        }
        return canonical;
    }

    private void changed(String name, boolean onlyRegistered) {
        if (file != null) {
            file.added(name, onlyRegistered);
        }
    }

    /** The tags of the name that is kept: of several spellings the one that means itself. */
    private static Map<String, String> parse(String name) {
        try {
            if (name.length() > MetricName.MAX_NAME_BYTES
                    || name.getBytes(StandardCharsets.UTF_8).length > MetricName.MAX_NAME_BYTES) {
                throw new TagException(
                        "a name may have " + MetricName.MAX_NAME_BYTES + " bytes, and this one has more");
            }
            return TaggedName.tags(TaggedName.format(TaggedName.tags(name)));
        } catch (IllegalArgumentException e) {
            throw new TagException(e.getMessage());
        }
    }

    private boolean insert(Map<String, String> parsed, boolean onlyRegistered) {
        String canonical = TaggedName.format(parsed);
        if (table.contains(canonical)) {
            if (!onlyRegistered) {
                table.isStored(canonical);
            }
            return true;
        }
        boolean fits = table.add(canonical, parsed, onlyRegistered, gone -> {
            gaveWay++;
            if (file != null) {
                file.removed(gone);
            }
        });
        if (!fits && !full) {
            LOG.warn(
                    "the tag index is at its limit of {} bytes (MAX_TAG_INDEX_BYTES); further series are stored, and not"
                            + " findable by tag",
                    maxBytes);
        }
        full = !fits;
        return fits;
    }

    /**
     * Removes a series. The file follows later.
     *
     * @return whether it was there
     * @throws TagException if the name is not well made
     */
    public synchronized boolean remove(String name) {
        String canonical = canonical(name);
        boolean was = table.remove(canonical);
        if (was && file != null) {
            file.removed(canonical);
        }
        return was;
    }

    /**
     * A name in the form it is kept in.
     *
     * @throws TagException if the name is not well made or too long
     */
    public static String canonical(String name) {
        return TaggedName.format(parse(name));
    }

    /** Writes what is not in the file yet, if the disk takes it; otherwise that is tried again later. */
    public void save() {
        if (file != null) {
            file.save();
        }
    }

    /** Whether series were left out for which there is space now; asking forgets it. */
    public synchronized boolean hasSpaceForMissed() {
        boolean fits = missesSome && table.bytes() < maxBytes / 100 * (100 - FREE_PER_CENT);
        missesSome &= !fits;
        return fits;
    }

    /** How many series that were only registered had to give way. */
    public synchronized long gaveWay() {
        return gaveWay;
    }

    /**
     * The names in the file of an index, which is only read: another process may have it.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Collection<String> namesIn(Path folder) throws IOException {
        return new TagIndex(folder).names();
    }

    @Override
    public synchronized Collection<String> names() {
        return table.names();
    }

    @Override
    public void removed(String name) {
        try {
            boolean unused = remove(name);
        } catch (TagException e) {
            LOG.debug("{} was not findable by tag: {}", name, e.getMessage());
        }
    }

    /** About how much memory it takes. */
    public synchronized long memoryBytes() {
        return table.bytes();
    }

    /** How many series it holds. */
    public synchronized int size() {
        return table.size();
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
        for (TagTable.Entry entry : matching(expressions, watcher)) {
            names.add(entry.name());
        }
        return new ArrayList<>(names);
    }

    /** Patterns are tried without the lock: some take long, and who adds series must not wait for them. */
    private List<TagTable.Entry> matching(Collection<String> texts, Runnable watcher) {
        List<TagExpression> expressions = new ArrayList<>();
        for (String text : texts) {
            expressions.add(TagExpression.parse(text, watcher));
        }
        TagExpression first = expressions.stream()
                .filter(TagExpression::isExact)
                .min(Comparator.comparingInt(this::count))
                .or(() -> expressions.stream().filter(TagExpression::needsTag).findFirst())
                .orElseThrow(() -> new TagException("at least one tag expression must not match the empty value"));
        List<TagTable.Entry> result = new ArrayList<>();
        for (TagTable.Entry entry : having(first)) {
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
        return table.count(exact.tag(), exact.value());
    }

    private synchronized List<TagTable.Entry> entries(List<String> values, String tag) {
        return table.having(tag, values);
    }

    private synchronized List<String> valuesOf(String tag) {
        return table.values(tag);
    }

    private List<TagTable.Entry> having(TagExpression expression) {
        if (expression.isExact()) {
            return count(expression) == 0 ? List.of() : entries(List.of(expression.value()), expression.tag());
        }
        List<String> values = new ArrayList<>(valuesOf(expression.tag()));
        values.removeIf(value -> !expression.matches(value));
        return values.isEmpty() ? List.of() : entries(values, expression.tag());
    }

    /** All tags in order. */
    public synchronized List<Listed> tags() {
        return table.tags();
    }

    /** A tag and its values in order, the tag itself coming first; nothing if the tag is not known. */
    public synchronized Optional<List<Listed>> values(String tag) {
        List<Listed> listed = table.listed(tag);
        return listed.isEmpty() ? Optional.empty() : Optional.of(listed);
    }

    /** Tags of series that match, in order, but those the expressions speak of. */
    public Collection<String> tagsOf(Collection<String> expressions, Runnable watcher) {
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
    public Collection<String> valuesOf(String tag, Collection<String> expressions, Runnable watcher) {
        List<String> andTheTag = new ArrayList<>(expressions);
        andTheTag.add(tag + "!=");
        Set<String> result = new TreeSet<>();
        matching(andTheTag, watcher).forEach(entry -> result.add(entry.tags().get(tag)));
        return result;
    }

    /** Writes what is not in the file yet. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
