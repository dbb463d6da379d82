package plumbago.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Files to test with. */
final class TestFiles {
    /** The present in the tests. */
    static final long NOW = 1_500_000_000;

    private TestFiles() {}

    static List<Retention> retentions(String text) throws WhisperException {
        List<Retention> retentions = new ArrayList<>();
        for (String retention : text.split(" ", -1)) {
            retentions.add(Retention.parse(retention));
        }
        return retentions;
    }

    static WhisperLayout layout(String retentions, double xFilesFactor, AggregationMethod method)
            throws WhisperException {
        return WhisperLayout.of(retentions(retentions), xFilesFactor, method);
    }

    static Path create(Path path, String retentions, double xFilesFactor, AggregationMethod method) throws IOException {
        WhisperFile.create(path, layout(retentions, xFilesFactor, method));
        return path;
    }

    /** Stores a point with a value of its own every second up to {@link #NOW}. */
    static void fill(Path path, int seconds) throws IOException {
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            SplittableRandom random = new SplittableRandom(seconds);
            for (int i = seconds - 1; i >= 0; i--) {
                file.update(NOW - i, random.nextDouble(), NOW - i);
            }
        }
    }

    static double[] values(WhisperFile file, long from, long until, long now) throws IOException {
        return file.fetch(from, until, now).orElseThrow().values();
    }
}
