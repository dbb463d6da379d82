package plumbago.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbago.web.graph.battery.PictureCase;
import plumbago.web.graph.battery.PictureCheck;

/**
 * Asks for pictures as a real graphite-web was asked, over the same files, and expects the same in them: texts, values,
 * colours, order and shapes. The table of what passed and of the original's quirks stands in {@code docs/compatibility.md};
 * with {@code -Dplumbago.docs=write} it is written there anew. {@code -Dplumbago.pictures.only=REGEX} asks only the cases
 * in whose id the expression is found.
 */
final class PicturesTest {
    static final String ONLY = "plumbago.pictures.only";

    /** The cases in which the original does what it hardly means to, and so does this. */
    static final Set<String> KEPT = Set.of("misc.02", "png.16", "secondYAxis.14");

    /** Of values that 1.1.8, which drew the pictures, computes otherwise than later versions, which ConformanceTest holds. */
    private static final Set<String> OTHER_VALUES = Set.of("data.17");

    private static final String BEGIN = "<!-- pictures table: begin -->";
    private static final String END = "<!-- pictures table: end -->";
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    static List<PictureCase> cases() throws IOException {
        try (InputStream file = PicturesTest.class.getResourceAsStream("pictures/cases.jsonl.gz")) {
            return PictureCase.read(file);
        }
    }

    /** Whether a case is to be asked: all are, if nothing says which. */
    static boolean chosen(PictureCase asked) {
        return Pattern.compile(System.getProperty(ONLY, "")).matcher(asked.id()).find();
    }

    /** A server of the files behind the recorded answers, with all that stands in no file. */
    static WebServer server(Path folder) throws IOException, InterruptedException {
        ConformanceFixture.unpack(folder);
        WebServer server = FolderServer.of(folder, 0, Clock.systemUTC());
        server.start();
        RecordedCases setUp = new RecordedCases(server.port());
        for (JsonNode request : ConformanceFixture.setUp()) {
            assertEquals(200, setUp.send(request).statusCode(), request.toString());
        }
        return server;
    }

    @Test
    void drawsAsGraphiteDoes(@TempDir Path folder) throws Exception {
        List<PictureCase> cases = cases();
        List<String> failures = new ArrayList<>();
        Map<String, int[]> areas = new TreeMap<>();
        try (WebServer server = server(folder)) {
            RecordedCases requests = new RecordedCases(server.port());
            for (PictureCase asked : cases) {
                boolean left = asked.quirk().isPresent() && !KEPT.contains(asked.id());
                if (left || OTHER_VALUES.contains(asked.id()) || !chosen(asked)) {
                    continue;
                }
                HttpResponse<byte[]> answer = requests.send(asked.request());
                String type = answer.headers().firstValue("content-type").orElse("");
                List<String> differences = PictureCheck.differences(asked, answer.statusCode(), type, answer.body());
                int[] counts = areas.computeIfAbsent(asked.area(), none -> new int[2]);
                counts[0] += differences.isEmpty() ? 1 : 0;
                counts[1]++;
                if (!differences.isEmpty()) {
                    failures.add(line(asked, differences));
                }
            }
        }
        failures.forEach(System.out::println);
        areas.forEach((area, counts) -> System.out.println(area + ": " + counts[0] + " of " + counts[1]));
        assertEquals(List.of(), failures);
        if (System.getProperty(ONLY, "").isEmpty()) {
            checkPage(table(areas, cases));
        }
    }

    private static String line(PictureCase asked, List<String> differences) {
        String more = differences.size() > 1 ? " (and " + (differences.size() - 1) + " more)" : "";
        return asked.id() + " " + asked.summary() + ": " + differences.get(0) + more;
    }

    private static String table(Map<String, int[]> areas, List<PictureCase> cases) {
        StringBuilder text = new StringBuilder("\n| pictures | same | of |\n| --- | ---: | ---: |\n");
        areas.forEach((name, n) -> text.append("| " + name + " | " + n[0] + " | " + n[1] + " |\n"));
        text.append("\n| case | what the original does | here |\n| --- | --- | --- |\n");
        for (PictureCase one : cases) {
            String here = KEPT.contains(one.id()) ? "the same" : "as it is meant";
            one.quirk().ifPresent(quirk -> text.append("| " + one.id() + " | " + quirk + " | " + here + " |\n"));
        }
        return text.append('\n').toString();
    }

    private static void checkPage(String table) throws IOException {
        String page = Files.readString(PAGE);
        assertTrue(page.contains(BEGIN) && page.contains(END), PAGE + " has no lines " + BEGIN + " and " + END);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("write".equals(System.getProperty("plumbago.docs"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertEquals(
                    page.substring(begin, end), table, "run with -Dplumbago.docs=write to bring the page up to date");
        }
    }
}
