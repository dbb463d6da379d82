package plumbago.web.graph;

/** The box that curves are drawn in, in pixels; it shrinks as room is taken for what stands around it. */
final class Area {
    private double left;
    private double right;
    private double top;
    private double bottom;

    Area(double left, double right, double top, double bottom) {
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
    }

    double left() {
        return left;
    }

    double right() {
        return right;
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    /** Below zero where there is no room left. */
    double width() {
        return right - left;
    }

    /** Below zero where there is no room left. */
    double height() {
        return bottom - top;
    }

    void left(double x) {
        left = x;
    }

    void right(double x) {
        right = x;
    }

    void top(double y) {
        top = y;
    }

    void bottom(double y) {
        bottom = y;
    }
}
