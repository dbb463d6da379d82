package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.render.format.FormatCatalogue;

final class RenderParametersTest {
    private static RenderParameters read(String form) {
        return RenderParameters.of(
                new Parameters().addForm(form),
                FormatCatalogue.standard(),
                GraphSettings.defaults(),
                ZoneOffset.UTC,
                1700000000);
    }

    @ParameterizedTest
    @CsvSource({
        "'', png",
        "format=svg, svg",
        "format=nosuch, png",
        "outputFormat=svg, svg",
        "format=png&outputFormat=SVG, svg",
        "format=svg&outputFormat=png, png",
        "format=svg&outputFormat=, svg",
        "format=svg&outputFormat=default, svg",
        // It is a matter of pictures alone.
        "format=json&outputFormat=svg, json",
        "rawData=1&outputFormat=gif, raw"
    })
    void outputFormatGoesBeforeFormat(String form, String expected) {
        assertEquals(expected, read(form).format().names().get(0));
    }

    @Test
    void outputFormatIsThatOfAPicture() {
        RequestException e = assertThrows(RequestException.class, () -> read("outputFormat=json"));
        assertEquals(400, e.status());
        assertEquals("outputFormat must be one of png, svg, pdf, and is 'json'", e.getMessage());
    }

    /** Who draws nothing has no use for what is wrong with it. */
    @Test
    void picturesAreLookedAtByThoseWhoDrawThem() {
        RenderParameters json = read("format=json&width=abc&areaMode=heap&scale=x");
        assertThrows(RequestException.class, () -> json.options().graph().get());
        assertThrows(RequestException.class, () -> json.options().scale().getAsDouble());
        RenderParameters svg = read("format=svg&width=500&tz=Europe/Berlin&scale=2");
        assertEquals(500, svg.options().graph().get().width());
        assertEquals(
                ZoneId.of("Europe/Berlin"),
                svg.options().graph().get().axes().time().zone());
        assertEquals(2, svg.options().scale().getAsDouble());
    }
}
