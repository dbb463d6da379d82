package plumbago.web.graph.battery;

/** An upright rectangle, in pixels. */
record Box(double x0, double x1, double y0, double y1) {
    Box wider(double by) {
        return new Box(x0 - by, x1 + by, y0 - by, y1 + by);
    }

    boolean meets(Box other) {
        return x1 >= other.x0 && x0 <= other.x1 && y1 >= other.y0 && y0 <= other.y1;
    }

    boolean holds(double x, double y) {
        return x >= x0 && x <= x1 && y >= y0 && y <= y1;
    }
}
