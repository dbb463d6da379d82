package plumbago.base.measure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What to say of a file that could not be used: Java's own messages are often nothing but its name. */
public final class FileProblem {
    private FileProblem() {}

    /** The file and the reason, in a few words. */
    public static String of(IOException e) {
        if (!(e instanceof FileSystemException problem) || problem.getFile() == null) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        String reason = problem.getReason();
        if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof NoSuchFileException) {
            reason = "no such file or folder";
        } else if (e instanceof FileAlreadyExistsException) {
            reason = "is there, and no folder";
        }
        return reason == null ? e.toString() : problem.getFile() + ": " + reason;
    }
}
