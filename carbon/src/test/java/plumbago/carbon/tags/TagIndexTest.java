package plumbago.carbon.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.base.records.RecordUpkeep;

final class TagIndexTest {
    private static TagIndex filled() throws IOException {
        TagIndex index = new TagIndex();
        index.add("disk;rack=a1;host=h1");
        index.add("disk;host=h2;rack=b1");
        index.add("cpu;host=h1");
        return index;
    }

    @Test
    void keepsOneFormOfEachName() throws IOException {
        TagIndex index = filled();
        assertEquals("disk;host=h1;rack=a1", index.add("disk;host=h1;rack=a1"));
        assertEquals(3, index.size());
    }

    @Test
    void findsByExpressions() throws IOException {
        TagIndex index = filled();
        assertEquals(List.of("cpu;host=h1", "disk;host=h1;rack=a1"), index.find(List.of("host=h1")));
        assertEquals(List.of("cpu;host=h1"), index.find(List.of("host=h1", "rack=")));
        assertEquals(List.of("disk;host=h2;rack=b1"), index.find(List.of("name=~di", "host!=~.*1$")));
        assertEquals(List.of(), index.find(List.of("name=nothing")));
        assertThrows(TagException.class, () -> index.find(List.of("host!=h1")));
        assertThrows(TagException.class, () -> index.find(List.of("host=~.*")));
        assertThrows(TagException.class, () -> index.find(List.of("host")));
        assertThrows(TagException.class, () -> index.find(List.of("host=~(")));
    }

