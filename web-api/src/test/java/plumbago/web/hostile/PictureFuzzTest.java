package plumbago.web.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.StateFolder;
import plumbago.web.WebOptions;
import plumbago.web.WebServer;
import plumbago.web.render.AnswerCaching;
import plumbago.web.render.service.RenderLimits;

/**
 * Requests for pictures with values that nobody means: what is answered is a picture that programs can read, of the size
 * asked for, or a sentence that says why there is none. The usual build tries 400; {@code -Dplumbago.fuzz=50} tries 20,000,
 * and {@code -Dplumbago.seed=N} others.
 */
@Timeout(3600)
final class PictureFuzzTest {
    private static final int REQUESTS = 400;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern SIZE =
            Pattern.compile("(?:^|&)(width|height|scale)=([1-9]\\d{0,4}(?:\\.\\d)?)(?=&|$)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> problems = new ArrayList<>();

    @Test
    void answersWithPicturesOrSentences() throws Exception {
        HostilePictures pictures = new HostilePictures(new SplittableRandom(Long.getLong("plumbago.seed", 9001)));
        long total = REQUESTS * Long.getLong("plumbago.fuzz", 1);
        TreeMap<Integer, Long> statuses = new TreeMap<>();
        try (WebServer server = server()) {
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/render");
            for (long i = 0; i < total && problems.size() < MOST_PROBLEMS; i++) {
                String form = pictures.next();
                try {
                    statuses.merge(ask(uri, form), 1L, Long::sum);
                } catch (IOException e) {
                    problems.add(HostilePictures.brief(form) + ": " + e);
                }
            }
        }
        assertEquals("", String.join("\n", problems), () -> "by status: " + statuses);
        long drawn = statuses.getOrDefault(200, 0L);
        assertTrue(drawn > total / 4 && drawn < total * 9 / 10, "of " + total + " requests " + drawn + " were drawn");
        System.out.println("Fuzzing of pictures: " + total + " requests, by status " + statuses);
    }

    private static WebServer server() throws IOException {
        MetricIndex index = HostileSeries.index();
        WebOptions plain = WebOptions.defaults();
        return new WebServer(
                "127.0.0.1",
                0,
                new HostileSeries(),
                index,
                StateFolder.inMemory(index),
                Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime,
                "test",
                new WebOptions(
                        plain.http(),
                        new RenderLimits(
                                100_000, 100_000_000, 300_000_000, Duration.ofSeconds(30), Duration.ofHours(1)),
                        AnswerCaching.none(),
                        plain.zone()));
    }

    /** The status. */
    private int ask(URI uri, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        problem(form, answer).ifPresent(what -> problems.add(HostilePictures.brief(form) + ": " + what));
        return answer.statusCode();
    }

    private static Optional<String> problem(String form, HttpResponse<byte[]> answer) throws IOException {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        byte[] body = answer.body();
        switch (answer.statusCode()) {
            case 400, 422, 503 -> {
                String text = new String(body, StandardCharsets.UTF_8);
                return text.strip().split("\\s+").length >= 4
                        ? Optional.empty()
                        : Optional.of(answer.statusCode() + " without a sentence: " + text);
            }
            case 200 -> {
                if (type.startsWith("image/png")) {
                    return png(form, body);
                }
                if (type.startsWith("image/svg+xml")) {
                    return svg(form, body);
                }
                return type.startsWith("application/x-pdf") || type.startsWith("application/pdf")
                        ? pdf(body)
                        : Optional.of("is " + type);
            }
            default -> {
                String text = new String(body, StandardCharsets.UTF_8);
                return Optional.of(answer.statusCode() + " " + text.substring(0, Math.min(300, text.length())));
            }
        }
    }

    private static Optional<String> png(String form, byte[] body) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(body));
        if (image == null) {
            return Optional.of("no program reads this PNG of " + body.length + " bytes");
        }
        double scale = asked(form, "scale").orElse(1.0);
        return wrong("width", asked(form, "width").map(width -> width * scale), image.getWidth())
                .or(() -> wrong("height", asked(form, "height").map(height -> height * scale), image.getHeight()));
    }

    private static Optional<String> svg(String form, byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            Element svg = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
            if (!svg.getTagName().equals("svg")) {
                return Optional.of("is a " + svg.getTagName());
            }
            return wrong("width", asked(form, "width"), pixels(svg, "width"))
                    .or(() -> wrong("height", asked(form, "height"), pixels(svg, "height")));
        } catch (SAXException | IOException | ParserConfigurationException | NumberFormatException e) {
            return Optional.of("no sound SVG: " + e.getMessage());
        }
    }

    private static double pixels(Element svg, String side) {
        return Double.parseDouble(svg.getAttribute(side).replace("px", ""));
    }

    private static Optional<String> pdf(byte[] body) {
        try (PDDocument document = Loader.loadPDF(body)) {
            int pages = document.getNumberOfPages();
            return pages == 1 ? Optional.empty() : Optional.of(pages + " pages");
        } catch (IOException e) {
            return Optional.of("no program reads this PDF: " + e.getMessage());
        }
    }

    private static Optional<String> wrong(String what, Optional<Double> asked, double is) {
        return asked.filter(size -> Math.abs(size - is) > 1).map(size -> what + " is " + is + ", and not " + size);
    }

    /** The last given counts; what is no usual size is not looked at. */
    private static Optional<Double> asked(String form, String name) {
        Optional<Double> found = Optional.empty();
        for (String given : form.split("&")) {
            if (given.startsWith(name + "=")) {
                Matcher size = SIZE.matcher(given.substring(name.length() + 1));
                found = size.matches() ? Optional.of(Double.parseDouble(size.group())) : Optional.empty();
            }
        }
        return found;
    }
}
