package plumbago.web.graph.battery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG and PDF that show what the SVG shows agree with it, and each thing that is elsewhere or else is noticed. */
final class AgreementTest {
    private static final String TURNED = "<text transform=\"rotate(-90 31 120)\" x=\"31\" y=\"120\""
            + " text-anchor=\"middle\" font-size=\"12\">threads</text></svg>";

    private static String example(String id) throws IOException {
        return CheckerTest.example(id).replace("</svg>", TURNED);
    }

    private static List<String> differences(String svg, String drawn) throws IOException {
        SvgPicture picture = SvgPicture.read(drawn.getBytes(StandardCharsets.UTF_8));
        return PictureAgreement.differences(
                svg.getBytes(StandardCharsets.UTF_8), Redrawn.png(picture), Redrawn.pdf(picture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite.08", "log.01", "pie.17", "secondYAxis.03"})
    void sameEverywhere(String id) throws IOException {
        assertEquals(List.of(), differences(example(id), example(id)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log.01|width=\"560\" height=\"250\" viewBox=\"0 0 560 250\"|width=\"560\" height=\"251\"",
                "log.01|fill=\"#ffffff\"|fill=\"#ffffff\" fill-opacity=\"0.9\"",
                "log.01|height=\"250\" fill=\"#ffffff\"|height=\"245\" fill=\"#ffffff\"",
                "log.01|fill=\"#6464ff\" stroke|fill=\"#646eff\" stroke",
                "log.01|x=\"112.13\" y=\"222.36\"|x=\"113.5\" y=\"222.36\"",
                "log.01|x=\"112.13\" y=\"222.36\"|x=\"112.13\" y=\"223.6\"",
                "log.01|x=\"112.13\" y=\"222.36\" text-anchor=\"middle\"|x=\"112.13\" y=\"222.36\"",
                "log.01|>22:04<|>22:05<",
                "log.01|>22:04<|><",
                "log.01|>22:04<|>22:04 UTC<",
                "log.01|rotate(-90 31|rotate(90 31",
                "log.01|M45.7 24.59L1051.1 24.59|M45.7 27.59L1051.1 27.59",
                "log.01|M45.7 24.59L1051.1 24.59|M145.7 24.59L1051.1 24.59",
                "log.01|stroke=\"#00c800\"><title>|stroke=\"#c80000\"><title>",
                "log.01|class=\"major y\" d=\"M45.1 155.35L550 155.35\"|class=\"major y\" d=\"M45.1 150L550 150\"",
                "infinite.08|d=\"M461.64 203.8L461.64 33.97\"|d=\"M464.64 203.8L464.64 33.97\"",
                "pie.17|fill=\"#00c800\" fill-opacity=\"0.500\"|fill=\"#00c800\" fill-opacity=\"0.6\"",
                "pie.17|class=\"slice\" d=\"M205 141.18|class=\"slice\" d=\"M225 141.18",
                "pie.17|class=\"pie\"|class=\"pie\" transform=\"translate(0 5)\""
            })
    void otherwiseSomewhere(String id, String what, String by) throws IOException {
        String drawn = example(id).replaceFirst(Pattern.quote(what), by);
        assertNotEquals(example(id), drawn, "nothing is otherwise");
        assertFalse(differences(example(id), drawn).isEmpty());
    }
}
