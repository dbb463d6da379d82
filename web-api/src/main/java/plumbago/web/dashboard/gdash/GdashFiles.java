package plumbago.web.dashboard.gdash;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/** The files below GDash's folder: nothing outside of it, and nothing very large. Safe for many threads. */
final class GdashFiles {
    /** Of one file. */
    static final int MAX_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(GdashFiles.class);
    private static final int MOST_IN_FOLDER = 10_000;

    private final Path root;

    GdashFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** How a file is called in notes. */
    String name(Path file) {
        return root.relativize(file).toString();
    }

    /** What a path below the folder leads to; empty if that is not below it. */
    Optional<Path> below(String path) {
        try {
            Path found = root.resolve(path).normalize();
            return found.startsWith(root) ? Optional.of(found) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether something is below the folder in truth, whatever links its path leads over. */
    private boolean isWithin(Path file) throws IOException {
        return file.toRealPath().startsWith(root.toRealPath());
    }

    /** What a folder holds that is not hidden, in order; nothing if it is none, or not below the folder. */
    List<Path> list(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            if (!isWithin(folder)) {
                return List.of();
            }
            for (Path file : files) {
                if (!file.getFileName().toString().startsWith(".") && found.size() < MOST_IN_FOLDER) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (FileSystemException e) {
            // One that may not be read, or a link in a circle, is not to hide all others.
            LOG.warn("a folder of GDash cannot be read: {}", FileProblem.of(e));
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    List<Path> top() throws IOException {
        return list(root);
    }

    /** The text of a file; empty if it cannot be read, which is noted. */
    Optional<String> read(Path file, Notes notes) {
        try {
            if (!isWithin(file) || !Files.isRegularFile(file)) {
                // A pipe would be waited for, and a device may have no end.
                notes.add(name(file), 0, "this is no file below GDASH_FOLDER, and is left out");
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                notes.add(name(file), 0, "this has more than " + MAX_BYTES + " bytes, and is left out");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException e) {
            notes.add(name(file), 0, "this is not written in UTF-8, and is left out");
        } catch (NoSuchFileException e) {
            notes.add(name(file), 0, "there is no such file");
        } catch (IOException e) {
            // No path of this machine goes to a client.
            LOG.warn("a file of GDash cannot be read: {}", FileProblem.of(e));
            notes.add(name(file), 0, "this cannot be read; the server's log tells more");
        }
        return Optional.empty();
    }
}
