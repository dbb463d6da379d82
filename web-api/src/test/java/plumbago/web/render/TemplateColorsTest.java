package plumbago.web.render;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbago.web.graph.GraphOptions.LineColor;
import plumbago.web.graph.surface.Color;

/** The colours of Plumbago's own templates can be told from the background, and from each other whatever eyes one has. */
final class TemplateColorsTest {
    /** What is left of red, green and blue to those who lack one kind of cones, by Machado and others (2009). */
    private static final double[][][] EYES = {
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
    };

    /** Ten is a difference that nobody overlooks where colours touch; lines are thin and lie apart. */
    private static final double CLEARLY = 25;

    private static double[] linear(Color color) {
        double[] linear = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = (color.rgb() >> (8 * (2 - i)) & 255) / 255.0;
            linear[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    private static double[] seen(double[] linear, double[][] eyes) {
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = 0; j < 3; j++) {
                sum += eyes[i][j] * linear[j];
            }
            seen[i] = Math.max(0, Math.min(1, sum));
        }
        return seen;
    }

    private static double luminance(double[] linear) {
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }

    /** How far two colours lie apart in CIE's L*a*b*. */
    private static double distance(double[] one, double[] other) {
        double[][] lab = new double[2][];
        for (int i = 0; i < 2; i++) {
            double[] c = i == 0 ? one : other;
            double x = root((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.95047);
            double y = root(luminance(c));
            double z = root((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.08883);
            lab[i] = new double[] {116 * y, 500 * (x - y), 200 * (y - z)};
        }
        return Math.hypot(Math.hypot(lab[0][0] - lab[1][0], lab[0][1] - lab[1][1]), lab[0][2] - lab[1][2]);
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(linear(one));
        double b = luminance(linear(other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plumbago", "plumbago-dark"})
    void linesAreToldApart(String name) {
        List<LineColor> lines =
                GraphTemplates.builtIn().named(name).orElseThrow().lineColors();
        for (double[][] eyes : EYES) {
            for (LineColor one : lines) {
                for (LineColor other : lines.subList(0, lines.indexOf(one))) {
                    double distance = distance(seen(linear(one.color()), eyes), seen(linear(other.color()), eyes));
                    assertTrue(distance > CLEARLY, one + " and " + other + ": " + distance);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plumbago", "plumbago-dark"})
    void linesAndTextsStandOut(String name) {
        GraphTemplate template = GraphTemplates.builtIn().named(name).orElseThrow();
        for (LineColor one : template.lineColors()) {
            assertTrue(contrast(one.color(), template.background()) > 2, one.written());
        }
        assertTrue(contrast(template.foreground(), template.background()) > 7);
        // The grid is there, and stays behind.
        assertTrue(contrast(template.majorLine(), template.background()) < 2);
        assertTrue(contrast(template.minorLine(), template.background())
                < contrast(template.majorLine(), template.background()));
    }
}
