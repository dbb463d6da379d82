package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * The names of all series as one tree, compact enough to be held for millions (some tens of bytes per name, see
 * {@link #memoryBytes}). Safe for any number of threads: finds run side by side, an {@link #add} waits for none but
 * the finds that are under way.
 *
 * <p>A tagged series ({@code name;tag=value}) is listed where Graphite keeps its file, as
 * {@code _tagged.<3 hex>.<3 hex>.<hash>}: a listing is the same before and after a restart, and tags are found
 * through the tag index, not here.
 *
 * <p>An empty step of a name ({@code a..b}) is no level of its own, as in the path of the file.
 */
public final class MetricIndex {
    private static final Comparator<IndexNode> BY_PATH = (a, b) -> comparePaths(a.path(), b.path());

    private final LabelTable labels = new LabelTable();
    private final NodeTable nodes = new NodeTable(labels);
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int names;
    private volatile Consumer<String> taggedListener = name -> {};

    /** Has somebody told of every tagged series that is added, as it is written; also of those that are known. */
    public void onTagged(Consumer<String> listener) {
        taggedListener = listener;
    }

    /**
     * Adds the name of a series.
     *
     * @return whether it was new
     */
    public boolean add(String name) {
        if (name.indexOf(';') >= 0) {
            taggedListener.accept(name);
        }
        return add(name, false);
    }

    /**
     * Adds the name of a series.
     *
     * @param compressed whether its file is a {@code .wsp.gz}: found like any other, but not among {@link #names}
     */
    boolean add(String name, boolean compressed) {
        byte[] path = path(name);
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            int node = walk(path, true);
            boolean fresh = node != NodeTable.ROOT && (compressed ? nodes.makeCompressed(node) : nodes.makeLeaf(node));
            if (fresh) {
                names++;
            }
            return fresh;
        } finally {
            writing.unlock();
        }
    }

    /** Lists a folder even if it holds no series: Graphite shows what is on disk. */
    void addFolder(String name) {
        byte[] path = path(name);
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            nodes.makeFolder(walk(path, true));
        } finally {
            writing.unlock();
        }
    }

    /**
     * Forgets a series, and the branches that only led to it.
     *
     * @return whether it was there
     */
    public boolean remove(String name) {
        byte[] path = path(name);
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            int node = walk(path, false);
            if (node < 0 || !nodes.isLeaf(node)) {
                return false;
            }
            nodes.removeLeaf(node);
            names--;
            return true;
        } finally {
            writing.unlock();
        }
    }

    /** Whether a series of exactly this name is known. */
    public boolean contains(String name) {
        byte[] path = path(name);
        Lock reading = lock.readLock();
        reading.lock();
        try {
            int node = walk(path, false);
            return node > 0 && nodes.isLeaf(node);
        } finally {
            reading.unlock();
        }
    }

    /** How many series there are. */
    public int size() {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return names;
        } finally {
            reading.unlock();
        }
    }

    /** What the names take in memory: the arrays with their room to grow. */
    public long memoryBytes() {
        Lock reading = lock.readLock();
        reading.lock();
        try {
            return labels.memoryBytes() + nodes.memoryBytes();
        } finally {
            reading.unlock();
        }
    }

    /**
     * Everything that matches a path expression, in order of path (as UTF-8 bytes), each path once.
     *
     * @param pattern steps divided by dots; each may hold {@code *}, {@code ?}, {@code [a-z]}, {@code [!a-z]} and
     *     {@code {a,b}} (nested as you like), and a whole step {@code **} stands for any number of levels
     * @throws IllegalArgumentException if braces stand for too many alternatives, or all in all too many names would have
     *     to be looked at
     */
    public List<IndexNode> find(String pattern) {
        List<String> steps = PatternSteps.split(pattern);
        List<Glob> globs = new ArrayList<>(steps.size());
        int globstars = 0;
        for (String step : steps) {
            boolean globstar = step.equals("**");
            if (globstar && !globs.isEmpty() && globs.get(globs.size() - 1) == null) {
                continue;
            }
            globstars += globstar ? 1 : 0;
            globs.add(globstar ? null : Glob.of(step));
        }
        if (globs.isEmpty()) {
            return List.of();
        }
        if (globs.get(globs.size() - 1) == null) {
            globs.add(Glob.of("*"));
        }
        Search search = new Search(labels, nodes, globs, false);
        Lock reading = lock.readLock();
        List<IndexNode> found;
        reading.lock();
        try {
            found = search.run();
        } finally {
            reading.unlock();
        }
        tidy(search.unsorted());
        List<IndexNode> result = globstars > 1 ? new ArrayList<>(new LinkedHashSet<>(found)) : found;
        result.sort(BY_PATH);
        return result;
    }

    /** The names of all series that take points, in order: compressed files are left out, as Graphite's list does. */
    public List<String> names() {
        List<Glob> everything = new ArrayList<>();
        everything.add(null);
        everything.add(Glob.of("*"));
        Lock reading = lock.readLock();
        List<IndexNode> found;
        reading.lock();
        try {
            found = new Search(labels, nodes, everything, true).run();
        } finally {
            reading.unlock();
        }
        found.sort(BY_PATH);
        List<String> result = new ArrayList<>(found.size());
        for (IndexNode node : found) {
            if (node.leaf()) {
                result.add(node.path());
            }
        }
        return result;
    }

    /** Puts in order what finds had to sort for themselves. */
    private void tidy(List<Integer> unsorted) {
        if (unsorted.isEmpty()) {
            return;
        }
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            for (int node : unsorted) {
                // Between the two locks the node may have gone; a node that took its place may be sorted as well.
                if (!nodes.isFree(node)) {
                    nodes.sort(node);
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /** The node of a path, added if asked for; -1 if there is none. */
    private int walk(byte[] path, boolean add) {
        int node = NodeTable.ROOT;
        int from = 0;
        for (int at = 0; at <= path.length; at++) {
            if (at < path.length && path[at] != '.') {
                continue;
            }
            if (at > from) {
                if (add) {
                    node = nodes.findOrAdd(node, labels.intern(path, from, at));
                } else {
                    int label = labels.find(path, from, at);
                    node = label < 0 ? -1 : nodes.find(node, label);
                    if (node < 0) {
                        return -1;
                    }
                }
            }
            from = at + 1;
        }
        return node;
    }

    private static byte[] path(String name) {
        return (name.indexOf(';') >= 0 && !name.startsWith(TaggedPath.FOLDER) ? TaggedPath.of(name) : name)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Order of code points, which is that of UTF-8 bytes; {@link String#compareTo} puts surrogates elsewhere. */
    private static int comparePaths(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
