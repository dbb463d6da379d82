package plumbago.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardStoreTest {
    @Test
    void filesStayInTheFolderWhateverTheName(@TempDir Path folder) throws Exception {
        Path inside = folder.resolve("dashboards");
        DashboardStore store = new DashboardStore(inside);
        for (String name : List.of("../../up", "/etc/passwd", "a\u0000b", ".", "é+%", "Plain_name-1")) {
            store.save(name, "{}");
            assertEquals(Optional.of("{}"), new DashboardStore(inside).load(name));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(inside), files.toList());
        }
        assertTrue(store.names().containsAll(List.of("../../up", "é+%", "Plain_name-1")));
        assertTrue(Files.exists(inside.resolve("Plain_name-1.json")));
        assertTrue(store.delete("../../up"));
        assertFalse(store.delete("../../up"));
        assertThrows(IllegalArgumentException.class, () -> store.save(" ", "{}"));
        assertThrows(IllegalArgumentException.class, () -> store.save("é".repeat(60), "{}"));
    }
}
