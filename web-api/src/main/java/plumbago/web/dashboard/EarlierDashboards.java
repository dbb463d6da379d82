package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;
import plumbago.base.records.RecordFile;
import plumbago.base.text.UrlEncoding;

/** What an earlier version kept: each was a file whose name had all but Latin letters, digits, hyphens and underscores as {@code %XX}. */
final class EarlierDashboards {
    private static final String SUFFIX = ".json";
    private static final Logger LOG = LoggerFactory.getLogger(EarlierDashboards.class);

    private EarlierDashboards() {}

    /** Their files, by name. */
    static Map<String, Path> list(Path folder) throws IOException {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path one : (Iterable<Path>) files::iterator) {
                String name = one.getFileName().toString();
                if (!name.endsWith(SUFFIX)) {
                    continue;
                }
                long size = Files.size(one);
                if (size > RecordFile.MAX_CONTENT_BYTES - DashboardRecord.FRONT_BYTES - 3 * DashboardLimits.MAX_NAME) {
                    LOG.warn("the dashboard {} was left out: it has {} bytes", one, size);
                    continue;
                }
                found.put(UrlEncoding.decode(name.substring(0, name.length() - SUFFIX.length())), one);
            }
        } catch (IOException e) {
            throw new IOException("the dashboards cannot be read: " + FileProblem.of(e), e);
        }
        return found;
    }
}
