package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.records.LostRecordException;
import plumbago.base.records.RecordFile;
import plumbago.base.records.RecordKind;
import plumbago.base.records.RecordUpkeep;
import plumbago.base.text.UrlEncoding;

/**
 * Keeps dashboards in a file with a record for each time one is saved or deleted; in memory are only their names and where
 * they stand. Without a folder they are kept in memory. Bounded in number and in bytes: what goes beyond is refused. Safe
 * for any number of threads.
 */
public final class DashboardStore implements AutoCloseable {
    /** Bytes of a name. */
    static final int MAX_NAME = 240;

    /** Bytes of one dashboard, without its name. */
    static final int MAX_STATE = 1 << 20;

    /** Bytes of a record besides the name and the dashboard: a sign, and the length of the name. */
    private static final int FRONT_BYTES = 3;

    private static final String SUFFIX = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(DashboardStore.class);

    private final int maxDashboards;
    private final long maxBytes;

    /** Null if they are kept in memory. */
    private final RecordFile file;

    /** Null while nobody looks after the file. */
    private volatile RecordUpkeep upkeep;

    /** The file, if there is one. Guards what follows. */
    private final Object lock;

    private final Map<String, Stored> stored = new TreeMap<>();
    private long bytes;

    /** Places of a file that is written anew. */
    private Map<String, Stored> moved = new TreeMap<>();

    /**
     * One dashboard.
     *
     * @param bytes of its record
     * @param place in the file, if neither of the others is there
     * @param earlier a file of its own that an earlier version made
     * @param state in memory
     */
    private record Stored(int bytes, long place, Path earlier, String state) {}

    /** Keeps them in memory. */
    public DashboardStore() {
        this(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Keeps them in memory.
     *
     * @param maxDashboards how many there may be
     * @param maxBytes of all dashboards together, in bytes
     */
    public DashboardStore(int maxDashboards, long maxBytes) {
        this.maxDashboards = maxDashboards;
        this.maxBytes = maxBytes;
        file = null;
        lock = this;
    }

    /**
     * Keeps them in a file of a folder, both of which are made with the first one.
     *
     * @param maxDashboards how many there may be
     * @param maxBytes of all dashboards together
     * @throws IOException if the file is there and cannot be read; the message names it
     */
    public DashboardStore(Path folder, int maxDashboards, long maxBytes) throws IOException {
        this.maxDashboards = maxDashboards;
        this.maxBytes = maxBytes;
        file = new RecordFile(
                folder.resolve("dashboards.records"),
                new RecordKind(3, "dashboards"),
                folder.resolve("dashboards"),
                new RecordFile.Contents() {
                    @Override
                    public void each(RecordFile.Sink sink) throws IOException {
                        move(sink);
                    }

                    @Override
                    public void moved() {
                        stored.clear();
                        stored.putAll(moved);
                        moved = new TreeMap<>();
                        bytes = stored.values().stream()
                                .mapToLong(Stored::bytes)
                                .sum();
                    }

                    @Override
                    public long bytes() {
                        return bytes;
                    }
                });
        lock = file;
        if (!file.read(this::restore)) {
            Optional<Path> earlier = file.earlier();
            if (earlier.isPresent()) {
                readEarlier(earlier.get());
                file.writeAnew();
            }
        }
    }

    private void restore(long place, byte[] content) {
        ByteBuffer record = ByteBuffer.wrap(content);
        if (content.length < FRONT_BYTES || content.length - FRONT_BYTES < record.getChar(1)) {
            LOG.warn("a record of the dashboards was left out: it is too short");
            return;
        }
        String name = new String(content, FRONT_BYTES, record.getChar(1), StandardCharsets.UTF_8);
        forget(name);
        if (record.get(0) == '+') {
            remember(name, new Stored(RecordFile.HEAD_BYTES + content.length, place, null, null));
        }
    }

    private void forget(String name) {
        Stored old = stored.remove(name);
        bytes -= old == null ? 0 : old.bytes();
    }

    private void remember(String name, Stored one) {
        forget(name);
        stored.put(name, one);
        bytes += one.bytes();
    }

    /** Each was a file whose name had all but Latin letters, digits, hyphens and underscores as {@code %XX}. */
    private void readEarlier(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path one : (Iterable<Path>) files::iterator) {
                String name = one.getFileName().toString();
                if (!name.endsWith(SUFFIX)) {
                    continue;
                }
                long size = Files.size(one);
                if (size > RecordFile.MAX_CONTENT_BYTES - FRONT_BYTES - 3 * MAX_NAME) {
                    LOG.warn("the dashboard {} was left out: it has {} bytes", one, size);
                    continue;
                }
                String decoded = UrlEncoding.decode(name.substring(0, name.length() - SUFFIX.length()));
                int length = record('+', decoded, "").length + (int) size;
                remember(decoded, new Stored(RecordFile.HEAD_BYTES + length, -1, one, null));
            }
        } catch (IOException e) {
            throw new IOException("the dashboards cannot be read: " + FileProblem.of(e), e);
        }
    }

