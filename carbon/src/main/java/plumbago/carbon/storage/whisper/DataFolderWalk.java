package plumbago.carbon.storage.whisper;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import plumbago.carbon.index.FoldersWithDots;
import plumbago.carbon.index.IndexChild;
import plumbago.carbon.index.MetricIndex;

/**
 * Brings the index in line with the files of a data folder: every {@code .wsp} (and {@code .wsp.gz}, which can be read
 * but not written) is a series, every folder a branch. Links are followed, as Graphite follows them; what cannot be read
 * is left as it is and told.
 *
 * <p>The first walk lists every folder. Each further one lists only those whose time of change is another than it was,
 * and so costs one look at each folder. Series that are announced and have no file yet stay. For one thread.
 */
public final class DataFolderWalk {
    private static final String FILE = ".wsp";
    private static final String COMPRESSED = ".wsp.gz";

    /** Two changes within so long may leave one and the same time. */
    private static final Duration COARSEST_FILE_TIME = Duration.ofSeconds(2);

    private final MetricIndex index;
    private final Clock clock;
    private final Consumer<Path> others;
    private final Set<String> troubles = new TreeSet<>();
    private FolderTimes times = new FolderTimes();
    private FolderTimes nextTimes = new FolderTimes();
    private final LinksOutside links;
    private final WalkProgress progress = new WalkProgress();

    /** A walk by the clock of the machine, for which what is no series is nothing. */
    public DataFolderWalk(MetricIndex index) {
        this(index, Clock.systemUTC(), file -> {});
    }

    /**
     * @param clock tells whether a folder's time of change is so young that another change may leave the same
     * @param others notified of each file that is no series, when its folder is listed
     */
    public DataFolderWalk(MetricIndex index, Clock clock, Consumer<Path> others) {
        this(index, clock, others, LinksOutside.FOLDERS);
    }

    DataFolderWalk(MetricIndex index, Clock clock, Consumer<Path> others, int foldersBeyondLinks) {
        this.index = index;
        this.clock = clock;
        this.others = others;
        this.links = new LinksOutside(foldersBeyondLinks);
    }

    /**
     * Walks the folder; a folder that does not exist holds nothing. Ends early, having done only part, if the thread is
     * interrupted.
     *
     * @return by how many the names have become more
     * @throws IOException if the folder itself cannot be read
     */
    public int walk(Path dataFolder) throws IOException {
        if (!Files.isDirectory(dataFolder)) {
            return 0;
        }
        int before = index.size();
        troubles.clear();
        nextTimes = new FolderTimes();
        BasicFileAttributes attributes = Files.readAttributes(dataFolder, BasicFileAttributes.class);
        links.begin(dataFolder);
        progress.begin();
        walk(new Folder(dataFolder, "", attributes, null, null));
        if (!Thread.currentThread().isInterrupted()) {
            times = nextTimes;
        }
        return index.size() - before;
    }

    /** Not one call within the other: a sender's name has a thousand folders, for which a thread's stack is too small. */
    private void walk(Folder dataFolder) throws IOException {
        Deque<Folder> way = new ArrayDeque<>();
        dataFolder.enter();
        way.push(dataFolder);
        while (!way.isEmpty()) {
            Folder folder = way.element();
            if (folder.remaining.hasNext() && !Thread.currentThread().isInterrupted()) {
                Folder next = folder.below(folder.remaining.next());
                if (next != null) {
                    way.push(next);
                }
            } else {
                way.remove().leave();
            }
        }
    }

    /** What could not be read in the last walk, a sentence each. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** One folder on the way; {@code above} is null for the data folder itself. */
    private final class Folder {
        private final Path path;
        private final String name;
        private final BasicFileAttributes attributes;
        private final Folder above;

        /** The link that led here; null if none did. */
        private final LinksOutside.Link link;

        /** The folders in it that the walk has still to go to. */
        private Iterator<String> remaining = Collections.emptyIterator();

        Folder(Path path, String name, BasicFileAttributes attributes, Folder above, LinksOutside.Link link) {
            this.path = path;
            this.name = name;
            this.attributes = attributes;
            this.above = above;
            this.link = link;
        }

        /** Brings the index in line with what lies in this folder itself. */
        void enter() throws IOException {
            progress.at(path);
            if (link != null && !link.goesOn()) {
                return;
            }
            long changed = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            boolean settled = attributes
                    .lastModifiedTime()
                    .toInstant()
                    .isBefore(clock.instant().minus(COARSEST_FILE_TIME));
            Set<String> folders = new HashSet<>();
            if (times.get(name) != changed || changed == FolderTimes.UNKNOWN) {
                list(folders);
            } else {
                for (IndexChild child : index.children(name)) {
                    if (child.branch()) {
                        folders.add(child.label());
                    }
                    found(child.leaf());
                }
                folders.addAll(links.leftOutIn(path));
            }
            if (settled) {
                nextTimes.put(name, changed);
            }
            remaining = folders.iterator();
        }

