package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import plumbago.carbon.name.TaggedName;

/**
 * The names of all series as one tree, compact enough to be held for millions (some tens of bytes per name, see
 * {@link #memoryBytes}). Safe for any number of threads: finds run side by side; an {@link #add} waits for the
 * finds that are under way, an {@link #announce} for nothing.
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
    /** Names that were announced while a find was under way; whoever lets go of the lock takes them in. */
    private final Queue<Runnable> announced = new ConcurrentLinkedQueue<>();

    private int names;
    private IndexChanges changes;

    /** The last path that was added; how many of its bytes lead to the branch it is in, with the dot; and that branch. */
    private byte[] lastAdded = {};

    private int lastBranchLength;
    private int lastBranch = NodeTable.ROOT;
    private volatile Consumer<String> taggedListener = name -> {};

    /** Has a listener notified of every tagged series that is added, as it is written; also of those that are known. */
    public void onTagged(Consumer<String> listener) {
        taggedListener = listener;
    }

    /** Has every change from now on noted. */
    void changesTo(IndexChanges noted) {
        write(() -> changes = noted);
    }

    /**
     * Adds the name of a series that has points and is to be stored, if it is not yet.
     *
     * @return whether it was new
     */
    public boolean add(String name) {
        if (TaggedName.isTagged(name)) {
            taggedListener.accept(name);
        }
        byte[] path = path(name);
        return write(() -> expect(path));
    }

    /** As {@link #add}, without waiting for finds that are under way: the next find sees the name. */
    public void announce(String name) {
        if (TaggedName.isTagged(name)) {
            taggedListener.accept(name);
        }
        announced.add(() -> expect(path(name)));
        takeInAnnounced();
    }

    /** Says that a series is stored now; without waiting, as {@link #announce}. */
    public void announceStored(String name) {
        announced.add(() -> setStored(path(name), true, null));
        takeInAnnounced();
    }

    private void takeInAnnounced() {
        Lock writing = lock.writeLock();
        while (!announced.isEmpty() && writing.tryLock()) {
            try {
                takeIn();
            } finally {
                writing.unlock();
            }
        }
    }

    private void takeIn() {
        for (Runnable one = announced.poll(); one != null; one = announced.poll()) {
            one.run();
        }
    }

    private boolean expect(byte[] path) {
        int node = addNode(path);
        if (node == NodeTable.ROOT) {
            return false;
        }
        nodes.expect(node);
        return makeLeaf(node, path);
    }

    private boolean makeLeaf(int node, byte[] path) {
        boolean fresh = !nodes.isLeaf(node);
        if (fresh || nodes.isReadOnly(node)) {
            note(IndexRecords.SERIES, path);
        }
        nodes.makeLeaf(node);
        names += fresh ? 1 : 0;
        return fresh;
    }

    /**
     * Notes what is stored of a series, as it was seen.
     *
     * @param stored whether something that takes points
     * @param readOnly whether something that takes none: found like any other, but not among {@link #names}
     * @return whether the series was not known
     */
    public boolean confirm(String name, boolean stored, boolean readOnly) {
        byte[] path = path(name);
        return write(() -> setStored(path, stored, readOnly));
    }

    /** @param readOnly null if it is not known */
    private boolean setStored(byte[] path, boolean stored, Boolean readOnly) {
        int node = addNode(path);
        if (node == NodeTable.ROOT) {
            return false;
        }
        boolean before = nodes.isLeaf(node);
        boolean beforeReadOnly = nodes.isReadOnly(node);
        if (readOnly != null) {
            nodes.setReadOnly(node, readOnly);
        }
        nodes.setStored(node, stored);
        if (!before || nodes.isReadOnly(node) != beforeReadOnly) {
            note(nodes.isReadOnly(node) ? IndexRecords.READ_ONLY : IndexRecords.SERIES, path);
        }
        names += before ? 0 : 1;
        return !before;
    }

    /**
     * Takes in a block of records of the index file; whether they are still true is not known yet.
     *
     * @return how many records there were
     * @throws IllegalArgumentException if it is no block of records; those before were taken in
     */
    int restore(byte[] block) {
        return write(() -> IndexRecords.decode(block, this::restore));
    }

    private void restore(byte kind, byte[] bytes, int length) {
        byte[] path = Arrays.copyOf(bytes, length);
        switch (kind) {
            case IndexRecords.SERIES -> restoreLeaf(path, false);
            case IndexRecords.READ_ONLY -> restoreLeaf(path, true);
            case IndexRecords.BRANCH -> nodes.makeBranch(addNode(path));
            case IndexRecords.SERIES_GONE -> restoreGone(path);
            default -> restoreBranchGone(path);
        }
    }

    private void restoreLeaf(byte[] path, boolean readOnly) {
        int node = addNode(path);
        if (node != NodeTable.ROOT) {
            names += nodes.isLeaf(node) ? 0 : 1;
            nodes.restore(node, readOnly);
        }
    }

    private void restoreGone(byte[] path) {
        int node = node(path);
        if (node >= 0 && nodes.isLeaf(node)) {
            removeLeaf(node);
        }
    }

    private void restoreBranchGone(byte[] path) {
        int node = node(path);
        if (node > NodeTable.ROOT && nodes.isListedBranch(node)) {
            removeBranch(node);
        }
    }

    /** Lists a branch even if it holds no series: Graphite shows empty folders. */
    public void addBranch(String name) {
        byte[] path = path(name);
        write(() -> {
            int node = addNode(path);
            if (!nodes.isBranch(node)) {
                note(IndexRecords.BRANCH, path);
            }
            nodes.makeBranch(node);
            return true;
        });
    }

    /** Lists an empty branch no longer, unless there are series below it. */
    public void removeBranch(String name) {
        byte[] path = path(name);
        write(() -> removeBranch(path));
    }

    private boolean removeBranch(byte[] path) {
        int node = node(path);
        if (node <= NodeTable.ROOT || !nodes.isListedBranch(node)) {
            return false;
        }
        note(IndexRecords.BRANCH_GONE, path);
        removeBranch(node);
        return true;
    }

    private void removeBranch(int node) {
        nodes.removeBranch(node);
        forgetLastBranch();
    }

    /**
     * Forgets a series, and the branches that only led to it.
     *
     * @return whether it was there
     */
    public boolean remove(String name) {
        byte[] path = path(name);
        return write(() -> remove(path, false));
    }

    /** Forgets a series of which nothing is stored any more, unless it is expected to be. */
    public void forget(String name) {
        byte[] path = path(name);
        write(() -> remove(path, true));
    }

    private boolean remove(byte[] path, boolean unlessExpected) {
        int node = node(path);
        if (node < 0 || !nodes.isLeaf(node) || (unlessExpected && nodes.isExpected(node))) {
            return false;
        }
        note(IndexRecords.SERIES_GONE, path);
        removeLeaf(node);
        return true;
    }

    private void removeLeaf(int node) {
        nodes.removeLeaf(node);
        forgetLastBranch();
        names--;
    }

    private void note(byte kind, byte[] path) {
        if (changes != null) {
            changes.add(kind, path);
        }
    }

    /** Lists the branches that led to a name no longer, as far as there is nothing left in them. */
    public void removeEmptyBranches(String name) {
        byte[] path = path(name);
        write(() -> {
            for (int end = path.length - 1; end > 0; end--) {
                if (path[end] == '.') {
                    byte[] branch = Arrays.copyOf(path, end);
                    int node = node(branch);
                    if (node > NodeTable.ROOT && nodes.childCount(node) > 0) {
                        break;
                    }
                    removeBranch(branch);
                }
            }
            return true;
        });
    }

    /** The paths of all series below a branch, in order, without those that no points of such names are written to. */
    public List<String> below(String branch) {
        List<String> found = new ArrayList<>();
        below(branch, found);
        return found;
    }

    private void below(String branch, List<String> found) {
        List<IndexChild> children = children(branch);
        children.sort((a, b) -> comparePaths(a.label(), b.label()));
        for (IndexChild child : children) {
            String path = branch + "." + child.label();
            if (child.leaf()) {
                found.add(path);
            }
            if (child.branch() && !FoldersWithDots.areIn(child.label())) {
                below(path, found);
            }
        }
    }

    /** What lies directly below a branch; everything at the top for the empty name. */
    public List<IndexChild> children(String name) {
        byte[] path = path(name);
        return read(() -> {
            int node = node(path);
            if (node < 0) {
                return new ArrayList<>();
            }
            List<IndexChild> children = new ArrayList<>(nodes.childCount(node));
            for (int i = 0; i < nodes.childCount(node); i++) {
                int child = nodes.child(node, i);
                int label = nodes.label(child);
                String text =
                        new String(labels.bytes(), labels.start(label), labels.length(label), StandardCharsets.UTF_8);
                children.add(new IndexChild(text, nodes.isLeaf(child), nodes.isSettled(child), nodes.isBranch(child)));
            }
            return children;
        });
    }

    /** Everything as records of the index file, in blocks of about so many bytes. */
    List<byte[]> dump(int blockBytes) {
        return read(() -> new IndexDump(labels, nodes, blockBytes).blocks());
    }

    private <T> T write(Supplier<T> action) {
        Lock writing = lock.writeLock();
        writing.lock();
        try {
            takeIn();
            return action.get();
        } finally {
            writing.unlock();
            takeInAnnounced();
        }
    }

    private <T> T read(Supplier<T> action) {
        if (!announced.isEmpty()) {
            lock.writeLock().lock();
            try {
                takeIn();
            } finally {
                lock.writeLock().unlock();
            }
        }
        lock.readLock().lock();
        try {
            return action.get();
        } finally {
            lock.readLock().unlock();
            takeInAnnounced();
        }
    }

    /** Whether a series of exactly this name is known. */
    public boolean contains(String name) {
        byte[] path = path(name);
        return read(() -> {
            int node = node(path);
            return node > 0 && nodes.isLeaf(node);
        });
    }

    /** As {@link #contains}, also of a tagged series whose file is named by its readable name. */
    public boolean containsHashedOrReadable(String name) {
        return contains(name) || (TaggedName.isTagged(name) && contains(TaggedName.readablePath(name)));
    }

    /** How many series there are. */
    public int size() {
        return read(() -> names);
    }

    /** What the names take in memory: the arrays with their space to grow. */
    public long memoryBytes() {
        return read(() -> labels.memoryBytes() + nodes.memoryBytes());
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
        List<IndexNode> found = read(search::run);
        tidy(search.unsorted());
        List<IndexNode> result = globstars > 1 ? new ArrayList<>(new LinkedHashSet<>(found)) : found;
        result.sort(BY_PATH);
        return search.metFoldersWithDots() ? FoldersWithDots.merged(result) : result;
    }

    /** The names of all series that take points, in order: read-only ones are left out, as Graphite's list does. */
    public List<String> names() {
        List<Glob> everything = new ArrayList<>();
        everything.add(null);
        everything.add(Glob.of("*"));
        List<IndexNode> found = read(() -> new Search(labels, nodes, everything, true).run());
        found.sort(BY_PATH);
        List<String> result = new ArrayList<>(found.size());
        for (IndexNode node : found) {
            if (node.leaf()) {
                result.add(node.path());
            }
        }
        return result;
    }

    /**
     * The series whose paths hold all of some words, in upper or lower case, anywhere and in any order, and the branches that
     * do; a word with dots goes over steps. Tagged series are left out.
     *
     * @param words with spaces between them; none finds nothing
     * @param limit how many series, and branches, are named
     * @param timeIsUp asked every some thousand names; what was found until then is the answer
     * @throws IllegalArgumentException if there are more than 31 words, each step of one with dots counted
     */
    public NameMatches search(String words, int limit, BooleanSupplier timeIsUp) {
        NameWords asked = new NameWords(words);
        if (asked.isEmpty()) {
            return new NameMatches(0, true, List.of(), List.of());
        }
        List<Integer> unsorted = new ArrayList<>();
        NameMatches found = read(() -> {
            NameSearch search = new NameSearch(labels, nodes, asked, limit, timeIsUp);
            NameMatches matches = search.run();
            unsorted.addAll(search.unsorted());
            return matches;
        });
        tidy(unsorted);
        return found;
    }

    /**
     * Some of the names, in no order.
     *
     * @param from 1, or what the slice before said
     * @param most about how many
     */
    public NameSlice slice(int from, int most) {
        return read(() -> NameSlice.of(labels, nodes, from, most));
    }

    /**
     * How many series there are in a branch, and in what lies directly below it.
     *
     * @param branch its path; empty for all there is
     * @param limit how many of the latter are named
     * @param timeIsUp asked every some thousand names; what was counted until then is the answer
     */
    public BranchSizes sizes(String branch, int limit, BooleanSupplier timeIsUp) {
        byte[] path = path(branch);
        return read(() -> {
            int node = node(path);
            return node < 0
                    ? new BranchSizes(0, true, 0, List.of())
                    : BranchSizes.of(labels, nodes, node, limit, timeIsUp);
        });
    }

    /** Puts in order what finds had to sort for themselves. */
    private void tidy(List<Integer> unsorted) {
        if (unsorted.isEmpty()) {
            return;
        }
        write(() -> {
            for (int node : unsorted) {
                // Between the two locks the node may have gone; a node that took its place may be sorted as well.
                if (!nodes.isFree(node)) {
                    nodes.sort(node);
                }
            }
            return true;
        });
    }

    /** The node of a path; -1 if there is none. */
    private int node(byte[] path) {
        int node = NodeTable.ROOT;
        int from = 0;
        for (int at = 0; at <= path.length; at++) {
            if (at < path.length && path[at] != '.') {
                continue;
            }
            if (at > from) {
                int label = labels.find(path, from, at);
                node = label < 0 ? -1 : nodes.find(node, label);
                if (node < 0) {
                    return -1;
                }
            }
            from = at + 1;
        }
        return node;
    }

    /** The node of a path, added if need be. Names often come one beside the other, so that their branch is known. */
    private int addNode(byte[] path) {
        int branchLength = path.length;
        while (branchLength > 0 && path[branchLength - 1] != '.') {
            branchLength--;
        }
        if (branchLength != lastBranchLength || !Arrays.equals(path, 0, branchLength, lastAdded, 0, branchLength)) {
            lastBranch = addBranchNode(path, branchLength);
            lastBranchLength = branchLength;
            lastAdded = path;
        }
        return addNode(lastBranch, path, branchLength, path.length);
    }

    private int addBranchNode(byte[] path, int length) {
        int node = NodeTable.ROOT;
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (path[at] == '.') {
                node = addNode(node, path, from, at);
                from = at + 1;
            }
        }
        return node;
    }

    /** It may have gone. */
    private void forgetLastBranch() {
        lastBranchLength = 0;
        lastBranch = NodeTable.ROOT;
    }

    private int addNode(int above, byte[] path, int from, int to) {
        return from == to ? above : nodes.findOrAdd(above, labels.intern(path, from, to));
    }

    private static byte[] path(String name) {
        return TaggedName.listed(name).getBytes(StandardCharsets.UTF_8);
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
