package plumbago.web.graph;

import java.util.List;
import plumbago.web.graph.surface.Anchor;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.TextStyle;

/** The lines above the area and upright beside it. Each takes its room off the area. */
final class TitleLines {
    private static final Mark MARK = Mark.of("");

    private final Area area;
    private final GraphOptions options;
    private final int margin;
    private final TextStyle style;
    private final Surface surface;

    /** @param margin between lines and area, in pixels */
    TitleLines(Area area, GraphOptions options, int margin, Surface surface) {
        this.area = area;
        this.options = options;
        this.margin = margin;
        this.surface = surface;
        int size = options.font().size();
        this.style = options.textStyle(size + Math.floor(Math.log(size)));
    }

    /** @param closeToArea without a margin below, as where the axis of values stands on the right */
    void above(List<String> lines, boolean closeToArea) {
        if (lines.isEmpty()) {
            return;
        }
        surface.begin(Part.TITLE);
        double top = area.top();
        for (String line : lines) {
            surface.text(MARK, options.width() / 2.0, top + style.ascent(), line, Anchor.MIDDLE, 0, style);
            top += style.height();
        }
        surface.end();
        area.top(closeToArea ? top : top + margin);
    }

    /** Read upward. */
    void onLeft(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        surface.begin(Part.VTITLE);
        double foot = area.left() + style.height();
        for (String line : lines) {
            surface.text(MARK, foot, options.height() / 2.0, line, Anchor.MIDDLE, -90, style);
            foot += style.height();
        }
        surface.end();
        area.left(foot + margin + style.height());
    }

    /** Read downward. */
    void onRight(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        surface.begin(Part.VTITLE_RIGHT);
        double foot = area.right() - style.height();
        for (String line : lines) {
            surface.text(MARK, foot, options.height() / 2.0, line, Anchor.MIDDLE, 90, style);
            foot -= style.height();
        }
        surface.end();
        area.right(foot - margin - style.height());
    }
}
