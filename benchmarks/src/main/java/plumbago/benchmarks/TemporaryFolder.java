package plumbago.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of a benchmark, below the system's folder for temporary files. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    public TemporaryFolder() throws IOException {
        path = Files.createTempDirectory("plumbago-jmh");
    }

    public Path path() {
        return path;
    }

    /** Removes what is in the folder. */
    public void clear() throws IOException {
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(path)) {
            inside = walk.filter(file -> !file.equals(path))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : inside) {
            Files.delete(file);
        }
    }

    @Override
    public void close() throws IOException {
        clear();
        Files.delete(path);
    }
}
