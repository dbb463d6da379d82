package plumbago.web.graph.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.graph.surface.Paths.line;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;

class SvgSurfaceTest {
    private static final Color RED = new Color(0xFF0000, 1);

    private static String drawn(String title, Consumer<SvgSurface> drawing) {
        Bytes out = new Bytes(64);
        SvgSurface surface = new SvgSurface(title, 200, 100, "Sans", Work.unwatched(), bytes -> {}, out);
        drawing.accept(surface);
        surface.finish(() -> "{}");
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ]]> <b> &amp; c",
                "</title><script>alert(1)</script>",
                "\" onload=\"alert(1)",
                "nul \u0000 and \u001f and \uFFFE",
                "lone \uD83D surrogate",
                "\uD83D\uDE00 and \u05E9\u05DC\u05D5\u05DD",
                "line\nfeed"
            })
    void noNameBecomesMarkup(String name) throws Exception {
        String svg = drawn(name, surface -> {
            surface.begin(Part.LINES);
            surface.clip(0, 0, 200, 100);
            surface.stroke(Mark.of("line", name), line(1, 2, 3, 4), Stroke.solid(RED, 1.2));
            surface.end();
        });
        Document document = parsed(svg);
        Element path = (Element) document.getElementsByTagName("path").item(0);
        String expected = name.replaceAll("[\\x00-\\x08\\x1f\uFFFE]", "\uFFFD")
                .replace("\uD83D ", "\uFFFD ")
                .replace('\n', ' ');
        assertEquals(expected, path.getAttribute("data-series"));
        assertEquals(expected, path.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(1, document.getElementsByTagName("script").getLength());
    }

    @Test
    void numbersHaveTwoDecimalsAtMost() {
        Path line = line(-0.004, 1.239, 100, 7.5, -3.05, 1e6);
        String svg = drawn("t", surface -> surface.stroke(Mark.of("line"), line, new Stroke(RED, 1, 5)));
        assertTrue(svg.contains("d=\"M0 1.24L100 7.5 -3.05 1000000\""), svg);
        assertTrue(svg.contains("stroke-dasharray=\"5\""), svg);
    }

    @Test
    void opacityIsSaidWhereThereIsSome() {
        String svg =
                drawn("t", surface -> surface.rectangle(Mark.of("background"), 0, 0, 200, 100, RED.withOpacity(0.25)));
        assertTrue(svg.contains("fill=\"#ff0000\" fill-opacity=\"0.25\""), svg);
        assertFalse(drawn("t", surface -> surface.rectangle(Mark.of("background"), 0, 0, 1, 1, RED))
                .contains("opacity"));
    }

    @Test
    void aWholePieIsOneCircle() throws Exception {
        String svg = drawn("t", surface -> surface.slice(Mark.of("slice", "all"), 50, 50, 40, 0, 1, RED));
        String d = ((Element) parsed(svg).getElementsByTagName("path").item(0)).getAttribute("d");
        assertEquals("M50 10A40 40 0 0 1 50 90A40 40 0 0 1 50 10Z", d);
    }

    @Test
    void partsWithoutContentAreLeftOut() {
        String svg = drawn("t", surface -> {
            for (Part part : Arrays.asList(Part.TITLE, Part.LEGEND)) {
                surface.begin(part);
                surface.end();
            }
        });
        assertFalse(svg.contains("legend"), svg);
    }
}
