package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/**
 * Keeps each dashboard in a file of a folder, in lines, for people to edit and to keep under version control. Nothing is
 * remembered of the files: what an editor or {@code git pull} has changed is there with the next request. The folder is
 * made with the first one. Safe for any number of threads of this process.
 */
final class DashboardFolder implements Dashboards {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardFolder.class);

    private final Path folder;
    private final DashboardLimits limits;

    /**
     * A file as it is found.
     *
     * @param bytes its size
     */
    private record Found(Path file, long bytes) {}

    /** @throws IOException if there is something else than a folder */
    DashboardFolder(Path folder, DashboardLimits limits) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        this.folder = folder;
        this.limits = limits;
    }

    /** All of them, by name. Where two files are called for one, the one that is written as this writes it counts. */
    private Map<String, Found> list() throws IOException {
        Map<String, Found> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, DashboardFolder::isOne)) {
            for (Path file : files) {
                String name = DashboardFile.dashboardOf(file.getFileName().toString());
                long bytes = size(file);
                if (bytes >= 0 && (!found.containsKey(name) || file.equals(folder.resolve(ownName(name))))) {
                    found.put(name, new Found(file, bytes));
                }
            }
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static boolean isOne(Path file) {
        return DashboardFile.isOne(file.getFileName().toString());
    }

    /** In bytes; negative if it is no file, or none any more. */
    private static long size(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes.size() : -1;
        } catch (NoSuchFileException e) {
            return -1;
        } catch (FileSystemException e) {
            // Such as a link in a circle; it is not to hide all others.
            LOG.warn("a file is left out of the dashboards: {}", FileProblem.of(e));
            return -1;
        }
    }

    /** As this would call the file of one that is there. */
    private static String ownName(String name) {
        try {
            return DashboardFile.nameOf(name);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The file of one, whoever called it so; empty if there is none. */
    private Optional<Path> find(String name) throws IOException {
        Path own = folder.resolve(DashboardFile.nameOf(name));
        if (Files.isRegularFile(own)) {
            return Optional.of(own);
        }
        return Optional.ofNullable(list().get(name)).map(Found::file);
    }

    @Override
    public List<String> names() throws IOException {
        return new ArrayList<>(list().keySet());
    }

    @Override
    public Optional<String> load(String name) throws IOException {
        limits.checkName(name);
        Optional<Path> file = find(name);
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(DashboardFile.read(file.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void save(String name, String state, Condition condition) throws IOException {
        limits.checkName(name);
        limits.checkState(state);
        synchronized (this) {
            condition.check(() -> load(name));
            put(name, state, list());
        }
    }

    /** @param there all of them, and this one afterwards */
    private void put(String name, String state, Map<String, Found> there) throws IOException {
        byte[] content = (StateJson.indented(state) + '\n').getBytes(StandardCharsets.UTF_8);
        Found old = there.get(name);
        Path file = old == null ? folder.resolve(DashboardFile.nameOf(name)) : old.file();
        long bytes = there.values().stream().mapToLong(Found::bytes).sum();
        limits.check(there.size() + (old == null ? 1 : 0), bytes + content.length - (old == null ? 0 : old.bytes()));
        DashboardFile.write(file, content);
        there.put(name, new Found(file, content.length));
    }

    /**
     * Moves some out of records, and does not copy them: what is later removed from the folder must not come back. Each is
     * in its file, on the disk, before its record goes; what cannot be moved stays, and the log says why.
     */
    synchronized void moveFrom(DashboardRecords records, Predicate<String> which) {
        List<String> names = records.names().stream().filter(which).toList();
        if (names.isEmpty()) {
            return;
        }
        int moved = 0;
        try {
            Map<String, Found> there = list();
            for (String name : names) {
                moved += move(records, name, there) ? 1 : 0;
            }
        } catch (IOException e) {
            LOG.warn("{}s stay in the records: {}", limits.what(), FileProblem.of(e));
        }
        LOG.info("{} of {} {}s were moved from the records to {}", moved, names.size(), limits.what(), folder);
    }

    private boolean move(DashboardRecords records, String name, Map<String, Found> there) {
        try {
            if (there.containsKey(name)) {
                throw new IOException(
                        "there is a file for it already, " + there.get(name).file());
            }
            put(name, StateJson.compact(records.load(name).orElseThrow()), there);
            return records.delete(name, Condition.NONE);
        } catch (IOException e) {
            LOG.warn("the {} {} stays in the records: {}", limits.what(), name, FileProblem.of(e));
        } catch (IllegalArgumentException e) {
            LOG.warn("the {} {} stays in the records: {}", limits.what(), name, e.getMessage());
        }
        return false;
    }

    @Override
    public boolean delete(String name, Condition condition) throws IOException {
        limits.checkName(name);
        synchronized (this) {
            condition.check(() -> load(name));
            Optional<Path> file = find(name);
            boolean deleted = file.isPresent() && Files.deleteIfExists(file.get());
            if (deleted) {
                DashboardFile.force(folder);
            }
            return deleted;
        }
    }
}
