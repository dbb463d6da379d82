package plumbago.web.render.format;

import java.util.List;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;

/** A line for each series: {@code name,start,end,step|value,value,…}, with {@code None} for what is missing. */
final class RawFormat implements AnswerFormat {
    private static final int VALUE_STEPS = 16;

    @Override
    public List<String> names() {
        return List.of("raw");
    }

    @Override
    public List<String> flags() {
        return List.of("rawData");
    }

    @Override
    public String contentType() {
        return "text/plain";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        return (long) series.size() * AnswerSize.VALUE + AnswerSize.names(series);
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        for (Series series : all) {
            to.utf8(series.name()).put(',').number(series.start()).put(',').number(series.end());
            to.put(',').number(series.step()).put('|');
            double[] values = series.values();
            for (int i = 0; i < values.length; i++) {
                work.done(VALUE_STEPS);
                if (i > 0) {
                    to.put(',');
                }
                if (Double.isNaN(values[i])) {
                    to.ascii("None");
                } else if (series.isCount(values[i])) {
                    to.number((long) values[i]);
                } else {
                    to.number(values[i]);
                }
            }
            to.put('\n');
        }
    }
}
