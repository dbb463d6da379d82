package plumbago.whisper;

import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fills a small disk with Whisper files, and checks that no point is lost on the way. Run as a process of its own. */
final class FullDisk {
    private static final int POINTS = 10_000;

    private FullDisk() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> made = makeFilesUntilTheDiskIsFull(folder);
        check(made.size() > 5, "only " + made.size() + " files fit");
        storeEverywhere(made);
        replaceOneByASparseFile(made.get(0));
        storeEverywhere(made.subList(1, made.size()));
    }

    private static List<Path> makeFilesUntilTheDiskIsFull(Path folder) throws IOException {
        WhisperLayout layout = TestFiles.layout("1:" + POINTS, 0, AggregationMethod.SUM);
        List<Path> made = new ArrayList<>();
        try {
            while (made.size() < 1_000) {
                Path path = folder.resolve("f" + made.size() + ".wsp");
                WhisperFile.create(path, layout, made.size() % 2 == 0 ? Allocation.RESERVED : Allocation.ZEROED);
                made.add(path);
            }
            throw new AssertionError("the disk does not get full");
        } catch (IOException e) {
            check(e.getMessage().contains("No space left"), e.toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            check(files.count() == made.size(), "the file that did not fit left something behind");
        }
        return made;
    }

    private static void storeEverywhere(List<Path> made) throws IOException {
        for (Path path : made) {
            try (WhisperFile file = WhisperFile.open(path, Access.MAPPED)) {
                check(file.access() == Access.MAPPED, "there is room for each point, and " + path + " is not mapped");
                for (int i = 0; i < POINTS; i++) {
                    file.update(NOW + i, i, NOW + i);
                }
                double[] values = TestFiles.values(file, NOW - 1, NOW + POINTS - 1, NOW + POINTS - 1);
                for (int i = 0; i < POINTS; i++) {
                    check(values[i] == i, "the point " + i + " is lost");
                }
            }
        }
    }

    /** Longer than what it replaces: some points fit, and the first that does not gives an error and no more. */
    private static void replaceOneByASparseFile(Path path) throws IOException {
        Files.delete(path);
        WhisperFile.create(path, TestFiles.layout("1:" + 100 * POINTS, 0, AggregationMethod.SUM), Allocation.SPARSE);
        int stored = 0;
        try (WhisperFile file = WhisperFile.open(path, Access.MAPPED)) {
            check(file.access() == Access.CHANNEL, "a file is mapped that there is no room for");
            while (stored < 100 * POINTS) {
                file.update(NOW + stored, stored, NOW + stored);
                stored++;
            }
            throw new AssertionError("a sparse file took more than the disk has");
        } catch (IOException e) {
            check(e.getMessage().contains("No space left"), e.toString());
        }
        check(stored > POINTS / 2, "only " + stored + " points fit");
        // Not mapped: a disk in memory takes a page even to show a hole.
        try (WhisperFile file = WhisperFile.openReadOnly(path)) {
            double[] values = TestFiles.values(file, NOW - 1, NOW + stored, NOW + stored);
            for (int i = 0; i < stored; i++) {
                check(values[i] == i, "the point " + i + " is lost");
            }
        }
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
