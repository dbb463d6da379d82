package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.base.text.ProtobufWriter;
import plumbago.web.render.series.Series;

/**
 * What carbonapi reads of its backends in version 3 of its protocol: a MultiFetchResponse in Protocol Buffers, 1 repeated
 * { 1 name, 2 path expression, 3 consolidation, 4 start, 5 stop, 6 step, 7 xFilesFactor, 9 values with NaN for what is
 * missing, 11 and 12 the range asked for }.
 */
public final class CarbonapiV3Format implements AnswerFormat {
    /** The media type of all requests and answers in this version. */
    public static final String CONTENT_TYPE = "application/x-carbonapi-v3-pb";

    /** What it is called in {@code format=}. */
    public static final String NAME = "carbonapi_v3_pb";

    private static final int VALUE_STEPS = 8;

    CarbonapiV3Format() {}

    /** Whether {@code format=} asks for this version, where series are asked for or names. */
    public static boolean isNamed(String format) {
        return format.equals(NAME);
    }

    @Override
    public List<String> names() {
        return List.of(NAME);
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
                            .text(2, series.pathExpression())
                            .text(3, series.consolidationName())
                            .whole(4, series.start())
                            .whole(5, series.end())
                            .whole(6, series.step())
                            .real32(7, (float) series.xFilesFactor())
                            .reals(9, series.values(), Double.NaN)
                            .whole(11, options.from())
                            .whole(12, options.until()));
        }
    }
}
