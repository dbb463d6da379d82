package plumbago.web.tags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    @Timeout(60)
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
        for (String name : List.of("a;b", "a;=c", "a;b=", ";b=c", "~;a=b", "a;b!=c", "a;b=~c")) {
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
        Path file = folder.resolve("tags.log");
        int taken = 0;
        try (TagIndex index = new TagIndex(file, 100_000)) {
            while (index.memoryBytes() < 100_000) {
                index.add("a;unique=" + taken++);
            }
            TagException e = assertThrows(TagException.class, () -> index.add("a;unique=x"));
            assertTrue(e.getMessage().contains("MAX_TAG_INDEX_BYTES"), e.getMessage());
            assertEquals("a;unique=0", index.add("a;unique=0"), "what is known stays");
            assertEquals(taken, index.size());
            assertTrue(index.remove("a;unique=0"));
            index.add("a;unique=x");
            assertEquals(List.of("a;unique=x"), index.find(List.of("unique=x")));
        }
        try (TagIndex index = new TagIndex(file, 50_000)) {
            assertTrue(index.size() < taken * 6 / 10, "of " + taken + " there are " + index.size());
            for (String name : index.names()) {
                index.remove(name);
            }
            assertEquals(0, index.memoryBytes());
        }
    }

    @Test
    void livesOnInItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("state/tags.log");
        try (TagIndex index = new TagIndex(file)) {
            index.add("a;b=c");
            index.add("d;e=f");
            index.remove("a;b=c");
        }
        Files.writeString(file, "rubbish\n+half;a", StandardOpenOption.APPEND);
        try (TagIndex index = new TagIndex(file)) {
            assertEquals(List.of("d;e=f"), index.find(List.of("e=f")));
            assertEquals(1, index.size());
        }
        assertEquals("+d;e=f\n", Files.readString(file));
    }
}
