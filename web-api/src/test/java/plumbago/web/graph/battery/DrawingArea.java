package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The area of the lines of a picture, and where the recorded places are in it; in pixels. Lines begin half a line's width
 * from its left edge and end before its right one, as the original has it.
 */
record DrawingArea(double xMin, double xMax, double yMin, double yMax, double lineWidth) {
    static DrawingArea of(JsonNode area, double lineWidth) {
        return new DrawingArea(
                number(area, "xmin"), number(area, "xmax"), number(area, "ymin"), number(area, "ymax"), lineWidth);
    }

    private static double number(JsonNode area, String name) {
        if (!area.path(name).isNumber()) {
            throw new IllegalArgumentException("metadata: area has no number " + name);
        }
        return area.get(name).asDouble();
    }

    double drawingWidth() {
        return xMax - xMin - (lineWidth + 1);
    }

    /** Where a label or a grid line at a fraction of the width is. */
    double x(double at) {
        return xMin + at * drawingWidth();
    }

    /** Where the point of a line at a fraction of the width is. */
    double lineX(double at) {
        return xMin + lineWidth / 2 + at * drawingWidth();
    }

    /** Where a fraction of the height, from below, is. */
    double y(double at) {
        return yMax - at * (yMax - yMin);
    }

    Box box() {
        return new Box(Math.min(xMin, xMax), Math.max(xMin, xMax), Math.min(yMin, yMax), Math.max(yMin, yMax));
    }
}
