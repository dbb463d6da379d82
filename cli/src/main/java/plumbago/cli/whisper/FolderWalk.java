package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Goes through all Whisper files below a folder: its own files first, then folder by folder, each in order of names. */
final class FolderWalk {
    private static final String SUFFIX = ".wsp";

    /** What is done on the way. */
    interface Visitor {
        /** Called before the files of a folder. */
        void folder(Path folder) throws ToolFailure, IOException;

        /** Called for each Whisper file, by its name only. */
        void file(Path file) throws ToolFailure, IOException;

        /** Called for a folder whose files cannot be listed; the walk goes on. */
        void unreadable(Path folder, IOException reason);
    }

    private FolderWalk() {}

    /** Symbolic links to files are followed, those to folders are not, so that there is no going round in circles. */
    static void walk(Path start, Visitor visitor) throws ToolFailure, IOException {
        visitor.folder(start);
        List<Path> folders = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(start)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        folders.add(entry);
                    }
                } else if (entry.toString().endsWith(SUFFIX)) {
                    files.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            visitor.unreadable(start, e.getCause());
        } catch (IOException e) {
            visitor.unreadable(start, e);
        }
        Collections.sort(files);
        for (Path file : files) {
            visitor.file(file);
        }
        Collections.sort(folders);
        for (Path folder : folders) {
            walk(folder, visitor);
        }
    }
}
