package plumbago.web;

/**
 * How much is kept for the web besides the tag index.
 *
 * @param maxEvents how many events; those that were posted first give way to further ones
 * @param maxEventBytes about how many bytes of memory they may take
 * @param maxDashboards how many dashboards; further ones are refused
 * @param maxDashboardBytes how many bytes they may take on the disk together
 */
public record StateLimits(int maxEvents, long maxEventBytes, int maxDashboards, long maxDashboardBytes) {
    /** The limits of a server without settings. */
    public static StateLimits defaults() {
        return new StateLimits(1_000_000, Runtime.getRuntime().maxMemory() / 32, 10_000, 64L << 20);
    }
}