        /** Enters a folder in this one, and gives it; null if nothing below it is to be looked at. */
        Folder below(String folder) {
            Path file = path.resolve(FoldersWithDots.folder(folder));
            String dotted = join(folder);
            try {
                BasicFileAttributes own =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                BasicFileAttributes found =
                        own.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : own;
                if (!found.isDirectory()) {
                    others.accept(file);
                    gone(dotted);
                } else if (isLoop(found)) {
                    troubles.add(file + " was left out of the index: it is a link to a folder that it lies in");
                } else if (own.isSymbolicLink()) {
                    String refusal = links.refusal(file, found.fileKey());
                    if (refusal == null) {
                        return entered(new Folder(file, dotted, found, this, links.new Link()));
                    }
                    gone(dotted);
                    troubles.add(refusal);
                } else {
                    return entered(new Folder(file, dotted, found, this, link));
                }
            } catch (NoSuchFileException e) {
                gone(dotted);
            } catch (IOException e) {
                troubles.add(file + " was left out of the index: " + e);
            }
            return null;
        }

        private Folder entered(Folder folder) throws IOException {
            index.addBranch(folder.name);
            folder.enter();
            return folder;
        }

        /** All below it has been looked at: where a link led here, that may have been too much. */
        void leave() {
            if (above == null || link == above.link || link.goesOn()) {
                return;
            }
            // What could not be read there need not be told either.
            troubles.removeIf(trouble -> trouble.startsWith(path + "/"));
            try {
                String refusal = links.leaveOut(path, attributes.fileKey());
                gone(name);
                troubles.add(refusal);
            } catch (NoSuchFileException e) {
                gone(name);
            } catch (IOException e) {
                troubles.add(path + " was left out of the index: " + e);
            }
        }

        private void found(boolean series) {
            if (link != null && series) {
                link.foundSeries();
            }
        }

        private boolean isLoop(BasicFileAttributes found) {
            Object key = found.fileKey();
            for (Folder folder = this; folder != null && key != null; folder = folder.above) {
                if (key.equals(folder.attributes.fileKey())) {
                    return true;
                }
            }
            return false;
        }

        /** Compares what is there with what is known, and collects what may be folders. */
        private void list(Set<String> folders) throws IOException {
            Set<String> series = new HashSet<>();
            Set<String> compressed = new HashSet<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    String file = entry.getFileName().toString();
                    int dot = file.indexOf('.');
                    if (dot < 0) {
                        folders.add(file);
                    } else if (dot > 0 && file.substring(dot).equals(FILE)) {
                        series.add(file.substring(0, dot));
                    } else if (dot > 0 && file.substring(dot).equals(COMPRESSED)) {
                        compressed.add(file.substring(0, dot));
                    } else if (dot > 0 && Files.isDirectory(entry)) {
                        folders.add(FoldersWithDots.step(file));
                    } else {
                        others.accept(entry);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            found(!series.isEmpty() || !compressed.isEmpty());
            for (IndexChild child : index.children(name)) {
                if (child.leaf() && !series.contains(child.label()) && !compressed.contains(child.label())) {
                    goneSeries(path, child.label(), join(child.label()));
                }
                if (child.branch() && !folders.contains(child.label()) && !isNamedAsSeries(child, series, folders)) {
                    gone(join(child.label()));
                }
                if (child.settled() && !compressed.contains(child.label())) {
                    // Nothing about it is new, as it is with nearly all of a folder that gets many files.
                    series.remove(child.label());
                }
            }
            for (String label : series) {
                boolean isNew = index.confirm(join(label), true, compressed.contains(label));
                if (isNew && !Files.isRegularFile(path.resolve(label + FILE))) {
                    // It was deleted, and forgotten, after the folder was listed; or is a folder of such a name.
                    index.forget(join(label));
                    if (Files.isDirectory(path.resolve(label + FILE))) {
                        folders.add(FoldersWithDots.step(label + FILE));
                    }
                }
            }
            compressed.removeAll(series);
            for (String label : compressed) {
                index.confirm(join(label), false, true);
            }
        }

        /** Whether a branch that is known is a folder {@code x.wsp} that still is there; it is no series then. */
        private boolean isNamedAsSeries(IndexChild child, Set<String> series, Set<String> folders) {
            String folder = FoldersWithDots.folder(child.label());
            if (!folder.endsWith(FILE) || !Files.isDirectory(path.resolve(folder))) {
                return false;
            }
            series.remove(folder.substring(0, folder.length() - FILE.length()));
            folders.add(child.label());
            return true;
        }

        private String join(String label) {
            return name.isEmpty() ? label : name + "." + label;
        }
    }

    /** A folder is gone, and all that lay in it. */
    private void gone(String folder) {
        List<String> folders = new ArrayList<>(List.of(folder));
        for (int at = 0; at < folders.size(); at++) {
            String above = folders.get(at);
            for (IndexChild child : index.children(above)) {
                String path = above + "." + child.label();
                if (child.branch()) {
                    folders.add(path);
                }
                if (child.leaf()) {
                    index.forget(path);
                }
            }
        }
        Collections.reverse(folders);
        folders.forEach(index::removeBranch);
    }

    /** Looks once more, for the file may have been made after its folder was listed. */
    private void goneSeries(Path folder, String label, String path) {
        if (!folder.resolve(label + FILE).toFile().isFile()
                && !folder.resolve(label + COMPRESSED).toFile().isFile()) {
            index.forget(path);
        }
    }
}
