package plumbago.carbon.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import plumbago.carbon.name.TaggedName;

class NameSearchTest {
    private final MetricIndex index = new MetricIndex();

    private NameMatches search(String words) {
        return index.search(words, 50, () -> false);
    }

    private List<String> paths(String words) {
        return search(words).series().stream().map(IndexNode::path).toList();
    }

    private void add(String... names) {
        for (String name : names) {
            index.add(name);
        }
    }

    @Test
    void wordsMayBeAnywhereInAnyOrder() {
        add("servers.web01.cpu.user", "servers.web02.cpu.user", "servers.db01.cpu.user", "servers.web01.disk.free");
        assertEquals(List.of("servers.web01.cpu.user", "servers.web02.cpu.user"), paths("user WEB"));
        assertEquals(List.of("servers.web01.disk.free"), paths("eb01 ree"));
        assertEquals(List.of(), paths("web03"));
        assertEquals(List.of(), paths("  "));
        assertEquals(4, search("s").total());
    }

    @Test
    void aWordWithDotsGoesOverSteps() {
        add("a.web01.cpu.user", "a.web01.x.cpu.user", "a.web01x.cpu.user", "web01.cpu");
        assertEquals(List.of("web01.cpu", "a.web01.cpu.user"), paths("eb01.c"));
        assertEquals(List.of("a.web01.cpu.user"), paths("web01.cpu.us"));
    }

    @Test
    void branchesAreNamedOnceWithWhatIsBelowThem() {
        add("servers.web01.cpu.user", "servers.web01.cpu.system", "servers.web01.disk", "servers.db.web01x");
        NameMatches found = search("web01");
        assertEquals(4, found.total());
        assertEquals(List.of(new NameMatches.Branch("servers.web01", 3)), found.branches());
        assertEquals(
                List.of(new NameMatches.Branch("servers.web01.cpu", 2)),
                search("web01 cpu").branches());
    }

    @Test
    void whatStepsBeginWithIsBetterAndTheLastStepBest() {
        add("a.xcpu.b", "a.cpu.b", "b.y.cpu");
        assertEquals(List.of("b.y.cpu", "a.cpu.b", "a.xcpu.b"), paths("cpu"));
    }

    @Test
    void noMoreAreNamedThanAskedForAndAllAreCounted() {
        for (int i = 0; i < 1000; i++) {
            index.add("servers.web" + i + ".cpu");
        }
        NameMatches found = index.search("web", 10, () -> false);
        assertEquals(1000, found.total());
        assertEquals(10, found.series().size());
        assertEquals(10, found.branches().size());
        assertEquals("servers.web0.cpu", found.series().get(0).path());
        assertTrue(found.complete());
    }

    @Test
    void whenTimeIsUpWhatWasFoundIsTheAnswer() {
        for (int i = 0; i < 40_000; i++) {
            index.add("servers.web" + i + ".cpu");
        }
        NameMatches found = index.search("web", 10, () -> true);
        assertFalse(found.complete());
        assertEquals(10, found.series().size());
        assertTrue(found.total() < 40_000);
    }

    @Test
    void taggedSeriesAreLeftOut() {
        add("disk.used;server=web01", "tagged.web01");
        assertEquals(List.of("tagged.web01"), paths("tagged"));
    }

    @Test
    void lettersBeyondAsciiHaveCasesToo() {
        add("größe.ÄPFEL", "größe.birnen");
        assertEquals(List.of("größe.ÄPFEL"), paths("äpf GRÖ"));
    }

    @Test
    void thereIsAMostOfWords() {
        assertEquals(0, search("a ".repeat(31)).total());
        assertThrows(IllegalArgumentException.class, () -> search("a ".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> search("a.b".repeat(31)));
    }

    /** A label that only they have is not even looked at; one that others have too is found there. */
    @Test
    void labelsOfTaggedSeriesAreNoneOfOthers() {
        add("disk.used;server=web01");
        String[] steps = TaggedName.listed("disk.used;server=web01").split("\\.");
        assertEquals(0, search(steps[2]).total());
        add("x." + steps[2] + ".y");
        assertEquals(List.of("x." + steps[2] + ".y"), paths(steps[2]));
    }

    @Test
    void namesThatComeOutOfOrderAreNamedInOrder() {
        add("a.c.z", "a.b.z", "a.b.y", "a.a.z");
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of("a.a.z", "a.b.y", "a.b.z", "a.c.z"), paths("a"));
        }
    }

    @Test
    void searchesRunBesideChanges() throws InterruptedException {
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        AtomicBoolean isDone = new AtomicBoolean();
        for (int i = 0; i < 1000; i++) {
            index.add("stays.h" + i + ".cpu");
        }
        Thread searcher = new Thread(() -> {
            while (!isDone.get()) {
                assertEquals(1000, search("stays cpu").total());
                assertTrue(search("comes cpu").total() <= 20_000);
            }
        });
        searcher.setUncaughtExceptionHandler((t, e) -> trouble.set(e));
        searcher.start();
        for (int i = 19_999; i >= 0; i--) {
            index.add("comes.h" + i / 20 + ".x" + i % 20 + ".cpu");
            if (i % 3 == 0) {
                index.remove("comes.h" + i / 20 + ".x" + i % 20 + ".cpu");
            }
        }
        isDone.set(true);
        searcher.join();
        assertEquals(null, trouble.get());
        assertEquals(20_000 - 6667, search("comes cpu").total());
    }

    /** Held against looking at every name as a text. */
    @RepeatedTest(50)
    void anySearchFindsWhatHoldsItsWords(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            names.add(text(random, 1 + random.nextInt(5)));
        }
        names.forEach(index::add);
        for (int i = 0; i < 30; i++) {
            List<String> words = new ArrayList<>();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                words.add(random.nextInt(3) == 0 ? text(random, 2) : step(random));
            }
            List<String> expected = names.stream()
                    .filter(name -> words.stream().allMatch(word -> holds(name, word)))
                    .toList();
            NameMatches found = index.search(String.join(" ", words), 1000, () -> false);
            assertEquals(
                    expected,
                    found.series().stream().map(IndexNode::path).sorted().toList(),
                    words.toString());
            assertEquals(expected.size(), found.total());
        }
    }

    private static boolean holds(String name, String word) {
        return name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private static String text(Random random, int steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            text.append(i == 0 ? "" : ".").append(step(random));
        }
        return text.toString();
    }

    private static String step(Random random) {
        return random.ints(1 + random.nextInt(3), 0, 4)
                .mapToObj(i -> "abAB".substring(i, i + 1))
                .reduce("", String::concat);
    }
}