    private static byte[] record(char sign, String name, String state) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] stateBytes = state.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FRONT_BYTES + nameBytes.length + stateBytes.length)
                .put((byte) sign)
                .putChar((char) nameBytes.length)
                .put(nameBytes)
                .put(stateBytes)
                .array();
    }

    private void move(RecordFile.Sink sink) throws IOException {
        moved = new TreeMap<>();
        for (Map.Entry<String, Stored> one : stored.entrySet()) {
            String state;
            try {
                state = state(one.getKey(), one.getValue());
            } catch (LostRecordException | NoSuchFileException | CharacterCodingException e) {
                // Any other error may pass, and ends this, so that the file stays that has them all.
                LOG.warn("the dashboard {} was left out: {}", one.getKey(), FileProblem.of(e));
                continue;
            }
            byte[] record = record('+', one.getKey(), state);
            moved.put(one.getKey(), new Stored(RecordFile.HEAD_BYTES + record.length, sink.put(record), null, null));
        }
    }

    private String state(String name, Stored one) throws IOException {
        if (one.state() != null) {
            return one.state();
        }
        if (one.earlier() != null) {
            return Files.readString(one.earlier());
        }
        byte[] record = file.at(one.place());
        int front = FRONT_BYTES + name.getBytes(StandardCharsets.UTF_8).length;
        return new String(record, front, record.length - front, StandardCharsets.UTF_8);
    }

    /** Has what the disk did not accept written again from time to time, until this is closed. */
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
     * Saves one, over an older one of that name.
     *
     * @throws IllegalArgumentException if the name is empty or too long, the dashboard too large, or there are too many
     * @throws IOException if it cannot be written; the older one is there then
     */
    void save(String name, String state) throws IOException {
        checkName(name);
        byte[] record = record('+', name, state);
        if (record.length > MAX_STATE + FRONT_BYTES + name.getBytes(StandardCharsets.UTF_8).length) {
            throw new IllegalArgumentException("a dashboard may have " + MAX_STATE + " bytes, and this one has more");
        }
        synchronized (lock) {
            Stored old = stored.get(name);
            if (old == null && stored.size() >= maxDashboards) {
                throw new IllegalArgumentException(
                        "there are " + stored.size() + " dashboards, as many as are kept (MAX_DASHBOARDS)");
            }
            int size = RecordFile.HEAD_BYTES + record.length;
            if (bytes - (old == null ? 0 : old.bytes()) + size > maxBytes) {
                throw new IllegalArgumentException(
                        "the dashboards would have more than " + maxBytes + " bytes together (MAX_DASHBOARD_BYTES)");
            }
            if (file == null) {
                remember(name, new Stored(size, -1, null, state));
            } else {
                remember(name, new Stored(size, file.append(record), null, null));
            }
        }
    }

    /** The one of a name. */
    Optional<String> load(String name) throws IOException {
        checkName(name);
        synchronized (lock) {
            Stored one = stored.get(name);
            return one == null ? Optional.empty() : Optional.of(state(name, one));
        }
    }

    /** Whether there was one. Where the disk takes nothing, it learns of that later. */
    boolean delete(String name) {
        checkName(name);
        synchronized (lock) {
            if (!stored.containsKey(name)) {
                return false;
            }
            forget(name);
            if (file != null) {
                file.appendLater(record('-', name, ""));
                try {
                    file.save();
                } catch (IOException e) {
                    LOG.debug("waits to be written: {}", e.getMessage());
                }
            }
            return true;
        }
    }

    /** All names, in order. */
    List<String> names() {
        synchronized (lock) {
            return new ArrayList<>(stored.keySet());
        }
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new IllegalArgumentException("a dashboard's name must have 1 to " + MAX_NAME + " bytes");
        }
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
