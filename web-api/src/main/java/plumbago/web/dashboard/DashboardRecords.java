package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.records.LostRecordException;
import plumbago.base.records.RecordFile;
import plumbago.base.records.RecordKind;
import plumbago.base.records.RecordUpkeep;

/**
 * Keeps dashboards in a file with a record for each time one is saved or deleted; in memory are only their names and where
 * they stand. Without a folder they are kept in memory. Bounded in number and in bytes: temporary ones make space, the
 * oldest first, and what goes beyond is refused. Safe for any number of threads.
 */
final class DashboardRecords implements Dashboards, AutoCloseable {
    static final RecordKind DASHBOARDS = new RecordKind(3, "dashboards");
    static final RecordKind TEMPLATES = new RecordKind(4, "templates");

    private static final Logger LOG = LoggerFactory.getLogger(DashboardRecords.class);

    private final DashboardLimits limits;

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
    DashboardRecords(DashboardLimits limits) {
        this.limits = limits;
        file = null;
        lock = this;
    }

    /**
     * Keeps them in a file of a folder, both of which are made with the first one.
     *
     * @param kind what they are; the file has its name
     * @throws IOException if the file is there and cannot be read; the message names it
     */
    DashboardRecords(Path folder, RecordKind kind, DashboardLimits limits) throws IOException {
        this.limits = limits;
        Path earlier = kind.equals(DASHBOARDS) ? folder.resolve(kind.name()) : null;
        file = new RecordFile(folder.resolve(kind.name() + ".records"), kind, earlier, new RecordFile.Contents() {
            @Override
            public void each(RecordFile.Sink sink) throws IOException {
                move(sink);
            }

            @Override
            public void moved() {
                stored.clear();
                stored.putAll(moved);
                moved = new TreeMap<>();
                bytes = stored.values().stream().mapToLong(Stored::bytes).sum();
            }

            @Override
            public long bytes() {
                return bytes;
            }
        });
        lock = file;
        if (!file.read(this::restore) && file.earlier().isPresent()) {
            for (Map.Entry<String, Path> one :
                    EarlierDashboards.list(file.earlier().get()).entrySet()) {
                int length =
                        new DashboardRecord('+', one.getKey(), "").bytes().length + (int) Files.size(one.getValue());
                remember(one.getKey(), new Stored(RecordFile.HEAD_BYTES + length, -1, one.getValue(), null));
            }
            file.writeAnew();
        }
    }

    private void restore(long place, byte[] content) {
        Optional<DashboardRecord> record = DashboardRecord.of(content);
        if (record.isEmpty()) {
            LOG.warn("a record of the {}s was left out: it is too short", limits.what());
            return;
        }
        String name = record.get().name();
        forget(name);
        if (record.get().sign() == '+') {
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

    private void move(RecordFile.Sink sink) throws IOException {
        moved = new TreeMap<>();
        for (Map.Entry<String, Stored> one : stored.entrySet()) {
            String state;
            try {
                state = state(one.getValue());
            } catch (LostRecordException | NoSuchFileException | CharacterCodingException e) {
                // Any other error may pass, and ends this, so that the file stays that has them all.
                LOG.warn("the {} {} was left out: {}", limits.what(), one.getKey(), FileProblem.of(e));
                continue;
            }
            byte[] record = new DashboardRecord('+', one.getKey(), state).bytes();
            moved.put(one.getKey(), new Stored(RecordFile.HEAD_BYTES + record.length, sink.put(record), null, null));
        }
    }

    private String state(Stored one) throws IOException {
        if (one.state() != null) {
            return one.state();
        }
        if (one.earlier() != null) {
            return Files.readString(one.earlier());
        }
        return DashboardRecord.of(file.at(one.place())).orElseThrow().state();
    }

    /** Has what the disk did not accept written again from time to time, until this is closed. */
    void keptBy(RecordUpkeep keeper) {
        if (file != null) {
            upkeep = keeper;
            keeper.keep(file);
        }
    }

    /** In how many places the file was damaged when it was read. */
    int damagedPlaces() {
        return file == null ? 0 : file.damagedPlaces();
    }

    @Override
    public void save(String name, String state, Condition condition) throws IOException {
        limits.checkName(name);
        limits.checkState(state);
        byte[] record = new DashboardRecord('+', name, state).bytes();
        int size = RecordFile.HEAD_BYTES + record.length;
        synchronized (lock) {
            condition.check(() -> load(name));
            List<String> outdated = outdatedBy(name, size);
            if (file == null) {
                remember(name, new Stored(size, -1, null, state));
            } else {
                remember(name, new Stored(size, file.append(record), null, null));
            }
            for (String old : outdated) {
                LOG.debug("the temporary {} {} made space for {}", limits.what(), old, name);
                remove(old);
            }
        }
    }

    /** The temporary ones that make space for one more; there is none too many. */
    private List<String> outdatedBy(String name, int size) {
        Stored old = stored.get(name);
        int number = stored.size() + (old == null ? 1 : 0);
        long all = bytes + size - (old == null ? 0 : old.bytes());
        List<String> outdated = new ArrayList<>();
        if (!limits.allow(number, all)) {
            for (String temporary : TemporaryName.oldestFirst(stored.keySet())) {
                if (!limits.allow(number, all) && !temporary.equals(name)) {
                    outdated.add(temporary);
                    number--;
                    all -= stored.get(temporary).bytes();
                }
            }
            limits.check(number, all);
        }
        return outdated;
    }

    @Override
    public Optional<String> load(String name) throws IOException {
        limits.checkName(name);
        synchronized (lock) {
            Stored one = stored.get(name);
            return one == null ? Optional.empty() : Optional.of(state(one));
        }
    }

    /** Where the disk takes nothing, it learns of that later. */
    @Override
    public boolean delete(String name, Condition condition) throws IOException {
        limits.checkName(name);
        synchronized (lock) {
            condition.check(() -> load(name));
            return remove(name);
        }
    }

    private boolean remove(String name) {
        if (!stored.containsKey(name)) {
            return false;
        }
        forget(name);
        if (file != null) {
            file.appendLater(new DashboardRecord('-', name, "").bytes());
            try {
                file.save();
            } catch (IOException e) {
                LOG.debug("waits to be written: {}", e.getMessage());
            }
        }
        return true;
    }

    @Override
    public List<String> names() {
        synchronized (lock) {
            return new ArrayList<>(stored.keySet());
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
