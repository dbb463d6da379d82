package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufWriter;
import plumbago.web.render.series.Series;

/**
 * What carbonapi reads of its backends in version 2 of its protocol: a MultiFetchResponse in Protocol Buffers, 1 repeated
 * { 1 name, 2 start, 3 stop, 4 step, 5 values, 6 whether each is missing }.
 */
public final class CarbonapiV2Format implements AnswerFormat {
    /** The media type of all answers in this version. */
    public static final String CONTENT_TYPE = "application/x-protobuf";

    private static final List<String> NAMES = List.of("protobuf", "protobuf3", "carbonapi_v2_pb");
    private static final int VALUE_STEPS = 8;

    CarbonapiV2Format() {}

    /** Whether {@code format=} asks for this version, where series are asked for or names. */
    public static boolean isNamed(String format) {
        return NAMES.contains(format);
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return AnswerSize.binary(series);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        ProtobufWriter out = new ProtobufWriter(to);
        for (Series series : all) {
            work.done(VALUE_STEPS * (1L + series.size()));
            out.message(
                    1,
                    one -> one.text(1, series.name())
                            .whole(2, series.start())
                            .whole(3, series.end())
                            .whole(4, series.step())
                            .reals(5, series.values(), 0)
                            .missing(6, series.values()));
        }
    }
}
