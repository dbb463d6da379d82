package plumbago.web.graph.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The battery itself: right pictures pass, and each thing spoiled in them is noticed. */
final class CheckerTest {
    private static final String FOLDER = "/plumbago/web/pictures/";

    private static Map<String, PictureCase> cases;

    static InputStream resource(String name) {
        return CheckerTest.class.getResourceAsStream(FOLDER + name);
    }

    static String example(String id) throws IOException {
        try (InputStream file = resource("examples/" + id + ".svg")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = resource("cases.jsonl.gz")) {
            cases = PictureCase.read(file).stream().collect(Collectors.toMap(PictureCase::id, Function.identity()));
        }
    }

    private static List<String> differences(String id, String picture) {
        return PictureCheck.differences(cases.get(id), 200, "image/svg+xml", picture.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite.08", "log.01", "pie.17", "secondYAxis.03"})
    void rightPicturePasses(String id) throws IOException {
        assertEquals(List.of(), differences(id, example(id)));
    }

    @ParameterizedTest
    @MethodSource("plumbago.web.graph.battery.Spoiled#all")
    void spoiledPictureFails(Spoiled spoiled) throws IOException {
        String picture = example(spoiled.id());
        String changed = spoiled.spoil().apply(picture);
        assertNotEquals(picture, changed, "nothing was spoiled");
        assertFalse(differences(spoiled.id(), changed).isEmpty());
    }

    /** Elements have a different way to say the same; people who restyle pictures by hand do not have to care. */
    @Test
    void sameInOtherWordsPasses() throws IOException {
        String picture = example("log.01");
        String moved = picture.replaceFirst(
                        "<rect class=\"swatch\" x=\"20\" y=\"232.36\"",
                        "<rect class=\"swatch\" transform=\"translate(15 200)\" x=\"5\" y=\"32.36\"")
                .replaceFirst("fill=\"#6464ff\"", "style=\"fill: rgb(100, 100, 255)\"")
                .replaceFirst("<text class=\"x-label\" x=\"112.13\" y=\"222.36\"", "<text class=\"x-label\"")
                .replaceFirst(">22:04</text>", "><tspan x=\"112.13\" y=\"222.36\">22:04</tspan></text>");
        assertNotEquals(picture, moved);
        assertEquals(List.of(), differences("log.01", moved));
    }
}
