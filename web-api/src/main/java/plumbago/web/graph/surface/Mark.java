package plumbago.web.graph.surface;

/**
 * What something drawn is, for forms that can say it: the class of an SVG's element, and the series that it shows.
 *
 * @param role classes, separated by blanks
 * @param series name of the series; empty where it shows none
 * @param right whether it belongs to the axis on the right of a graph with two
 * @param twoAxes whether the graph has two axes at all
 */
public record Mark(String role, String series, boolean right, boolean twoAxes) {
    /** What shows no series. */
    public static Mark of(String role) {
        return new Mark(role, "", false, false);
    }

    /** What shows a series of a graph with one axis, or of a pie. */
    public static Mark of(String role, String series) {
        return new Mark(role, series, false, false);
    }
}
