package plumbago.carbon.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.records.EarlierLines;
import plumbago.base.records.RecordFile;
import plumbago.base.records.RecordKind;
import plumbago.base.records.RecordUpkeep;

/**
 * Events in order of time, bounded in number and memory: those that were posted first give way to further ones. Kept in
 * memory and in a file with a record for each. Safe for any number of threads.
 */
public final class EventStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);
    private static final Comparator<Event> BY_TIME =
            Comparator.comparingLong(Event::when).thenComparing(Event::id);

    /** Numbers have nine digits at most, as they are asked for. */
    private static final int LAST_ID = 999_999_999;

    private final EventRecords records = new EventRecords();
    private final EventLimits limits;

    /** Null for a store that is lost when the process ends. */
    private final RecordFile file;

    /** Null while nobody looks after the file. */
    private volatile RecordUpkeep upkeep;

    /** Guards what follows. Where the file is locked as well, that comes first. */
    private final Object lock = new Object();

    private final TreeSet<Event> events = new TreeSet<>(BY_TIME);
    /** By number; in the order in which they were posted. */
    private final Map<Integer, Event> byId = new LinkedHashMap<>();

    private int lastId;
    private long gaveWay;
    private long bytes;
    private long recordBytes;

    /** A store that is lost when the process ends, of any size. */
    public EventStore() {
        this(new EventLimits(Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    /** A store that is lost when the process ends. */
    public EventStore(EventLimits limits) {
        this.limits = limits;
        file = null;
    }

    /**
     * A store that lives in a file of a folder; both are made with the first event. Of more events than may be kept the
     * last ones are read.
     *
     * @throws IOException if the file exists and cannot be read; the message names it
     */
    public EventStore(Path folder, EventLimits limits) throws IOException {
        this.limits = limits;
        file = new RecordFile(
                folder.resolve("events.records"),
                new RecordKind(2, "events"),
                folder.resolve("events.log"),
                new RecordFile.Contents() {
                    @Override
                    public void each(RecordFile.Sink sink) throws IOException {
                        for (Event event : inOrderOfPosting()) {
                            sink.put(records.record(event));
                        }
                    }

                    @Override
                    public long bytes() {
                        synchronized (lock) {
                            return recordBytes;
                        }
                    }
                });
        if (!file.read((place, content) -> restore(new String(content, StandardCharsets.UTF_8)))) {
            Optional<Path> earlier = file.earlier();
            if (earlier.isPresent()) {
                EarlierLines.read(earlier.get(), line -> insert(records.stored(line)));
                file.writeAnew();
            }
        }
        if (gaveWay > 0) {
            LOG.warn(
                    "{} events of {} were left out: there may be {} (MAX_EVENTS), of {} bytes (MAX_EVENT_BYTES)",
                    gaveWay,
                    folder,
                    limits.maxEvents(),
                    limits.maxBytes());
        }
    }

    private void restore(String text) {
        try {
            insert(records.stored(text));
        } catch (IllegalArgumentException e) {
            LOG.warn("an event was left out: {}", e.getMessage());
        }
    }

    /** Has the file looked after, until this is closed. */
    public void keptBy(RecordUpkeep keeper) {
        if (file != null) {
            upkeep = keeper;
            keeper.keep(file);
        }
    }

    /** In how many places the file was damaged when it was read. */
    public int damagedPlaces() {
        return file == null ? 0 : file.damagedPlaces();
    }

    /**
     * Adds an event and gives it the next number, from 1 on; the oldest ones give way if it goes beyond a limit.
     *
     * @param when seconds since the epoch, from {@link Event#EARLIEST} to {@link Event#LATEST}
     * @param tags in the order in which they are shown
     * @throws IOException if it cannot be written, and is not added; the message names the file
     * @throws IllegalArgumentException if the time is out of its range, there are more than {@link Event#MOST_TAGS} tags, or
     *     more than {@link Event#MOST_LETTERS} letters
     */
    public Event add(long when, String what, String data, List<String> tags) throws IOException {
        if (when < Event.EARLIEST || when > Event.LATEST) {
            throw new IllegalArgumentException("an event has a time of the years 1 to 9999, and this one " + when);
        }
        if (tags.size() > Event.MOST_TAGS || Event.letters(what, data, tags) > Event.MOST_LETTERS) {
            throw new IllegalArgumentException("an event may have " + Event.MOST_TAGS + " tags and "
                    + Event.MOST_LETTERS + " letters, and this one has " + tags.size() + " and "
                    + Event.letters(what, data, tags));
        }
        if (file == null) {
            return insert(new Event(0, when, what, data, List.copyOf(tags)));
        }
        synchronized (file) {
            Event event = new Event(nextId(), when, what, data, List.copyOf(tags));
            long unused = file.append(records.record(event));
            return insert(event);
        }
    }

    private int nextId() {
        synchronized (lock) {
            return lastId < LAST_ID ? lastId + 1 : 1;
        }
    }

    /** Gives it a number if it has none of its own. */
    private Event insert(Event given) {
        synchronized (lock) {
            boolean isNumbered = given.id() > 0 && given.id() <= LAST_ID && !byId.containsKey(given.id());
            Event event =
                    isNumbered ? given : new Event(nextId(), given.when(), given.what(), given.data(), given.tags());
            remove(byId.get(event.id()));
            byId.put(event.id(), event);
            events.add(event);
            lastId = lastId == LAST_ID ? event.id() : Math.max(lastId, event.id());
            count(event, 1);
            while (byId.size() > limits.maxEvents() || bytes > limits.maxBytes()) {
                gaveWay++;
                remove(byId.values().iterator().next());
            }
            return event;
        }
    }

    private void remove(Event event) {
        if (event != null) {
            byId.remove(event.id());
            events.remove(event);
            count(event, -1);
        }
    }

    private void count(Event event, int sign) {
        bytes += sign * event.memoryBytes();
        recordBytes += sign * records.recordBytes(event);
    }

    private List<Event> inOrderOfPosting() {
        synchronized (lock) {
            return new ArrayList<>(byId.values());
        }
    }

    /** The event of a number, if there is one and it has not given way to others. */
    public Optional<Event> get(int id) {
        synchronized (lock) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    /** How many events there are. */
    public int size() {
        synchronized (lock) {
            return byId.size();
        }
    }

    /** About how many bytes of memory they take. */
    public long memoryBytes() {
        synchronized (lock) {
            return bytes;
        }
    }

    /** How several tags are to be understood: {@code /events/get_data} and targets differ in it, as in graphite-web. */
    public enum Combination {
        /** All tags that are in use at all. */
        KNOWN,
        /** Every one of them, as the event shows them. */
        ALL,
        /** Any of them. */
        ANY
    }

    /**
     * Events of a range, in order of time and then of number.
     *
     * @param from seconds since the epoch; included
     * @param until seconds since the epoch; included. Nothing is found where it is before {@code from}
     * @param tags what they must be tagged with; empty for all events
     * @param combination how several tags are to be understood, which differs by who asks, as in graphite-web
     */
    public List<Event> find(long from, long until, List<String> tags, Combination combination) {
        synchronized (lock) {
            Set<String> wanted = new HashSet<>(tags);
            if (combination == Combination.KNOWN && !tags.isEmpty()) {
                wanted.removeAll(unknown(wanted));
                if (wanted.isEmpty()) {
                    return List.of();
                }
            }
            List<Event> result = new ArrayList<>();
            if (from > until) {
                return result;
            }
            Event first = new Event(0, from, "", "", List.of());
            Event last = new Event(Integer.MAX_VALUE, until, "", "", List.of());
            for (Event event : events.subSet(first, last)) {
                if (matches(event, wanted, combination)) {
                    result.add(event);
                }
            }
            return result;
        }
    }

    private Set<String> unknown(Set<String> tags) {
        Set<String> unknown = new HashSet<>(tags);
        for (Event event : events) {
            if (unknown.isEmpty()) {
                break;
            }
            unknown.removeAll(EventTags.found(event.tags()));
        }
        return unknown;
    }

    private static boolean matches(Event event, Set<String> wanted, Combination combination) {
        if (wanted.isEmpty()) {
            return true;
        }
        Collection<String> found = EventTags.found(event.tags());
        if (combination == Combination.ANY) {
            return wanted.stream().anyMatch(found::contains);
        }
        return found.containsAll(wanted)
                && (combination == Combination.KNOWN || event.tags().containsAll(wanted));
    }

    /** Writes what is not in the file yet. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            if (upkeep != null) {
                upkeep.letGo(file);
            }
            try {
                if (file.isWaiting()) {
                    file.save();
                }
            } finally {
                file.close();
            }
        }
    }
}
