package plumbago.web.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static plumbago.web.graph.surface.Paths.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbago.web.graph.surface.Path;

class CoveredAreaTest {
    private static final double ZERO = 100;

    private static double area(Path path) {
        double sum = 0;
        for (int piece = 0; piece < path.pieces(); piece++) {
            double twice = 0;
            int last = path.end(piece) - 1;
            for (int i = path.begin(piece); i <= last; i++) {
                int next = i == last ? path.begin(piece) : i + 1;
                twice += path.x(i) * path.y(next) - path.x(next) * path.y(i);
            }
            sum += Math.abs(twice) / 2;
        }
        return sum;
    }

    @Test
    void aFirstAreaShowsAllDownToZero() {
        Path shown = new Path();
        new CoveredArea().cover(line(0, 50, 10, 50, 20, 90), ZERO, true, shown);
        assertEquals(10 * 50 + 10 * 30, area(shown), 1e-9);
        assertEquals(1, shown.pieces());
    }

    @Test
    void aLaterOneShowsWhatReachesBeyond() {
        CoveredArea covered = new CoveredArea();
        covered.cover(line(0, 80, 10, 80), ZERO, true, new Path());
        Path shown = new Path();
        covered.cover(line(0, 60, 10, 100), ZERO, true, shown);
        assertEquals(0.5 * 5 * 20, area(shown), 1e-9);
    }

    @Test
    void bothSidesOfZeroAreApart() {
        Path curve = line(0, 120, 10, 120);
        Path above = new Path();
        new CoveredArea().cover(curve, ZERO, true, above);
        assertEquals(0, above.size());
        Path below = new Path();
        new CoveredArea().cover(curve, ZERO, false, below);
        assertEquals(200, area(below), 1e-9);
    }

    @Test
    void besideAnAreaNothingIsCovered() {
        CoveredArea covered = new CoveredArea();
        covered.cover(line(10, 50, 20, 50), ZERO, true, new Path());
        Path shown = new Path();
        covered.cover(line(0, 60, 30, 60), ZERO, true, shown);
        assertEquals(20 * 40, area(shown), 1e-9);
        assertEquals(2, shown.pieces());
    }

    @Test
    void randomCurvesCoverWhatAnAccountOfColumnsSays() {
        Random random = new Random(18);
        for (int round = 0; round < 300; round++) {
            CoveredArea covered = new CoveredArea();
            double[] highest = new double[400];
            List<String> curves = new ArrayList<>();
            for (int series = 0; series < 6; series++) {
                Path curve = randomCurve(random);
                curves.add(describe(curve));
                Path shown = new Path();
                covered.cover(curve, ZERO, true, shown);
                double expected = 0;
                for (int column = 0; column < highest.length; column++) {
                    double height = heightAt(curve, column / 10.0 + 0.05);
                    expected += Math.max(0, height - highest[column]) / 10;
                    highest[column] = Math.max(highest[column], height);
                }
                assertEquals(expected, area(shown), 6, () -> curves.toString());
            }
        }
    }

    private static Path randomCurve(Random random) {
        boolean stairs = random.nextBoolean();
        Path curve = new Path();
        double x = random.nextInt(10);
        double y = random.nextInt(160);
        curve.moveTo(x, y);
        while (x < 38) {
            if (stairs) {
                x += 1 + random.nextInt(3);
                curve.lineTo(x, y);
                y = random.nextInt(160);
                curve.lineTo(x, y);
            } else {
                x += 1 + random.nextInt(3);
                y = random.nextInt(160);
                curve.lineTo(x, y);
            }
        }
        return curve;
    }

    private static double heightAt(Path curve, double x) {
        for (int i = 0; i + 1 < curve.size(); i++) {
            if (curve.x(i) <= x && x < curve.x(i + 1)) {
                double share = (x - curve.x(i)) / (curve.x(i + 1) - curve.x(i));
                return Math.max(0, ZERO - (curve.y(i) + share * (curve.y(i + 1) - curve.y(i))));
            }
        }
        return 0;
    }

    private static String describe(Path path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            text.append(path.x(i)).append(',').append(path.y(i)).append(' ');
        }
        return text.toString();
    }

    @Test
    void manyCurvesThatCrossDoNotGrowWithoutEnd() {
        Random random = new Random(1);
        CoveredArea covered = new CoveredArea();
        for (int i = 0; i < 300; i++) {
            covered.cover(randomCurve(random), ZERO, true, new Path());
        }
        assertTrue(covered.bytes() < 1 << 20, "" + covered.bytes());
    }
}
