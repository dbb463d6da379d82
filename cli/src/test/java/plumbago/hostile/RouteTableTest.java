package plumbago.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/security.md} tells of each route what it does: a new one, or one that does something else, is seen there.
 * {@code -Dplumbago.reference.write=true} writes it anew.
 */
class RouteTableTest {
    private static final Path DOC = Path.of("").toAbsolutePath().getParent().resolve("docs/security.md");
    private static final String BEGIN = "<!-- routes: begin -->\n";
    private static final String END = "<!-- routes: end -->\n";

    @TempDir
    Path folder;

    @Test
    void theDocSaysWhatEachRouteDoes() throws Exception {
        String text = Files.readString(DOC);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String shouldBe = table(routes());
        if (Boolean.getBoolean("plumbago.reference.write")) {
            Files.writeString(DOC, text.substring(0, begin) + shouldBe + text.substring(end));
            return;
        }
        assertEquals(shouldBe, text.substring(begin, end));
    }

    private List<String> routes() throws Exception {
        try (AllRoutes all = new AllRoutes(folder)) {
            return all.table();
        }
    }

    /** From lines such as {@code WRITE POST /events}; a path has a row for each thing that is done at it. */
    private static String table(List<String> routes) {
        Map<String, String> methods = new TreeMap<>();
        for (String route : routes) {
            String[] words = route.split(" ");
            methods.merge(words[2] + " " + words[0], words[1], (before, more) -> before + ", " + more);
        }
        StringBuilder table = new StringBuilder("| path | by | does |\n| --- | --- | --- |\n");
        Map<String, String> does = Map.of("READ", "reads", "WRITE", "writes", "ADMIN", "administers");
        methods.forEach((route, by) -> {
            String[] words = route.split(" ");
            table.append("| `" + words[0] + "` | " + by + " | " + does.get(words[1]) + " |\n");
        });
        return table.toString();
    }
}
