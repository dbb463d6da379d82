package plumbago.web.graph.surface;

/** Paths for tests. */
public final class Paths {
    private Paths() {}

    /** A path of one piece through points, each as its x and its y. */
    public static Path line(double... xsAndYs) {
        Path path = new Path();
        path.moveTo(xsAndYs[0], xsAndYs[1]);
        for (int i = 2; i < xsAndYs.length; i += 2) {
            path.lineTo(xsAndYs[i], xsAndYs[i + 1]);
        }
        return path;
    }
}
