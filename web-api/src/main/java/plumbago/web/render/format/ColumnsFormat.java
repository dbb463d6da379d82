package plumbago.web.render.format;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.Series;
import plumbago.web.render.series.SeriesStyle;

/**
 * {@code [{"target": …, "index": …, "tags": {…}, "style": {…}, "start": …, "step": …, "values": […]}, …]}, index being that of
 * the request's target, start in seconds since the epoch: a third of the bytes of {@code json}, since times are not written, and what functions such as {@code color} say of
 * drawing. For pages that draw themselves. Knows {@code maxDataPoints}; what is missing is {@code null}.
 */
final class ColumnsFormat implements AnswerFormat {
    private static final int VALUE_STEPS = 16;
    private static final int STYLE_BYTES = 256;

    @Override
    public List<String> names() {
        return List.of("columns");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long mostBytes(Series series, AnswerOptions options, Work work) {
        int shown = options.maxDataPoints() > 0 ? Math.min(series.size(), options.maxDataPoints()) : series.size();
        long bytes = (long) shown * AnswerSize.VALUE + AnswerSize.inJson(series.name()) + STYLE_BYTES;
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            work.done(tag.getValue().length());
            bytes += AnswerSize.inJson(tag.getKey()) + AnswerSize.inJson(tag.getValue()) + AnswerSize.ESCAPED;
        }
        return bytes + AnswerSize.inJson(series.style().color().orElse(""));
    }

    @Override
    public void write(List<Series> all, AnswerOptions options, Work work, LongConsumer claim, Bytes to) {
        List<ShownValues> shown = options.maxDataPoints() > 0
                ? ShownValues.atMost(all, options.maxDataPoints(), work)
                : all.stream().map(ShownValues::of).toList();
        to.put('[');
        for (int i = 0; i < shown.size(); i++) {
            to.ascii(i == 0 ? "" : ", ");
            write(shown.get(i), work, to);
        }
        to.put(']');
    }

    private static void write(ShownValues shown, Work work, Bytes to) {
        Series series = shown.series();
        to.ascii("{\"target\": ").json(series.name()).ascii(", \"index\": ").number(series.targetIndex());
        to.ascii(", \"tags\": {");
        String comma = "";
        for (Map.Entry<String, String> tag : series.tags().entrySet()) {
            to.ascii(comma).json(tag.getKey()).ascii(": ").json(tag.getValue());
            comma = ", ";
        }
        to.ascii("}, \"style\": {");
        style(series.style(), to);
        to.ascii("}, \"start\": ").number(shown.start());
        to.ascii(", \"step\": ").number(shown.step());
        to.ascii(", \"values\": [");
        for (int i = 0; i < shown.count(); i++) {
            work.done(VALUE_STEPS);
            to.ascii(i == 0 ? "" : ", ");
            value(shown.value(i), series.whole(), to);
        }
        to.ascii("]}");
    }

    /** Browsers read a number that is too large as infinite; Python's word for that is no JSON. */
    private static void value(double value, boolean whole, Bytes to) {
        if (Double.isInfinite(value)) {
            to.ascii(value > 0 ? "1e999" : "-1e999");
        } else {
            to.json(value, whole);
        }
    }

    /** What the style says, and nothing of what it leaves to the graph. */
    private static void style(SeriesStyle style, Bytes to) {
        int before = to.length();
        style.color().ifPresent(color -> to.ascii("\"color\": ").json(color).ascii(", "));
        number("alpha", style.opacity(), to);
        number("lineWidth", style.lineWidth(), to);
        number("dashed", style.dash(), to);
        flag("secondYAxis", style.secondYAxis(), to);
        flag("drawAsInfinite", style.infinite(), to);
        flag("stacked", style.stacked(), to);
        flag("invisible", style.invisible(), to);
        if (to.length() > before) {
            to.length(to.length() - 2);
        }
    }

    private static void number(String name, OptionalDouble value, Bytes to) {
        value.ifPresent(number ->
                to.put('"').ascii(name).ascii("\": ").json(number, false).ascii(", "));
    }

    private static void flag(String name, boolean isSet, Bytes to) {
        if (isSet) {
            to.put('"').ascii(name).ascii("\": true, ");
        }
    }
}
