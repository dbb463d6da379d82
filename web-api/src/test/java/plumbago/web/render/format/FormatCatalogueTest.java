package plumbago.web.render.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

final class FormatCatalogueTest {
    private final FormatCatalogue formats = FormatCatalogue.standard();

    @ParameterizedTest
    @CsvSource({
        "png, image/png, false",
        "svg, image/svg+xml, false",
        "json, application/json, true",
        "rickshaw, application/json, true",
        "dygraph, application/json, false",
        "raw, text/plain, false",
        "csv, text/csv, false",
        "pickle, application/pickle, false",
        "msgpack, application/x-msgpack, false",
        "protobuf, application/x-protobuf, false",
        "carbonapi_v3_pb, application/x-carbonapi-v3-pb, false"
    })
    void knowsByName(String name, String contentType, boolean pretty) {
        AnswerFormat format = formats.named(name);
        assertEquals(contentType, format.contentType());
        assertEquals(pretty, format.knowsPretty());
        assertEquals(
                1,
                formats.all().stream().filter(one -> one.names().contains(name)).count());
    }

    @ParameterizedTest
    @CsvSource({"''", "unknown", "JSON", "' json'"})
    void drawsAPictureForAnyOtherName(String name) {
        assertSame(formats.named("png"), formats.named(name));
        assertSame(formats.named("png"), formats.asked(name, parameter -> false));
    }

    @Test
    void parametersGoBeforeTheName() {
        assertSame(formats.named("raw"), formats.asked("json", Set.of("rawData")::contains));
        assertSame(formats.named("pickle"), formats.asked("json", Set.of("pickle")::contains));
        assertSame(formats.named("pickle"), formats.asked("", Set.of("rawData", "pickle")::contains));
        assertSame(formats.named("json"), formats.asked("json", Set.of("format", "target")::contains));
    }

    @Test
    void noTwoFormatsShareAName() {
        AnswerFormat another = new AnswerFormat() {
            @Override
            public List<String> names() {
                return List.of("new", "csv");
            }

            @Override
            public String contentType() {
                return "text/plain";
            }

            @Override
            public long mostBytes(Series series, AnswerOptions options, Work work) {
                return 0;
            }

            @Override
            public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {}
        };
        assertEquals(
                "two formats are called csv",
                assertThrows(IllegalStateException.class, () -> formats.with(another))
                        .getMessage());
    }
}
