package plumbago.carbon.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The search held against one that looks at all steps of all names, while names come and go. */
class NameSearchModelTest {
    private static final Comparator<String> IN_ORDER = (a, b) -> Arrays.compare(a.split("\\."), b.split("\\."));

    private final MetricIndex index = new MetricIndex();
    private final Set<String> names = new TreeSet<>(IN_ORDER);

    @RepeatedTest(60)
    void namesAllAndTheBestInOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        // Few letters have labels come at many levels, more have words that are at one level alone, or nowhere.
        String letters = repetition.getCurrentRepetition() % 2 == 0 ? "abAB" : "abcdefghijkLMNOPä";
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 150; i++) {
                change(random, letters);
            }
            for (int i = 0; i < 15; i++) {
                List<String> words = new ArrayList<>();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    words.add(
                            random.nextInt(3) == 0
                                    ? path(random, letters, 1 + random.nextInt(3))
                                    : step(random, letters));
                }
                check(String.join(" ", words), random.nextInt(4) == 0 ? 1000 : random.nextInt(6));
            }
        }
    }

    private void change(Random random, String letters) {
        String name = path(random, letters, random.nextInt(20) == 0 ? 14 + random.nextInt(6) : 1 + random.nextInt(5));
        if (!names.isEmpty() && random.nextInt(3) == 0) {
            String some = List.copyOf(names).get(random.nextInt(names.size()));
            name = random.nextBoolean() ? some + "." + step(random, letters) : some;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                index.remove(name);
                names.remove(name);
            }
            case 3 -> {
                index.confirm(name, false, true);
                names.add(name);
            }
            case 4 -> index.addBranch(name);
            case 5 -> index.removeBranch(name);
            case 6 -> index.add(name + ";a=b");
            default -> {
                index.add(name);
                names.add(name);
            }
        }
    }

    private void check(String words, int limit) {
        List<List<String>> asked = new ArrayList<>();
        for (String word : words.toLowerCase(Locale.ROOT).split(" ")) {
            asked.add(List.of(word.split("\\.")));
        }
        List<String> series =
                names.stream().filter(name -> holdsAll(name, asked)).toList();
        NameMatches found = index.search(words, limit, () -> false);
        assertTrue(found.complete());
        assertEquals(series.size(), found.total(), words);
        assertEquals(
                best(series, asked, limit),
                found.series().stream().map(IndexNode::path).toList(),
                words);
        Set<String> branches = new HashSet<>();
        for (String name : series) {
            int end = name.indexOf('.');
            while (end >= 0 && !holdsAll(name.substring(0, end), asked)) {
                end = name.indexOf('.', end + 1);
            }
            if (end >= 0) {
                branches.add(name.substring(0, end));
            }
        }
        List<NameMatches.Branch> folded = new ArrayList<>();
        for (String branch : best(branches.stream().sorted(IN_ORDER).toList(), asked, limit)) {
            folded.add(new NameMatches.Branch(branch, (int)
                    names.stream().filter(name -> name.startsWith(branch + ".")).count()));
        }
        assertEquals(folded, found.branches(), words);
    }

    private static List<String> best(List<String> paths, List<List<String>> asked, int limit) {
        return paths.stream()
                .sorted(Comparator.comparingInt((String path) -> -rank(path, asked)))
                .limit(limit)
                .toList();
    }

    private static boolean holdsAll(String path, List<List<String>> asked) {
        String[] steps = path.toLowerCase(Locale.ROOT).split("\\.");
        return asked.stream().allMatch(word -> {
            for (int at = 0; at < steps.length; at++) {
                if (fits(steps, at, word, word.size() - 1)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static int rank(String path, List<List<String>> asked) {
        String[] steps = path.toLowerCase(Locale.ROOT).split("\\.");
        int begun = 0;
        boolean lastFits = false;
        for (List<String> word : asked) {
            begun += Arrays.stream(steps).anyMatch(step -> step.startsWith(word.get(0))) ? 1 : 0;
            for (int piece = 0; piece < word.size(); piece++) {
                lastFits |= fits(steps, steps.length - 1, word, piece);
            }
        }
        return 2 * begun + (lastFits ? 1 : 0);
    }

    /** Whether a word up to a piece of it fits the steps up to one. */
    private static boolean fits(String[] steps, int at, List<String> word, int piece) {
        String step = steps[at];
        String text = word.get(piece);
        if (word.size() == 1) {
            return step.contains(text);
        }
        if (piece == 0) {
            return step.endsWith(text);
        }
        boolean fits = piece == word.size() - 1 ? step.startsWith(text) : step.equals(text);
        return fits && at > 0 && fits(steps, at - 1, word, piece - 1);
    }

    private static String path(Random random, String letters, int steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            text.append(i == 0 ? "" : ".").append(step(random, letters));
        }
        return text.toString();
    }

    private static String step(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