    /** Whoever adds a series waits for no pattern, however long that takes. */
    @Test
    @Timeout(600)
    void triesPatternsWithoutKeepingAnybodyFromAdding() throws Exception {
        TagIndex index = filled();
        index.add("slow;host=" + "h".repeat(100));
        CountDownLatch trying = new CountDownLatch(1);
        CountDownLatch added = new CountDownLatch(1);
        CompletableFuture<List<String>> found =
                CompletableFuture.supplyAsync(() -> index.find(List.of("host=~(.*.*.*.*)*!"), () -> {
                    trying.countDown();
                    await(added);
                    throw new TagException("took too long");
                }));
        await(trying);
        index.add("disk;host=h3");
        added.countDown();
        assertInstanceOf(
                TagException.class,
                assertThrows(ExecutionException.class, found::get).getCause());
        assertEquals(List.of("disk;host=h3"), index.find(List.of("host=~h3")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesNamesThatAreNotWellMade() {
        TagIndex index = new TagIndex();
        for (String name : List.of("a;b", "a;=c", "a;b=", ";b=c", "~;a=b", "a;b!=c", "a;b=~c", "a;b=c;", "")) {
            assertThrows(TagException.class, () -> index.add(name), name);
        }
    }

    @Test
    void forgetsValuesButNotTags() throws IOException {
        TagIndex index = filled();
        assertTrue(index.remove("disk;rack=b1;host=h2"));
        assertFalse(index.remove("disk;rack=b1;host=h2"));
        assertTrue(index.remove("disk;rack=a1;host=h1"));
        assertEquals(
                List.of("host", "name", "rack"),
                index.tags().stream().map(TagIndex.Listed::text).toList());
        assertEquals(1, index.values("rack").orElseThrow().size());
        assertEquals(List.of("cpu;host=h1"), index.find(List.of("host=h1")));
    }

    @Test
    void takesNoMoreThanItMay(@TempDir Path folder) throws IOException {
        int taken = 0;
        try (TagIndex index = new TagIndex(folder, 100_000, name -> false)) {
            TagException e = null;
            while (e == null) {
                try {
                    index.add("a;unique=" + taken);
                    taken++;
                } catch (TagException full) {
                    e = full;
                }
            }
            assertTrue(e.getMessage().contains("MAX_TAG_INDEX_BYTES"), e.getMessage());
            assertTrue(index.memoryBytes() <= 100_000 && index.memoryBytes() > 99_000, "" + index.memoryBytes());
            assertEquals("a;unique=0", index.add("a;unique=0"), "what is known stays");
            assertEquals(taken, index.size());
            assertFalse(index.hasSpaceForMissed());
            for (int i = 0; i < taken / 5; i++) {
                assertTrue(index.remove("a;unique=" + i));
            }
            assertTrue(index.hasSpaceForMissed(), "there is room for the one that had none");
            assertFalse(index.hasSpaceForMissed(), "asked once");
            index.add("a;unique=x");
            assertEquals(List.of("a;unique=x"), index.find(List.of("unique=x")));
        }
        try (TagIndex index = new TagIndex(folder, 50_000, name -> false)) {
            assertTrue(index.size() < taken * 6 / 10, "of " + taken + " there are " + index.size());
            for (String name : index.names()) {
                index.remove(name);
            }
            assertTrue(index.memoryBytes() < 500, "the tags alone: " + index.memoryBytes());
        }
    }

    @Test
    void seriesThatWereOnlyRegisteredGiveWayToThoseThatHavePoints(@TempDir Path folder) throws IOException {
        try (TagIndex index = new TagIndex(folder, 100_000, name -> name.startsWith("stored"))) {
            String known = index.register("stored;a=b");
            index.add("seen;a=b");
            int registered = 0;
            for (boolean fits = true; fits; registered++) {
                try {
                    index.register("told;unique=" + registered);
                } catch (TagException e) {
                    fits = false;
                }
            }
            index.register("told;unique=1");
            index.add("told;unique=1");
            for (int i = 0; i < 100; i++) {
                index.add("real;number=" + i);
            }
            assertEquals(100, index.find(List.of("name=real")).size());
            assertEquals(List.of("seen;a=b", known), index.find(List.of("a=b")));
            assertEquals(List.of("told;unique=1"), index.find(List.of("unique=1")), "its points were seen later");
            assertEquals(List.of(), index.find(List.of("unique=0")), "the oldest went first");
            assertEquals(1, index.find(List.of("unique=" + (registered - 2))).size());
            assertTrue(index.memoryBytes() <= 100_000, "" + index.memoryBytes());
            assertTrue(index.gaveWay() > 0);
        }
        try (TagIndex index = new TagIndex(folder, 60_000, name -> name.startsWith("stored"))) {
            assertEquals(100, index.find(List.of("name=real")).size(), "after a restart with less memory as well");
            assertEquals(List.of("seen;a=b", "stored;a=b"), index.find(List.of("a=b")));
            assertEquals(List.of("told;unique=1"), index.find(List.of("unique=1")));
        }
    }

    @Test
    void tagsThatNoSeriesHasAnyMoreTakeNoSpaceForGood() throws IOException {
        TagIndex index = new TagIndex(50_000);
        for (int i = 0; i < 10_000; i++) {
            String name = index.register("a;tag" + i + "=x");
            assertTrue(index.remove(name));
        }
        assertTrue(index.memoryBytes() <= 50_000, "" + index.memoryBytes());
        assertTrue(index.tags().size() < 300, "" + index.tags().size());
        index.add("b;tag=x");
        assertEquals(List.of("b;tag=x"), index.find(List.of("tag=x")));
    }

    @Test
    void findsSeriesAfterManyHaveGone() throws IOException {
        TagIndex index = new TagIndex();
        for (int i = 0; i < 20_000; i++) {
            index.add("a;number=" + i + ";kind=" + i % 3);
            if (i >= 10) {
                assertTrue(index.remove("a;number=" + (i - 10) + ";kind=" + (i - 10) % 3));
            }
        }
        assertEquals(10, index.size());
        assertEquals(
                List.of(
                        "a;kind=1;number=19990",
                        "a;kind=1;number=19993",
                        "a;kind=1;number=19996",
                        "a;kind=1;number=19999"),
                index.find(List.of("kind=1")));
    }

    @Test
    void namesThatNoSeriesCanHaveAreRefused() {
        TagIndex index = new TagIndex();
        assertThrows(TagException.class, () -> index.register("a;b=" + "x".repeat(3000)));
        assertThrows(TagException.class, () -> index.register("a;b=" + "ü".repeat(1500)));
        assertEquals(0, index.size());
    }

    /** As graphite-web 1.1.8 answers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "m{k=\"v\"}|m;k=v",
                "m{k=\"v\", b=\"c\"}|m; b=c;k=v",
                "m{ k=\"v\"}|m; k=v",
                "m{k =\"v\"}|m;k =v",
                "m{k=\"v\":,b=\"c\"}|m;b=c;k=v",
                "m{k=\"v\",,b=\"c\"}|m;,b=c;k=v",
                "m{,k=\"v\"}|m;,k=v",
                "m{k=\"a\\\"b\\\\c\"}|m;k=a\"b\\c",
                "m{k=\"a=b\",x=\"y,z\"}|m;k=a=b;x=y,z",
                "m;a=b{k=\"v\"}|m;a=b;k=v",
                " m{k=\"v\"}|` m;k=v`",
                "~m{k=\"v\"}|m;k=v",
                "~~a;b=c|a;b=c",
                "m{name=\"x\"}|m",
                "m{k=\"v\",}|m{k=\"v\",}",
                "m{}|m{}",
                "plain|plain",
                "m;a10=1;a1=3|m;a10=1;a1=3",
                "m;dc=2;dc-x=1|m;dc-x=1;dc=2",
                "a;b=c;b=d|a;b=d",
                "a;b= c|a;b= c",
            })
    void understandsNamesAsTheOriginal(String given, String kept) throws IOException {
        TagIndex index = new TagIndex();
        assertEquals(kept, index.register(given));
        assertEquals(kept, index.add(given));
        assertEquals(1, index.size());
        assertTrue(index.remove(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m{k=\"v\" ,b=\"c\"}",
                "m{k= \"v\"}",
                "m{k=\"\"}",
                "{k=\"v\"}",
                "m{k=\"v\";b=\"c\"}",
                "m{k=\"v\"b=\"c\"}",
                "m{k=\"v\"}{l=\"w\"}",
                "m{k=\"{\"}",
                "~",
                "a;b^=c"
            })
    void refusesWhatTheOriginalRefuses(String name) {
        assertThrows(TagException.class, () -> new TagIndex().register(name));
    }

    @Test
    void livesOnInItsFile(@TempDir Path folder) throws IOException {
        Path state = folder.resolve("state");
        try (TagIndex index = new TagIndex(state)) {
            index.add("a;b=c");
            index.add("d;e=f");
            assertTrue(index.remove("a;b=c"));
            index.save();
            index.register("g;h=\n");
        }
        Path file = state.resolve("tags.records");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        try (TagIndex index = new TagIndex(state)) {
            assertEquals(List.of("d;e=f"), index.find(List.of("e=f")));
            assertEquals(1, index.damagedPlaces());
            index.add("i;j=k");
        }
        assertEquals(Set.of("d;e=f", "i;j=k"), Set.copyOf(TagIndex.namesIn(state)));
    }

    @Test
    void goesOnWithTheFileOfBefore(@TempDir Path folder) throws IOException {
        Path earlier = folder.resolve("tags.log");
        Files.writeString(earlier, "+a;b=c\n+d;e=f\n-a;b=c\nrubbish\n+half;a\n+g;h=i");
        try (TagIndex index = new TagIndex(folder, 1_000_000, name -> name.equals("d;e=f"))) {
            assertEquals(List.of("d;e=f"), index.find(List.of("e=f")));
            assertEquals(List.of("g;h=i"), index.find(List.of("h=i")));
            assertEquals(2, index.size());
            assertTrue(Files.exists(earlier), "reading writes nothing");
        }
        assertFalse(Files.exists(earlier));
        assertTrue(Files.exists(folder.resolve("tags.log.converted")));
        assertEquals(Set.of("d;e=f", "g;h=i"), Set.copyOf(TagIndex.namesIn(folder)));
    }

    @Test
    void aSeriesIsTakenInWhereTheDiskTakesNothingAndWrittenLater(@TempDir Path folder) throws IOException {
        Path inTheWay = folder.resolve("tags.records.new");
        Files.createDirectory(inTheWay);
        try (TagIndex index = new TagIndex(folder)) {
            index.add("a;b=c");
            index.save();
            assertEquals(List.of("a;b=c"), index.find(List.of("b=c")));
            Files.delete(inTheWay);
            try (RecordUpkeep upkeep = new RecordUpkeep("test")) {
                index.keptBy(upkeep);
                upkeep.start();
            }
            assertEquals(List.of("a;b=c"), List.copyOf(TagIndex.namesIn(folder)));
        }
    }
}
