package plumbago.carbon.storage.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.index.IndexFile;
import plumbago.carbon.index.MetricIndex;

class DataFolderWalkTest {
    /** Long after anything here is written, so that every folder counts as settled. */
    private static final Clock LATER = Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final MetricIndex index = new MetricIndex();
    private final List<Path> others = new ArrayList<>();
    private final DataFolderWalk walk = new DataFolderWalk(index, LATER, others::add);
    private long age = 1_000_000;

    private void make(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    /** Makes sure that a folder that was changed has another time, however coarse the file system's are. */
    private void touch(Path changed) throws IOException {
        if (Files.isDirectory(changed)) {
            Files.setLastModifiedTime(changed, FileTime.fromMillis(age++ * 1000));
        }
    }

    private void touchAll() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isDirectory).toList()) {
                touch(path);
            }
        }
    }

    /** A sender may choose names of 1,500 parts; here are fewer, and less of a stack. */
    @Test
    void namesOfManyPartsNeedNoStack() throws Exception {
        make("d/".repeat(600) + "e.wsp");
        List<Integer> more = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        more.add(walk.walk(folder));
                        Path last = folder.resolve("d/".repeat(600) + "e.wsp");
                        for (Path path = last; !path.equals(folder); path = path.getParent()) {
                            Files.delete(path);
                        }
                        more.add(new DataFolderWalk(index, LATER, others::add).walk(folder));
                    } catch (IOException | StackOverflowError e) {
                        failures.add(e);
                    }
                },
                "walk",
                192 << 10);
        small.start();
        small.join();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.get(0));
        }
        assertEquals(List.of(1, -1), more);
    }

    @Test
    void noticesWhatOthersAddAndRemove() throws IOException {
        make("a/b/c.wsp");
        make("a/d.wsp");
        make("a/old.wsp.gz");
        make("a/note.txt");
        make("plain");
        assertEquals(3, walk.walk(folder));
        assertEquals(List.of("a.b.c", "a.d"), index.names());
        assertEquals(List.of("a", "a.b", "a.d", "a.old"), paths("a", "a.*"));
        assertTrue(others.contains(folder.resolve("a/note.txt")) && others.contains(folder.resolve("plain")));
        Files.delete(folder.resolve("a/d.wsp"));
        make("a/b/e.wsp");
        Files.move(folder.resolve("a/old.wsp.gz"), folder.resolve("a/old.wsp"));
        touchAll();
        walk.walk(folder);
        assertEquals(List.of("a.b.c", "a.b.e", "a.old"), index.names());
        Files.delete(folder.resolve("a/b/c.wsp"));
        Files.delete(folder.resolve("a/b/e.wsp"));
        Files.delete(folder.resolve("a/b"));
        touchAll();
        walk.walk(folder);
        assertEquals(List.of("a", "a.old"), paths("a", "a.*"));
    }

    private List<String> paths(String... patterns) {
        List<String> found = new ArrayList<>();
        for (String pattern : patterns) {
            index.find(pattern).forEach(node -> found.add(node.path()));
        }
        return found;
    }

    @Test
    void listsOnlyFoldersThatHaveChanged() throws IOException {
        make("same/x.wsp");
        make("other/y.wsp");
        make("same/listed.txt");
        make("other/listed.txt");
        touchAll();
        walk.walk(folder);
        others.clear();
        touch(folder.resolve("other"));
        walk.walk(folder);
        assertEquals(List.of(folder.resolve("other/listed.txt")), others);
    }

    @Test
    void aFolderThatChangedJustNowIsListedAgain() throws IOException {
        DataFolderWalk now = new DataFolderWalk(index, Clock.systemUTC(), others::add);
        make("young/x.wsp");
        make("young/listed.txt");
        now.walk(folder);
        now.walk(folder);
        assertEquals(2, others.size(), "another file may have come at the same time");
    }

    @Test
    void whatIsAnnouncedStaysUntilItHadAFile() throws IOException {
        index.announce("new.one");
        index.announce("new.two");
        index.announce("disk.used;rack=a1");
        walk.walk(folder);
        assertEquals(3, index.size());
        make("new/one.wsp");
        make("new/two.wsp");
        index.announceStored("new.one");
        walk.walk(folder);
        Files.delete(folder.resolve("new/one.wsp"));
        Files.delete(folder.resolve("new/two.wsp"));
        touchAll();
        walk.walk(folder);
        assertEquals(1, index.size());
        assertTrue(index.contains("disk.used;rack=a1"));
    }

    @Test
    void taggedSeriesAreListedAsTheirFilesAreNamed() throws IOException {
        make("_tagged/0aa/1bb/disk_DOT_used;rack=a1.wsp");
        walk.walk(folder);
        assertEquals(List.of("_tagged.0aa.1bb.disk_DOT_used;rack=a1"), index.names());
        walk.walk(folder);
        assertEquals(1, index.size());
    }

    @Test
    void linksAreFollowedAndLoopsAreReported() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-elsewhere/deep"));
        Files.createFile(elsewhere.resolve("x.wsp"));
        Files.createDirectories(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/linked"), elsewhere);
        Files.createSymbolicLink(folder.resolve("a/loop"), folder);
        walk.walk(folder);
        assertEquals(List.of("a.linked.x"), index.names());
        assertEquals(1, walk.troubles().size());
        assertTrue(walk.troubles().get(0).contains("loop"), walk.troubles().toString());
        Files.delete(elsewhere.resolve("x.wsp"));
        Files.delete(elsewhere);
        Files.delete(elsewhere.getParent());
    }

    /** Files and folders come and go; after each walk, and after each restart, the index is what a fresh walk finds. */
    @Test
    void aLinkToAFolderThatTheDataFolderLiesInIsNotFollowed() throws IOException {
        make("a/b.wsp");
        Files.createSymbolicLink(folder.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(folder.resolve("a/above"), folder.getParent());
        assertEquals(1, walk.walk(folder));
        assertEquals(List.of("a.b"), index.names());
        assertEquals(List.of(), paths("root", "a.above"));
        assertEquals(2, walk.troubles().size(), walk.troubles().toString());
        assertTrue(
                walk.troubles()
                        .contains(folder.resolve("root")
                                + " was left out of the index: it is a link to /, which the data folder lies in"),
                walk.troubles().toString());
        walk.walk(folder);
        assertEquals(2, walk.troubles().size(), "told as long as it is there");
    }

    @Test
    void aLinkToManyFoldersWithoutSeriesIsGivenUpAndOneWithSeriesIsNot(@TempDir Path outside) throws IOException {
        DataFolderWalk walk = new DataFolderWalk(index, LATER, others::add, 100);
        for (String tree : new String[] {"barren", "rich"}) {
            for (int i = 0; i < 11; i++) {
                for (int j = 0; j < 10; j++) {
                    Files.createDirectories(outside.resolve(tree + "/f" + i + "/g" + j));
                }
            }
        }
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j < 2; j++) {
                Files.createFile(outside.resolve("rich/f" + i + "/g" + j + "/m.wsp"));
            }
        }
        make("own/m.wsp");
        Files.createSymbolicLink(folder.resolve("barren"), outside.resolve("barren"));
        Files.createSymbolicLink(folder.resolve("rich"), outside.resolve("rich"));
        assertEquals(23, walk.walk(folder));
        assertEquals(List.of(), paths("barren", "barren.*"));
        assertEquals(1, walk.troubles().size(), walk.troubles().toString());
        assertTrue(walk.troubles().get(0).startsWith(folder.resolve("barren") + " was left out of the index"));
        assertEquals(0, walk.walk(folder));
        assertEquals(1, walk.troubles().size());
        assertEquals(List.of(), paths("barren", "barren.*"));
        Files.delete(folder.resolve("barren"));
        Files.createSymbolicLink(folder.resolve("barren"), outside.resolve("rich/f1"));
        touchAll();
        assertEquals(2, walk.walk(folder));
        assertEquals(List.of(), walk.troubles());
    }

    @Test
    void aSeriesThatIsDeletedWhileItsFolderIsListedStaysForgotten() throws IOException {
        Path file = Files.createDirectories(folder.resolve("a")).resolve("x.wsp");
        Files.createFile(file);
        Files.createFile(folder.resolve("a/note.txt"));
        index.announceStored("a.x");
        DataFolderWalk listing = new DataFolderWalk(index, LATER, other -> {
            assertTrue(file.toFile().delete() && index.remove("a.x"));
        });
        listing.walk(folder);
        assertFalse(index.contains("a.x"));
    }

    @Test
    void randomChangesAgreeWithAFreshWalk() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Path names = folder.resolveSibling(folder.getFileName() + ".names");
        MetricIndex live = new MetricIndex();
        IndexFile file = new IndexFile(names, live);
        DataFolderWalk walks = new DataFolderWalk(live, LATER, other -> {});
        for (int step = 0; step < 300; step++) {
            String path = "f" + random.nextInt(4) + "/g" + random.nextInt(4);
            String series = path + "/s" + random.nextInt(4) + (random.nextInt(5) == 0 ? ".wsp.gz" : ".wsp");
            if (random.nextInt(3) > 0) {
                Files.createDirectories(folder.resolve(path));
                Files.write(folder.resolve(series), new byte[0]);
                touch(folder.resolve(path));
                touch(folder.resolve(path).getParent());
                touch(folder);
            } else if (random.nextInt(4) > 0) {
                Files.deleteIfExists(folder.resolve(series));
                touch(folder.resolve(path));
            } else {
                delete(folder.resolve(path));
                touch(folder.resolve(path).getParent());
            }
            if (random.nextInt(5) == 0) {
                walks.walk(folder);
                MetricIndex fresh = new MetricIndex();
                new DataFolderWalk(fresh, LATER, other -> {}).walk(folder);
                assertEquals(new TreeSet<>(fresh.names()), new TreeSet<>(live.names()));
                assertEquals(fresh.find("**"), live.find("**"));
                assertEquals(fresh.size(), live.size());
            }
            if (random.nextInt(20) == 0) {
                file.save();
                file.close();
                live = new MetricIndex();
                file = new IndexFile(names, live);
                assertTrue(file.load());
                walks = new DataFolderWalk(live, LATER, other -> {});
            }
        }
        file.close();
        Files.deleteIfExists(names);
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
