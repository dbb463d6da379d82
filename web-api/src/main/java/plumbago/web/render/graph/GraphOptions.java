package plumbago.web.render.graph;

import java.time.ZoneId;
import java.util.List;

/**
 * How a picture is to look.
 *
 * @param pie whether slices are drawn and not lines
 * @param width in pixels
 * @param height in pixels
 * @param title above the picture; empty for none
 * @param vtitle along the axis of values; empty for none
 * @param background as {@code 0xRRGGBB}
 * @param foreground of texts and axes, as {@code 0xRRGGBB}
 * @param colors of the series in turn, each as {@code 0xRRGGBB}
 * @param yMin NaN for as low as the data
 * @param yMax NaN for as high as the data
 * @param lineWidth in pixels
 * @param staircase whether a line keeps its value until the next one
 * @param hideLegend leaves out the names of the series
 * @param hideAxes leaves out axes and their labels
 * @param hideGrid leaves out the lines behind the series
 * @param filled whether the area below each line is filled
 * @param zone what dates along the axis are shown in
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
