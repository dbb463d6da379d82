package plumbago.whisper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.whisper.TestFiles.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import plumbago.whisper.Resize.Stage;
import plumbago.whisper.WhisperException.Kind;

/** What goes beyond the records: what is told on the way, and that a resize which fails or is ended changes nothing. */
class ResizeTest {
    private static final double NONE = FetchResult.NO_POINT;

    @TempDir
    Path folder;

    private Path path;
    private byte[] before;

    @BeforeEach
    void makeAFile() throws IOException {
        path = TestFiles.create(folder.resolve("a.wsp"), "1:10 5:10", 0, AggregationMethod.SUM);
        TestFiles.fill(path, 40);
        before = Files.readAllBytes(path);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Resize resize(String retentions) throws WhisperException {
        return Resize.of(path, TestFiles.retentions(retentions));
    }

    @Test
    void tellsEachStage() throws IOException {
        Files.writeString(folder.resolve("a.wsp.tmp"), "left over");
        Files.writeString(folder.resolve("a.wsp.bak"), "older");
        List<String> stages = new ArrayList<>();
        resize("1:20 5:10")
                .keepBackup(false)
                .observer((stage, file) -> stages.add(stage + " " + file.getFileName()))
                .run(NOW);
        assertEquals(
                List.of(
                        "READING a.wsp",
                        "REMOVING_LEFTOVER a.wsp.tmp",
                        "CREATING a.wsp.tmp",
                        "CREATED a.wsp.tmp",
                        "MIGRATING a.wsp.tmp",
                        "RENAMING_OLD a.wsp.bak",
                        "RENAMING_NEW a.wsp",
                        "RESIZED a.wsp",
                        "REMOVING_BACKUP a.wsp.bak"),
                stages);
        assertEquals(List.of("a.wsp"), names());
        assertEquals(20, WhisperFile.info(path).archives().get(0).points());
    }

    @Test
    void keepsTheOldFileBeside() throws IOException {
        resize("1:20 5:10").run(NOW);
        assertEquals(List.of("a.wsp", "a.wsp.bak"), names());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("a.wsp.bak")));
    }

    @Test
    void canMakeAnotherFile() throws IOException {
        List<Stage> stages = new ArrayList<>();
        resize("1:20 5:10")
                .into(folder.resolve("new.wsp"))
                .xFilesFactor(0.25)
                .aggregationMethod(AggregationMethod.MAX)
                .allocation(Allocation.ZEROED)
                .observer((stage, file) -> stages.add(stage))
                .run(NOW);
        assertEquals(List.of(Stage.READING, Stage.CREATING, Stage.CREATED, Stage.MIGRATING), stages);
        assertEquals(List.of("a.wsp", "new.wsp"), names());
        assertArrayEquals(before, Files.readAllBytes(path));
        Header header = WhisperFile.info(folder.resolve("new.wsp"));
        assertEquals(0.25f, header.xFilesFactor());
        assertEquals(AggregationMethod.MAX, header.aggregationMethod());
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REMOVING_LEFTOVER", "RESIZED", "REMOVING_BACKUP"})
    void changesNothingWhenItIsEnded(Stage at) throws IOException {
        Resize resize = resize("1:20 5:10").observer((stage, file) -> {
            if (stage == at) {
                throw new CancellationException();
            }
        });
        assertThrows(CancellationException.class, () -> resize.run(NOW));
        assertEquals(List.of("a.wsp"), names());
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void changesNothingWhenTheNewArchivesAreNotValid() throws IOException {
        WhisperException e =
                assertThrows(WhisperException.class, () -> resize("1:60 3:10").run(NOW));
        assertEquals(Kind.ARCHIVE_RETENTION_NOT_LARGER, e.kind());
        assertThrows(
                WhisperException.class, () -> resize("1:60").xFilesFactor(2).run(NOW));
        assertEquals(List.of("a.wsp"), names());
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void doesNotTakeThePlaceOfAFileThatIsNotItsOwn() throws IOException {
        Path other = Files.writeString(folder.resolve("b.wsp"), "other");
        WhisperException e = assertThrows(
                WhisperException.class, () -> resize("1:60").into(other).run(NOW));
        assertEquals(Kind.FILE_ALREADY_EXISTS, e.kind());
        assertEquals("other", Files.readString(other));
    }

    @Test
    void failsOnAFileThatIsMissing() {
        path = folder.resolve("nope.wsp");
        WhisperException e =
                assertThrows(WhisperException.class, () -> resize("1:60").run(NOW));
        assertEquals(Kind.FILE_MISSING, e.kind());
    }

    @Test
    void isCompleteBeforeItHasTheName() throws IOException {
        boolean[] seen = new boolean[1];
        resize("1:20 5:10")
                .observer((stage, file) -> {
                    assertTrue(Files.exists(path), () -> "there is no file under the name at " + stage);
                    seen[0] |= stage == Stage.RENAMING_NEW;
                })
                .run(NOW);
        assertTrue(seen[0]);
    }

    @Test
    void makesPointsOfAllPointsInTheirTimeWhenItAggregates() throws IOException {
        Path fine = TestFiles.create(folder.resolve("fine.wsp"), "1:60", 0.5, AggregationMethod.AVG_ZERO);
        try (WhisperFile file = WhisperFile.open(fine, Access.CHANNEL)) {
            for (int i = 0; i < 40; i++) {
                if (i < 20 || i % 10 < 4) {
                    file.update(NOW - i, 10, NOW);
                }
            }
        }
        Resize.of(fine, TestFiles.retentions("10:6")).aggregate(true).run(NOW);
        try (WhisperFile file = WhisperFile.openReadOnly(fine)) {
            double[] values = TestFiles.values(file, NOW - 50, NOW, NOW);
            // Four known of ten is less than half; and the step that is not over yet is left out.
            assertArrayEquals(new double[] {NONE, NONE, 10, 10, NONE}, values);
        }
        assertEquals(0.5f, WhisperFile.info(fine).xFilesFactor());
    }

    @Test
    void aggregatesCoarserPointsWhereTheFinerOnesEnd() throws IOException {
        Path both = TestFiles.create(folder.resolve("both.wsp"), "1:10 5:10", 0, AggregationMethod.LAST);
        try (WhisperFile file = WhisperFile.open(both, Access.CHANNEL)) {
            for (int i = 49; i >= 0; i--) {
                file.update(NOW - i, i, NOW - i);
            }
        }
        Resize.of(both, TestFiles.retentions("5:10"))
                .aggregate(true)
                .xFilesFactor(1)
                .run(NOW);
        try (WhisperFile file = WhisperFile.openReadOnly(both)) {
            assertArrayEquals(
                    new double[] {NONE, 36, 31, 26, 21, 16, 11, 6, 1, NONE},
                    TestFiles.values(file, NOW - 50, NOW, NOW));
        }
    }

    /** Values as the newest version of the original has them. */
    @Test
    void aggregatesFromNowBackwardAndNothingOutOfNothing() throws IOException {
        long now = NOW + 7;
        Path gap = TestFiles.create(folder.resolve("gap.wsp"), "1:60", 0, AggregationMethod.SUM);
        try (WhisperFile file = WhisperFile.open(gap, Access.CHANNEL)) {
            for (int i = 39; i >= 0; i--) {
                if (i < 12 || i >= 36) {
                    file.update(now - i, i + 1, now - i);
                }
            }
        }
        Resize.of(gap, TestFiles.retentions("10:6 20:6")).aggregate(true).run(now);
        try (WhisperFile file = WhisperFile.openReadOnly(gap)) {
            assertArrayEquals(new double[] {154, 154, NONE, NONE, 78, 10}, TestFiles.values(file, now - 60, now, now));
            assertArrayEquals(
                    new double[] {NONE, NONE, 154, 154, 78, 10},
                    file.fetch(now - 120, now, now, 20).orElseThrow().values());
        }
    }

    /** Values as the newest version of the original has them. */
    @ParameterizedTest
    @CsvSource({
        // The finer archive begins at a time that the coarser one has too.
        "1:12 5:10, NaN 37 32 27 22 17 12 45 20 NaN",
        // The coarser one has a single point more.
        "1:10 5:4, NaN NaN NaN NaN NaN NaN NaN 31 20 NaN",
        // Of the coarser one nothing is read: without its oldest slot the finer one reaches back as far.
        "1:10 5:3, NaN NaN NaN NaN NaN NaN NaN 34 20 NaN",
        "2:10 10:3 20:3, NaN NaN NaN NaN NaN 36 26 24 6 NaN",
    })
    void aTimeThatTheFinerArchiveHasIsNotTakenTwice(String retentions, String expected) throws IOException {
        Path both = TestFiles.create(folder.resolve("both.wsp"), retentions, 0, AggregationMethod.LAST);
        try (WhisperFile file = WhisperFile.open(both, Access.CHANNEL)) {
            for (int i = 49; i >= 0; i--) {
                file.update(NOW - i, i + 1, NOW - i);
            }
        }
        Resize.of(both, TestFiles.retentions("5:10"))
                .aggregate(true)
                .aggregationMethod(AggregationMethod.SUM)
                .run(NOW);
        try (WhisperFile file = WhisperFile.openReadOnly(both)) {
            assertArrayEquals(
                    Stream.of(expected.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray(),
                    TestFiles.values(file, NOW - 50, NOW, NOW));
        }
    }
}
