package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Group;

/**
 * The gallery in docs shows what a server draws now, and all that there is. With {@code -Dplumbago.gallery=write} page and
 * pictures are written anew.
 */
final class GalleryTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGE = DOCS.resolve("gallery.md");
    private static final Path PICTURES = DOCS.resolve("gallery");
    private static final boolean WRITES = "write".equals(System.getProperty("plumbago.gallery"));
    private static final String HOW = "write the gallery anew with ./mvnw test -pl web-api -am -Dtest=GalleryTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dplumbago.gallery=write";
    private static final long MOST_BYTES = 4_000_000;

    /** What graphite-web's render API has for pictures, and {@code scale}, which is Plumbago's. */
    private static final Set<String> PARAMETERS = Set.of("""
            areaAlpha areaMode bgcolor colorList connectedLimit drawNullAsZero fgcolor fontBold fontItalic fontName fontSize
            format graphOnly graphType height hideAxes hideGrid hideLegend hideNullFromLegend hideXAxis hideYAxis leftColor
            leftDashed leftWidth lineMode lineWidth logBase majorGridLineColor margin max min minXStep minorGridLineColor
            minorY outputFormat pieLabels pieMode rightColor rightDashed rightWidth scale template thickness title tz
            uniqueLegend valueLabels valueLabelsColor valueLabelsMin vtitle vtitleRight width xFormat yAxisSide yDivisors
            yLimit yLimitLeft yLimitRight yMax yMaxLeft yMaxRight yMin yMinLeft yMinRight yStep yStepLeft yStepRight
            yUnitSystem""".split("\\s+"));

    private static final List<String> TEMPLATES = List.of("""
            default plumbago plumbago-dark solarized-light solarized-dark classic noc summary alphas grafana ocean1 ocean2
            forest1 forest2 sunset1 sunset2 moonlight1 moonlight2 lava1 lava2""".split("\\s+"));

    /** The values of those that have a few. */
    private static final Map<String, List<String>> VALUES = new TreeMap<>(Map.of(
            "lineMode", List.of("slope", "staircase", "connected"),
            "areaMode", List.of("none", "first", "all", "stacked"),
            "yAxisSide", List.of("right"),
            "yUnitSystem", List.of("si", "binary", "sec", "msec", "none"),
            "pieMode", List.of("maximum", "minimum"),
            "pieLabels", List.of("rotated"),
            "valueLabels", List.of("number", "none"),
            "template", TEMPLATES));

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void showsEveryParameterAndEveryGraphFunction() throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        Gallery gallery = Gallery.read();
        for (Gallery.Picture picture : gallery.pictures()) {
            picture.given()
                    .forEach(one -> shown.computeIfAbsent(one.name(), name -> new TreeSet<>())
                            .add(one.value()));
        }
        List<String> missing = new ArrayList<>();
        new TreeSet<>(PARAMETERS)
                .stream().filter(one -> !shown.containsKey(one)).forEach(missing::add);
        VALUES.forEach((name, values) -> values.stream()
                .filter(value -> !shown.getOrDefault(name, Set.of()).contains(value))
                .forEach(value -> missing.add(name + "=" + value)));
        String targets = String.join(" ", shown.get("target"));
        Catalogue.standard().all().forEach(function -> {
            if (function.group() == Group.GRAPH && !targets.contains(function.name() + "(")) {
                missing.add(function.name() + "()");
            }
        });
        assertEquals(List.of(), missing, "has no picture in gallery.txt");
    }

    @Test
    void smallDifferencesAreNone() throws IOException {
        BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        byte[] before = png(image);
        image.setRGB(5, 5, 0xFFFFFF);
        assertTrue(SamePicture.difference("a.png", before, png(image)).isEmpty());
        for (int x = 0; x < 60; x++) {
            image.setRGB(x, 7, 0x202020);
        }
        assertFalse(SamePicture.difference("a.png", before, png(image)).isEmpty());
        assertFalse(SamePicture.difference("a.png", before, png(new BufferedImage(100, 99, BufferedImage.TYPE_INT_RGB)))
                .isEmpty());
        assertTrue(isSameText(
                "<path d=\"M1.25 3L-2 4\" fill=\"#012345\"/>", "<path d=\"M1.26 3.01L-2 4\" fill=\"#012345\"/>"));
        assertFalse(isSameText("<path d=\"M1.25 3\"/>", "<path d=\"M1.28 3\"/>"));
        assertFalse(isSameText("<path d=\"M1.25 3\"/>", "<path d=\"M1.25 3 5\"/>"));
        assertFalse(isSameText("<a fill=\"#012345\"/>", "<a fill=\"#012346\"/>"));
    }

    private static boolean isSameText(String stored, String drawn) throws IOException {
        return SamePicture.difference(
                        "a.svg", stored.getBytes(StandardCharsets.UTF_8), drawn.getBytes(StandardCharsets.UTF_8))
                .isEmpty();
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void showsWhatIsDrawn() throws Exception {
        Gallery gallery = Gallery.read();
        Map<String, byte[]> drawn = draw(gallery);
        long bytes = drawn.values().stream().mapToLong(one -> one.length).sum();
        assertTrue(
                bytes < MOST_BYTES, "all pictures are " + bytes + " bytes, and at most " + MOST_BYTES + " are wanted");
        if (WRITES) {
            write(gallery, drawn);
            return;
        }
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, byte[]> one : drawn.entrySet()) {
            Path file = PICTURES.resolve(one.getKey());
            if (!Files.exists(file)) {
                problems.add(file + " is missing");
                continue;
            }
            SamePicture.difference(one.getKey(), Files.readAllBytes(file), one.getValue())
                    .ifPresent(difference -> problems.add(file + ": " + difference));
        }
        stored().filter(name -> !drawn.containsKey(name)).forEach(name -> problems.add(name + " is in no gallery.txt"));
        assertEquals(List.of(), problems, HOW);
        assertEquals(gallery.markdown(), Files.readString(PAGE), () -> PAGE + " is not as gallery.txt has it; " + HOW);
    }

    private static void write(Gallery gallery, Map<String, byte[]> drawn) throws IOException {
        Files.createDirectories(PICTURES);
        for (String name : stored().filter(name -> !drawn.containsKey(name)).toList()) {
            Files.delete(PICTURES.resolve(name));
        }
        for (Map.Entry<String, byte[]> one : drawn.entrySet()) {
            Files.write(PICTURES.resolve(one.getKey()), one.getValue());
        }
        Files.writeString(PAGE, gallery.markdown());
    }

    private static Stream<String> stored() throws IOException {
        if (!Files.isDirectory(PICTURES)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(PICTURES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** All pictures by the names of their files. */
    private Map<String, byte[]> draw(Gallery gallery) throws Exception {
        Map<String, byte[]> drawn = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        GallerySeries series = new GallerySeries();
        MetricIndex index = series.index();
        Clock clock = Clock.fixed(Instant.ofEpochSecond(GallerySeries.NOW), ZoneOffset.UTC);
        StateFolder state = StateFolder.inMemory(index);
        for (long release : GallerySeries.RELEASES) {
            state.events().add(release, "a new release", "", List.of("release"));
        }
        WebOptions options = WebOptions.defaults().withZone(ZoneOffset.UTC);
        try (WebServer server =
                new WebServer("127.0.0.1", 0, series, index, state, clock, System::nanoTime, "test", options)) {
            server.start();
            for (Gallery.Picture picture : gallery.pictures()) {
                URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render?" + picture.query());
                HttpResponse<byte[]> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
                String type = picture.fileName().endsWith(".svg") ? "image/svg+xml" : "image/png";
                if (answer.statusCode() == 200
                        && answer.headers().firstValue("Content-Type").equals(Optional.of(type))) {
                    drawn.put(picture.fileName(), answer.body());
                } else {
                    String text = new String(answer.body(), StandardCharsets.UTF_8);
                    problems.add(picture.name() + ": " + answer.statusCode() + ", and no " + type + ": "
                            + text.substring(0, Math.min(200, text.length())));
                }
            }
        }
        assertEquals(List.of(), problems);
        return drawn;
    }
}
