package plumbago.carbon.storage;

/**
 * How finely and how far back one archive of a series keeps points.
 *
 * @param secondsPerPoint length of one point in seconds
 * @param points how many points the archive holds
 */
public record Retention(int secondsPerPoint, int points) {
    /** How far back the archive reaches, in seconds. */
    public long seconds() {
        return (long) secondsPerPoint * points;
    }

    /** In the form {@code 60:1440}. */
    @Override
    public String toString() {
        return secondsPerPoint + ":" + points;
    }
}
