package plumbago.carbon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.base.measure.FileProblem;

/** The folder of the series: made where it is missing, and locked against other processes. */
final class DataFolder {
    private DataFolder() {}

    /** Where the settings have it, absolute. */
    static Path of(Settings settings) {
        return settings.get(FolderSettings.LOCAL_DATA_DIR).toAbsolutePath().normalize();
    }

    /**
     * Makes and locks it.
     *
     * @param started takes what has to be closed again
     * @throws FolderInUseException if another process has it
     * @throws IOException if it cannot be used; the message says which setting chooses another
     */
    static Path open(Settings settings, Deque<AutoCloseable> started) throws IOException {
        Path folder = of(settings);
        make(folder);
        DataFolderLock.take(folder, settings.instance(), "data folder", setting(settings, folder))
                .ifPresent(started::push);
        return folder;
    }

    /** What has to be changed for another data folder. */
    private static String setting(Settings settings, Path folder) {
        Path usual = settings.get(FolderSettings.STORAGE_DIR).resolve("whisper");
        return folder.equals(usual.toAbsolutePath().normalize()) ? "STORAGE_DIR" : "LOCAL_DATA_DIR";
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(
                    "the data folder " + folder + " cannot be made: " + FileProblem.of(e)
                            + "; LOCAL_DATA_DIR or STORAGE_DIR in [cache] chooses another",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("the data folder " + folder + " is not writable; LOCAL_DATA_DIR or STORAGE_DIR"
                    + " in [cache] chooses another");
        }
    }
}
