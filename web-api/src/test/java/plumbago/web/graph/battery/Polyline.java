package plumbago.web.graph.battery;

import java.awt.geom.AffineTransform;
import java.util.Arrays;

/** Points in a row, in pixels. */
final class Polyline {
    private double[] xy = new double[16];
    private int size;

    static Polyline of(double... xy) {
        Polyline line = new Polyline();
        for (int i = 0; i + 1 < xy.length; i += 2) {
            line.add(xy[i], xy[i + 1]);
        }
        return line;
    }

    void add(double x, double y) {
        if (xy.length < 2 * size + 2) {
            xy = Arrays.copyOf(xy, 4 * size + 4);
        }
        xy[2 * size] = x;
        xy[2 * size + 1] = y;
        size++;
    }

    /** All points of another one but the first, which is where this one ends. */
    void follow(Polyline other) {
        for (int i = 1; i < other.size; i++) {
            add(other.x(i), other.y(i));
        }
    }

    int size() {
        return size;
    }

    double x(int i) {
        return xy[2 * i];
    }

    double y(int i) {
        return xy[2 * i + 1];
    }

    double lastX() {
        return x(size - 1);
    }

    double lastY() {
        return y(size - 1);
    }

    double length() {
        double length = 0;
        for (int i = 1; i < size; i++) {
            length += Math.hypot(x(i) - x(i - 1), y(i) - y(i - 1));
        }
        return length;
    }

    /** The same line with more points, so that none is farther than a step from the one before. */
    Polyline inSteps(double step) {
        Polyline stepped = new Polyline();
        for (int i = 0; i < size; i++) {
            int parts = i == 0 ? 1 : (int) Math.ceil(Math.hypot(x(i) - x(i - 1), y(i) - y(i - 1)) / step);
            for (int k = parts - 1; k >= 0; k--) {
                double back = (double) k / parts;
                int before = Math.max(0, i - 1);
                stepped.add(x(i) + (x(before) - x(i)) * back, y(i) + (y(before) - y(i)) * back);
            }
        }
        return stepped;
    }

    Polyline transformed(AffineTransform matrix) {
        Polyline moved = new Polyline();
        moved.xy = new double[2 * size];
        moved.size = size;
        matrix.transform(xy, 0, moved.xy, 0, size);
        return moved;
    }

    Polyline copy() {
        Polyline copy = new Polyline();
        copy.xy = Arrays.copyOf(xy, xy.length);
        copy.size = size;
        return copy;
    }
}
