package plumbago.statsd.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the names that are sent most often are written down.
 *
 * @param intervalMillis milliseconds between two times, at least 1
 * @param percent which part of the names
 * @param log the file that they are appended to; empty for standard output
 */
public record KeyFlush(int intervalMillis, double percent, Optional<Path> log) {}
