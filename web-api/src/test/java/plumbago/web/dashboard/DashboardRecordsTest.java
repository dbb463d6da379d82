package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardRecordsTest {
    @TempDir
    Path folder;

    private DashboardRecords open() throws IOException {
        return new DashboardRecords(
                folder.resolve("web"), DashboardRecords.DASHBOARDS, new DashboardLimits("dashboard", 10, 1_000_000));
    }

    @Test
    void namesLeadNowhereWhateverTheyAre() throws Exception {
        try (DashboardRecords store = open()) {
            for (String name : List.of("../../up", "/etc/passwd", "a\u0000b", ".", "é+%", "Plain_name-1")) {
                store.save(name, "{}", Condition.NONE);
                try (DashboardRecords other = open()) {
                    assertEquals(Optional.of("{}"), other.load(name));
                }
            }
            try (Stream<Path> files = Files.walk(folder)) {
                assertEquals(
                        List.of(folder.resolve("web/dashboards.records")),
                        files.filter(Files::isRegularFile).toList());
            }
            assertTrue(store.names().containsAll(List.of("../../up", "é+%", "Plain_name-1")));
            assertTrue(store.delete("../../up", Condition.NONE));
            assertFalse(store.delete("../../up", Condition.NONE));
            assertThrows(IllegalArgumentException.class, () -> store.save(" ", "{}", Condition.NONE));
            assertThrows(IllegalArgumentException.class, () -> store.save("é".repeat(121), "{}", Condition.NONE));
        }
        try (DashboardRecords store = open()) {
            assertEquals(Optional.empty(), store.load("../../up"));
            assertEquals(5, store.names().size());
        }
    }

    @Test
    void goesOnWithTheFilesOfBefore() throws Exception {
        Path earlier = Files.createDirectories(folder.resolve("web/dashboards"));
        Files.writeString(earlier.resolve("Main.json"), "{\"a\":\"ü\"}");
        Files.writeString(earlier.resolve("%C3%A9%2F1.json"), "[]");
        Files.writeString(earlier.resolve("save123.tmp"), "half");
        try (DashboardRecords store = open()) {
            assertEquals(List.of("Main", "é/1"), store.names());
            assertEquals(Optional.of("{\"a\":\"ü\"}"), store.load("Main"));
            store.save("new", "{}", Condition.NONE);
        }
        assertFalse(Files.exists(earlier));
        assertTrue(Files.exists(folder.resolve("web/dashboards.converted/Main.json")));
        try (DashboardRecords store = open()) {
            assertEquals(List.of("Main", "new", "é/1"), store.names());
            assertEquals(Optional.of("{\"a\":\"ü\"}"), store.load("Main"));
            assertEquals(Optional.of("[]"), store.load("é/1"));
        }
    }

    @Test
    void whatGoesBeyondTheLimitsIsRefusedAndTheRestStays() throws Exception {
        try (DashboardRecords store = open()) {
            for (int i = 0; i < 10; i++) {
                store.save("d" + i, "{}", Condition.NONE);
            }
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> store.save("one more", "{}", Condition.NONE));
            assertTrue(e.getMessage().contains("MAX_DASHBOARDS"), e.getMessage());
            String large = "\"" + "x".repeat(600_000) + "\"";
            store.save("d1", large, Condition.NONE);
            e = assertThrows(IllegalArgumentException.class, () -> store.save("d2", large, Condition.NONE));
            assertTrue(e.getMessage().contains("MAX_DASHBOARD_BYTES"), e.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> store.save("d1", "x".repeat(DashboardLimits.MAX_STATE + 1), Condition.NONE));
            assertEquals(Optional.of("{}"), store.load("d2"));
            for (int i = 0; i < 20; i++) {
                store.save("d1", large, Condition.NONE);
            }
            assertEquals(Optional.of(large), store.load("d1"));
            assertTrue(Files.size(folder.resolve("web/dashboards.records")) < 4_000_000, "it is written anew");
        }
        try (DashboardRecords store = open()) {
            assertEquals(10, store.names().size());
            assertEquals(Optional.of("{}"), store.load("d9"));
        }
    }

    @Test
    void deletesWhereTheDiskTakesNothing() throws Exception {
        try (DashboardRecords store = open()) {
            store.save("a", "{}", Condition.NONE);
            store.save("b", "{}", Condition.NONE);
            Path file = folder.resolve("web/dashboards.records");
            Files.move(file, folder.resolve("away"));
            Files.createDirectory(folder.resolve("web/dashboards.records.new"));
            assertTrue(store.delete("a", Condition.NONE));
            assertThrows(IOException.class, () -> store.save("c", "{}", Condition.NONE));
            assertEquals(List.of("b"), store.names());
            assertEquals(Optional.of("{}"), store.load("b"));
            Files.delete(folder.resolve("web/dashboards.records.new"));
            store.save("c", "[]", Condition.NONE);
        }
        try (DashboardRecords store = open()) {
            assertEquals(List.of("b", "c"), store.names());
        }
    }
}
