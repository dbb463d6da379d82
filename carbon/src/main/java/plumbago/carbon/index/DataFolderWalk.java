package plumbago.carbon.index;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fills the index from the files of a data folder: every {@code .wsp} (and {@code .wsp.gz}, which can be read but not
 * written) is a series, every folder a branch. Links are followed, as Graphite follows them; what cannot be read is
 * left out and told.
 */
public final class DataFolderWalk {
    private final MetricIndex index;
    private final Consumer<Path> others;
    private final List<String> troubles = new ArrayList<>();

    public DataFolderWalk(MetricIndex index) {
        this(index, file -> {});
    }

    /** @param others told of each file that is no series */
    public DataFolderWalk(MetricIndex index, Consumer<Path> others) {
        this.index = index;
        this.others = others;
    }

    /**
     * Walks the folder; a folder that does not exist holds nothing.
     *
     * @return how many new names were found
     * @throws IOException if the folder itself cannot be read
     */
    public int walk(Path dataFolder) throws IOException {
        if (!Files.isDirectory(dataFolder)) {
            return 0;
        }
        int before = index.size();
        Files.walkFileTree(
                dataFolder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor(dataFolder));
        return index.size() - before;
    }

    /** What could not be read, a sentence each. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path dataFolder;

        Visitor(Path dataFolder) {
            this.dataFolder = dataFolder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(dataFolder)) {
                String name = folder.getFileName().toString();
                if (name.startsWith(".") || name.indexOf('.') >= 0) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                index.addFolder(dotted(folder));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = dotted(file);
            if (path.endsWith(".wsp")) {
                index.add(path.substring(0, path.length() - ".wsp".length()));
            } else if (path.endsWith(".wsp.gz")) {
                index.add(path.substring(0, path.length() - ".wsp.gz".length()), true);
            } else {
                others.accept(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(dataFolder)) {
                throw e;
            }
            troubles.add(file + " was left out of the index: " + e);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            if (e != null) {
                troubles.add(folder + " was left out of the index: " + e);
            }
            return FileVisitResult.CONTINUE;
        }

        private String dotted(Path file) {
            return dataFolder
                    .relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), ".");
        }
    }
}
