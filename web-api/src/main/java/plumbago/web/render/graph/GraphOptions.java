package plumbago.web.render.graph;

import java.time.ZoneId;
import java.util.List;

/**
 * How a picture is to look.
 *
 * @param yMin NaN for as low as the data
 * @param yMax NaN for as high as the data
 */
public record GraphOptions(
        boolean pie,
        int width,
        int height,
        String title,
        String vtitle,
        int background,
        int foreground,
        List<Integer> colors,
        double yMin,
        double yMax,
        double lineWidth,
        boolean staircase,
        boolean hideLegend,
        boolean hideAxes,
        boolean hideGrid,
        boolean filled,
        ZoneId zone) {}
