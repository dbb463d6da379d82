package plumbago.cli;

import java.io.IOException;
import java.util.List;
import plumbago.carbon.housekeeping.Outcome;

/** Changes metrics, wherever they are kept. */
interface MetricChanges extends AutoCloseable {
    /** The metrics that a deletion by a path expression would take. */
    Outcome matching(String pattern) throws IOException;

    Outcome delete(List<String> metrics, boolean dryRun) throws IOException;

    /** The metrics matching a path expression that have had no point for so long. */
    Outcome expired(String pattern, String age) throws IOException;

    Outcome expire(List<String> metrics, String age) throws IOException;

    Outcome rename(String from, String to, boolean dryRun) throws IOException;

    Outcome applySchema(List<String> metrics) throws IOException;

    @Override
    void close() throws IOException;
}
