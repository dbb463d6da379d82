package plumbago.web;

/**
 * How much is kept for the web besides tags and events.
 *
 * @param maxDashboards how many dashboards; further ones are refused
 * @param maxDashboardBytes how many bytes they may take on the disk together
 */
public record StateLimits(int maxDashboards, long maxDashboardBytes) {
    /** The limits of a server without settings. */
    public static StateLimits defaults() {
        return new StateLimits(10_000, 64L << 20);
    }
}
