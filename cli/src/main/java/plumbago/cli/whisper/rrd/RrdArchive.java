package plumbago.cli.whisper.rrd;

/**
 * One archive of an RRD file.
 *
 * @param consolidation how its rows were made: AVERAGE, MAX, …
 * @param rowCount how many rows it holds
 * @param secondsPerRow how much time one row covers
 * @param xff the share of values, 0 to 1, that may be unknown when a row is made
 * @param offset bytes from the start of the file to its first row
 * @param newestRow the place of the newest row among the rows
 */
public record RrdArchive(
        String consolidation, int rowCount, long secondsPerRow, double xff, long offset, int newestRow) {}
