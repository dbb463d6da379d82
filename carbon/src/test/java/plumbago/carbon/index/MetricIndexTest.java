package plumbago.carbon.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.storage.whisper.DataFolderWalk;

final class MetricIndexTest {
    private static MetricIndex of(String... names) {
        MetricIndex index = new MetricIndex();
        for (String name : names) {
            index.add(name);
        }
        return index;
    }

    private static List<String> paths(MetricIndex index, String pattern) {
        return index.find(pattern).stream().map(IndexNode::path).collect(Collectors.toList());
    }

    @Test
    void distinguishesLeavesFromBranches() {
        MetricIndex index = of("site.home", "site.home.visits", "site.about.visits");
        assertEquals(
                List.of(new IndexNode("site.about", false, true), new IndexNode("site.home", true, true)),
                index.find("site.*"));
        assertEquals(List.of(new IndexNode("site.home.visits", true, false)), index.find("site.home.visits"));
        assertEquals("visits", index.find("site.home.visits").get(0).name());
    }

    @Test
    void goesNoWayTwiceForManyGlobstars() {
        MetricIndex index = of("a" + ".a".repeat(60), "a.b");
        assertEquals(List.of("a.b"), paths(index, "**.".repeat(40) + "b"));
        assertEquals(List.of("a.b"), paths(index, "**.a.**.b"));
        assertEquals(41, paths(index, "**.a".repeat(20) + ".**").size());
        assertEquals(List.of(), paths(index, "**.a.".repeat(20) + "x"));
    }

