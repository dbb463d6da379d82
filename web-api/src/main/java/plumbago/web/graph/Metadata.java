package plumbago.web.graph;

import java.nio.charset.StandardCharsets;
import java.util.List;
import plumbago.base.text.Bytes;
import plumbago.web.render.series.SeriesStyle;

/**
 * What graphite-web leaves in an SVG for scripts: the ranges of the axes, the area, and each line with its values as drawn.
 * Nothing in it can end the element that it stands in.
 */
final class Metadata {
    private final GraphOptions options;
    private final Area area;
    private final long start;
    private final long end;
    private final Bytes out = new Bytes(4096);

    Metadata(GraphOptions options, Area area, long start, long end) {
        this.options = options;
        this.area = area;
        this.start = start;
        this.end = end;
    }

    /** @param axis of the values; null where there are two */
    String of(List<Curve> curves, ValueAxis axis) {
        out.ascii("{\"x\": {\"start\": ").number(start).ascii(", \"end\": ").number(end);
        out.ascii("}, \"options\": {\"lineWidth\": ");
        number(options.curves().lineWidth());
        out.ascii("}, \"font\": {\"name\": ");
        text(options.font().typeface().family());
        out.ascii(", \"size\": ").number(options.font().size());
        out.ascii(", \"bold\": ")
                .ascii(Boolean.toString(options.font().typeface().bold()));
        out.ascii(", \"italic\": ")
                .ascii(Boolean.toString(options.font().typeface().italic()));
        out.ascii("}, \"area\": {\"xmin\": ");
        number(area.left());
        out.ascii(", \"xmax\": ");
        number(area.right());
        out.ascii(", \"ymin\": ");
        number(area.top());
        out.ascii(", \"ymax\": ");
        number(area.bottom());
        out.ascii("}, \"series\": [");
        String comma = "";
        for (Curve curve : curves) {
            if (!curve.filled()) {
                out.ascii(comma);
                series(curve);
                comma = ", ";
            }
        }
        if (!Double.isNaN(options.curves().areaOpacity())) {
            for (Curve curve : curves) {
                if (curve.filled()) {
                    out.ascii(comma);
                    series(curve);
                    comma = ", ";
                }
            }
        }
        out.put(']');
        if (axis != null) {
            axis(axis);
        }
        out.put('}');
        return new String(out.array(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    private void axis(ValueAxis axis) {
        out.ascii(", \"y\": {\"top\": ");
        number(axis.top());
        out.ascii(", \"bottom\": ");
        number(axis.bottom());
        out.ascii(", \"step\": ");
        number(axis.step());
        out.ascii(", \"labels\": [");
        for (int i = 0; i < axis.labels().size(); i++) {
            out.ascii(i == 0 ? "" : ", ");
            text(axis.labels().get(i));
        }
        out.ascii("], \"labelValues\": [");
        for (int i = 0; i < axis.labelValues().size(); i++) {
            out.ascii(i == 0 ? "" : ", ");
            number(axis.labelValues().get(i));
        }
        out.ascii("]}");
    }

    private void series(Curve curve) {
        out.ascii("{\"name\": ");
        text(curve.name());
        out.ascii(", \"start\": ").number(curve.series().start());
        out.ascii(", \"end\": ").number(curve.series().end());
        // The outline of an area counts as a series of the values that are drawn.
        int folded = curve.filled() ? curve.valuesPerPoint() : 1;
        out.ascii(", \"step\": ").number((long) curve.series().step() * folded);
        out.ascii(", \"valuesPerPoint\": ").number(curve.valuesPerPoint() / folded);
        out.ascii(", \"color\": ");
        text(curve.color().written());
        out.ascii(", \"data\": [");
        double[] values = curve.drawn();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.put(',').put(' ');
            }
            number(values[i]);
        }
        out.ascii("], \"options\": {");
        style(curve.style());
        out.ascii("}}");
    }

    private void style(SeriesStyle style) {
        StringBuilder json = new StringBuilder();
        style.opacity().ifPresent(value -> json.append(", \"alpha\": ").append(value));
        style.lineWidth().ifPresent(value -> json.append(", \"lineWidth\": ").append(value));
        style.dash().ifPresent(value -> json.append(", \"dashed\": ").append(value));
        json.append(style.secondYAxis() ? ", \"secondYAxis\": true" : "");
        json.append(style.infinite() ? ", \"drawAsInfinite\": true" : "");
        out.ascii(json.length() == 0 ? "" : json.substring(2));
    }

    /** Null for what JSON has no number for. */
    private void number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.ascii("null");
        } else {
            out.number(value);
        }
    }

    /** In quotes, and without the characters that mean something around it. */
    private void text(String text) {
        Bytes json = new Bytes(text.length() + 16).json(text);
        for (int i = 0; i < json.length(); i++) {
            byte c = json.array()[i];
            if (c == '<' || c == '>' || c == '&') {
                out.ascii("\\u00").ascii(Integer.toHexString(c));
            } else {
                out.put(c);
            }
        }
    }
}
