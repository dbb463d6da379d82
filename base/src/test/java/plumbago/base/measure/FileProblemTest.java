package plumbago.base.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileProblemTest {
    @Test
    void alwaysSaysWhy() {
        assertEquals("a: permission denied", FileProblem.of(new AccessDeniedException("a")));
        assertEquals("a: no such file or folder", FileProblem.of(new NoSuchFileException("a")));
        assertEquals("a: is there, and no folder", FileProblem.of(new FileAlreadyExistsException("a")));
        assertEquals("a: No space left", FileProblem.of(new FileSystemException("a", null, "No space left")));
        assertEquals("cut short", FileProblem.of(new IOException("cut short")));
        assertEquals("java.io.IOException", FileProblem.of(new IOException()));
    }
}
