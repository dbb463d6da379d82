package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import plumbago.base.measure.FileProblem;
import plumbago.base.measure.Measures;

/** Looks now and then whether the disks still have space: files that are there already are written on a full one too. */
final class DiskSpace {
    /** What not even the smallest of new files would have space in. */
    private static final long LEAST_BYTES = 64 << 10;

    private final Map<String, Disk> disks = new LinkedHashMap<>();
    private volatile String problem;

    /** The disk of a folder, as it was when it was last asked; -1 if it cannot be. */
    private static final class Disk {
        private final Path folder;
        private volatile long free = -1;
        private volatile long all = -1;

        Disk(Path folder) {
            this.folder = folder;
        }
    }

    /** @param journal the journal's folder; the other one's if there is none */
    DiskSpace(Path data, Path journal) {
        disks.put("data", new Disk(data));
        disks.put("journal", new Disk(journal));
        look();
    }

    /** Registers how much space there was when the disks were last asked. */
    void register(Measures measures) {
        disks.forEach((name, disk) -> measures.gauge(
                        "",
                        "plumbago_disk_free_bytes{folder=\"" + name + "\"}",
                        "Space that is left where a folder is; -1 if that is not known.",
                        () -> disk.free)
                .gauge(
                        "",
                        "plumbago_disk_bytes{folder=\"" + name + "\"}",
                        "Space that there is in all where a folder is; -1 if that is not known.",
                        () -> disk.all));
    }

    /** Asks the disks; may take as long as they do. */
    void look() {
        String found = null;
        for (Disk disk : disks.values()) {
            Path folder = disk.folder;
            try {
                FileStore store = Files.getFileStore(folder);
                long usable = store.getUsableSpace();
                disk.all = store.getTotalSpace();
                disk.free = usable;
                if (usable < LEAST_BYTES) {
                    found = "the disk of " + folder + " is full: " + usable + " bytes are left";
                }
            } catch (IOException e) {
                disk.all = -1;
                disk.free = -1;
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
