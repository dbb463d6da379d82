package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code d} of an SVG path: its subpaths, with curves as short lines; a closed one ends where it began. */
final class PathData {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z]|[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?");

    /** The commands that are read, with how many numbers each takes. */
    private static final Map<Character, Integer> NUMBERS =
            Map.of('M', 2, 'L', 2, 'H', 1, 'V', 1, 'C', 6, 'A', 7, 'Z', 0);

    private static final int CURVE_STEPS = 16;
    private static final double ARC_STEPS_PER_RADIAN = 40;

    private final List<String> tokens = new ArrayList<>();
    private final List<Polyline> subpaths = new ArrayList<>();
    private int next;
    private double x;
    private double y;
    private double beginX;
    private double beginY;
    private boolean closed;

    private PathData(String data) {
        Matcher matcher = TOKEN.matcher(data);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    static List<Polyline> read(String data) {
        return new PathData(data).subpaths();
    }

    private List<Polyline> subpaths() {
        char command = 0;
        while (next < tokens.size()) {
            boolean fresh = Character.isLetter(tokens.get(next).charAt(0));
            if (fresh) {
                command = tokens.get(next++).charAt(0);
            }
            char kind = Character.toUpperCase(command);
            if (!NUMBERS.containsKey(kind) || (kind == 'Z' && !fresh)) {
                throw new IllegalArgumentException("path data: a command of " + NUMBERS.keySet() + " was expected, got "
                        + (fresh ? command : tokens.get(next)));
            }
            if (kind == 'Z') {
                close();
            } else {
                draw(kind, numbers(NUMBERS.get(kind)), Character.isLowerCase(command), fresh);
            }
        }
        return subpaths;
    }

    private double[] numbers(int count) {
        if (next + count > tokens.size()) {
            throw new IllegalArgumentException("path data ends early");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Double.parseDouble(tokens.get(next++));
        }
        return numbers;
    }

    private void close() {
        if (!subpaths.isEmpty()) {
            Polyline last = subpaths.get(subpaths.size() - 1);
            if (last.lastX() != beginX || last.lastY() != beginY) {
                last.add(beginX, beginY);
            }
        }
        x = beginX;
        y = beginY;
        closed = true;
    }

    private void draw(char kind, double[] v, boolean relative, boolean fresh) {
        double fromX = relative ? x : 0;
        double fromY = relative ? y : 0;
        if (kind == 'M' && fresh) {
            x = beginX = v[0] + fromX;
            y = beginY = v[1] + fromY;
            subpaths.add(Polyline.of(x, y));
            closed = false;
            return;
        }
        if (subpaths.isEmpty() || closed) {
            subpaths.add(Polyline.of(x, y));
            closed = false;
        }
        switch (kind) {
            case 'H' -> add(v[0] + fromX, y);
            case 'V' -> add(x, v[0] + fromY);
            case 'C' -> curve(v, fromX, fromY);
            case 'A' -> arc(v, v[5] + fromX, v[6] + fromY);
            default -> add(v[0] + fromX, v[1] + fromY);
        }
    }

    private void add(double toX, double toY) {
        x = toX;
        y = toY;
        subpaths.get(subpaths.size() - 1).add(x, y);
    }

    private void curve(double[] v, double fromX, double fromY) {
        double startX = x;
        double startY = y;
        for (int i = 1; i <= CURVE_STEPS; i++) {
            double t = (double) i / CURVE_STEPS;
            add(
                    bezier(t, startX, v[0] + fromX, v[2] + fromX, v[4] + fromX),
                    bezier(t, startY, v[1] + fromY, v[3] + fromY, v[5] + fromY));
        }
    }

    private static double bezier(double t, double a, double b, double c, double d) {
        double s = 1 - t;
        return s * s * s * a + 3 * t * s * s * b + 3 * t * t * s * c + t * t * t * d;
    }

    /** From the two ends to the centre, as the appendix of the SVG specification says. */
    private void arc(double[] v, double toX, double toY) {
        double rx = Math.abs(v[0]);
        double ry = Math.abs(v[1]);
        if (rx == 0 || ry == 0 || (x == toX && y == toY)) {
            add(toX, toY);
            return;
        }
        double cos = Math.cos(Math.toRadians(v[2]));
        double sin = Math.sin(Math.toRadians(v[2]));
        double halfX = (x - toX) / 2;
        double halfY = (y - toY) / 2;
        double x1 = cos * halfX + sin * halfY;
        double y1 = -sin * halfX + cos * halfY;
        double stretch = x1 / rx * (x1 / rx) + y1 / ry * (y1 / ry);
        if (stretch > 1) {
            rx *= Math.sqrt(stretch);
            ry *= Math.sqrt(stretch);
        }
        double off = rx * rx * y1 * y1 + ry * ry * x1 * x1;
        double k = Math.sqrt(Math.max(0, rx * rx * ry * ry - off) / off);
        boolean sweep = v[4] != 0;
        if (v[3] != 0 == sweep) {
            k = -k;
        }
        double cx1 = k * rx * y1 / ry;
        double cy1 = -k * ry * x1 / rx;
        double cx = cos * cx1 - sin * cy1 + (x + toX) / 2;
        double cy = sin * cx1 + cos * cy1 + (y + toY) / 2;
        double begin = Math.atan2((y1 - cy1) / ry, (x1 - cx1) / rx);
        double turn = Math.atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - begin;
        if (sweep && turn < 0) {
            turn += 2 * Math.PI;
        } else if (!sweep && turn > 0) {
            turn -= 2 * Math.PI;
        }
        int steps = Math.max(2, (int) (Math.abs(turn) * ARC_STEPS_PER_RADIAN));
        for (int i = 1; i <= steps; i++) {
            double px = rx * Math.cos(begin + turn * i / steps);
            double py = ry * Math.sin(begin + turn * i / steps);
            add(cos * px - sin * py + cx, sin * px + cos * py + cy);
        }
    }
}