    @Test
    void refusesToLookAtTooManyNames() {
        MetricIndex index = new MetricIndex();
        for (int i = 0; i < 31_000; i++) {
            index.add("n" + i);
        }
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 9_999; i++) {
            many.append("x*").append(i).append(',');
        }
        String pattern = many.append("x*}").toString();
        assertThrows(IllegalArgumentException.class, () -> index.find(pattern));
    }

    @Test
    void addsOnce() {
        MetricIndex index = of();
        assertTrue(index.add("a.b"));
        assertFalse(index.add("a.b"));
        assertTrue(index.add("a"));
        assertEquals(2, index.size());
        assertTrue(index.contains("a"));
        assertFalse(index.contains("a.b.c"));
        assertFalse(index.contains("b"));
    }

    @Test
    void globs() {
        MetricIndex index = of("s.web-01.x", "s.web-02.x", "s.db_01.x", "s.é.x", "s.a]b.x", "s.{.x");
        assertEquals(List.of("s.web-01", "s.web-02"), paths(index, "s.web-0?"));
        assertEquals(List.of("s.web-02"), paths(index, "s.web-0[!1]"));
        assertEquals(
                List.of("s.é"),
                paths(index, "s.?").stream().filter(p -> !p.equals("s.{")).toList());
        assertEquals(List.of("s.db_01.x", "s.web-01.x", "s.web-02.x"), paths(index, "s.{web-{01,02},db_01}.x"));
        assertEquals(List.of("s.a]b"), paths(index, "s.a[]]b"));
        assertEquals(List.of("s.{"), paths(index, "s.{"));
        assertEquals(List.of("s.é.x"), paths(index, "s.[à-ü].*"));
        assertEquals(List.of("s.db_01.x", "s.web-01.x"), paths(index, "s.*01.x"));
    }

    @Test
    void globstarSpansLevels() {
        MetricIndex index = of("d.one.two.leaf", "d.leaf");
        assertEquals(List.of("d.leaf", "d.one", "d.one.two", "d.one.two.leaf"), paths(index, "d.**"));
        assertEquals(List.of("d.leaf", "d.one.two.leaf"), paths(index, "d.**.leaf"));
        assertEquals(List.of("d.leaf", "d.one.two.leaf"), paths(index, "**.**.leaf"));
    }

    @Test
    void bracesMayHoldSeveralSteps() {
        MetricIndex index = of("a.b.c", "a.d", "x");
        assertEquals(List.of("a.b.c", "a.d"), paths(index, "a.{b.c,d}"));
    }

    @Test
    void tooManyAlternativesAreRefused() {
        MetricIndex index = of("a");
        assertThrows(IllegalArgumentException.class, () -> index.find("{a,b}".repeat(20)));
        // Alternatives that are equal, that are long, and that are so many that none is ever complete.
        assertThrows(IllegalArgumentException.class, () -> index.find("{a,a}".repeat(40)));
        assertThrows(IllegalArgumentException.class, () -> index.find("{a,b}".repeat(12) + "c".repeat(100_000)));
        assertThrows(IllegalArgumentException.class, () -> index.find("{a,b}".repeat(5_000)));
    }

    @Test
    void taggedSeriesAreListedWhereTheirFileIs() {
        MetricIndex index = of("disk.used;rack=a1");
        assertEquals(List.of("_tagged"), paths(index, "*"));
        assertTrue(index.contains("disk.used;rack=a1"));
        assertTrue(index.find("_tagged.*.*.*").get(0).leaf());
    }

    @Test
    void removingTakesEmptyBranchesAway() {
        MetricIndex index = of("a.b.c", "a.b.d", "a.e");
        assertTrue(index.remove("a.b.c"));
        assertFalse(index.remove("a.b.c"));
        assertEquals(List.of("a.b.d"), paths(index, "a.b.*"));
        assertTrue(index.remove("a.b.d"));
        assertEquals(List.of("a.e"), paths(index, "a.*"));
        assertTrue(index.remove("a.e"));
        assertEquals(List.of(), paths(index, "*"));
        assertEquals(0, index.size());
    }

    @Test
    void agreesWithAPlainSetOnRandomNames() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            MetricIndex index = new MetricIndex();
            TreeSet<String> names = new TreeSet<>();
            for (int i = 0; i < 400; i++) {
                String name = randomName(random);
                if (random.nextInt(4) == 0) {
                    assertEquals(names.remove(name), index.remove(name), name);
                } else {
                    assertEquals(names.add(name), index.add(name), name);
                }
                if (i % 10 == 0) {
                    compare(names, index, randomPattern(random));
                }
            }
            assertEquals(names.size(), index.size());
            assertEquals(List.copyOf(names), index.names());
        }
    }

    private static String randomName(SplittableRandom random) {
        List<String> steps = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            steps.add(random.nextInt(3) == 0 ? "web" + random.nextInt(12) : "" + (char) ('a' + random.nextInt(5)));
        }
        return String.join(".", steps);
    }

    private static String randomPattern(SplittableRandom random) {
        List<String> steps = new ArrayList<>();
        String[] choice = {"*", "?", "web*", "web?", "web1[0-9]", "[a-c]", "[!a]", "{a,web*}", "a", "*1", "w*b*1"};
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            steps.add(choice[random.nextInt(choice.length)]);
        }
        return String.join(".", steps);
    }

    private static void compare(Set<String> names, MetricIndex index, String pattern) {
        Pattern regex = Pattern.compile(pattern.replace(".", "\\.")
                .replace("?", "[^.]")
                .replace("*", "[^.]*")
                .replace("[!", "[^.")
                .replaceAll("\\{(.*?),(.*?)\\}", "($1|$2)"));
        TreeSet<String> expected = new TreeSet<>();
        for (String name : names) {
            for (int end = name.indexOf('.'); end >= 0; end = name.indexOf('.', end + 1)) {
                expected.add(name.substring(0, end));
            }
            expected.add(name);
        }
        expected.removeIf(path -> !regex.matcher(path).matches());
        assertEquals(List.copyOf(expected), paths(index, pattern), pattern);
    }

    @Test
    void findsRunBesideAdds() throws InterruptedException {
        MetricIndex index = new MetricIndex();
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Thread finder = new Thread(() -> {
            while (index.size() < 20_000) {
                for (IndexNode node : index.find("r.h1*.c*")) {
                    if (!node.path().startsWith("r.h1")) {
                        trouble.set(new AssertionError(node.path()));
                    }
                }
            }
        });
        finder.setUncaughtExceptionHandler((t, e) -> trouble.set(e));
        finder.start();
        for (int i = 19_999; i >= 0; i--) {
            index.add("r.h" + i / 20 + ".c" + i % 20);
        }
        finder.join();
        assertEquals(null, trouble.get());
        assertEquals(111 * 20, index.find("r.h1*.c*").size());
    }

    @Test
    void aMillionNamesTakeLittleMemory() {
        MetricIndex index = new MetricIndex();
        for (int host = 0; host < 1000; host++) {
            for (int i = 0; i < 100; i++) {
                index.add("servers.host" + host + ".cpu." + i / 10 + ".field" + i % 10);
            }
        }
        assertTrue(index.memoryBytes() < 100L * index.size(), index.memoryBytes() + " bytes");
    }

    @Test
    void walksADataFolder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createDirectories(folder.resolve("void/hollow"));
        Files.createFile(folder.resolve("a/b/c.wsp"));
        Files.createFile(folder.resolve("a/b/old.wsp.gz"));
        Files.createFile(folder.resolve("a/b/readme.txt"));
        MetricIndex index = new MetricIndex();
        assertEquals(2, new DataFolderWalk(index).walk(folder));
        assertEquals(List.of("a.b.c", "a.b.old"), paths(index, "a.b.*"));
        assertEquals(List.of("a.b.c"), index.names());
        assertEquals(List.of(new IndexNode("void.hollow", false, true)), index.find("void.*"));
        assertEquals(0, new DataFolderWalk(index).walk(folder.resolve("missing")));
    }
}
