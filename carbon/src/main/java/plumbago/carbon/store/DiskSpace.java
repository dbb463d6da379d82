package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import plumbago.base.measure.FileProblem;

/** Looks now and then whether the disks still have space: files that are there already are written on a full one too. */
final class DiskSpace {
    /** What not even the smallest of new files would have space in. */
    private static final long LEAST_BYTES = 64 << 10;

    private final List<Path> folders;
    private volatile String problem;

    DiskSpace(Path... folders) {
        this.folders = List.of(folders);
        look();
    }

    /** Asks the disks; may take as long as they do. */
    void look() {
        String found = null;
        for (Path folder : folders) {
            try {
                long usable = Files.getFileStore(folder).getUsableSpace();
                if (usable < LEAST_BYTES) {
                    found = "the disk of " + folder + " is full: " + usable + " bytes are left";
                }
            } catch (IOException e) {
                found = "the disk of " + folder + " cannot be asked for its free space: " + FileProblem.of(e);
            }
        }
        problem = found;
    }

    /** What the last look found; nothing if there was space. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
