package plumbago.base.records;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/** Reads the text files that earlier versions kept tags and events in, a line for each change. */
public final class EarlierLines {
    /** No line was ever longer; one that is would take all memory. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_TOLD = 10;

    private static final Logger LOG = LoggerFactory.getLogger(EarlierLines.class);

    private EarlierLines() {}

    /** Takes lines. */
    @FunctionalInterface
    public interface Reader {
        /** @throws IllegalArgumentException if the line cannot be read; the message says why */
        void line(String line);
    }

    /**
     * Reads all lines that can be read; the others are left out with a warning.
     *
     * @throws IOException if the file cannot be read; the message names it
     */
    public static void read(Path file, Reader reader) throws IOException {
        int number = 0;
        int leftOut = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), MOST_BYTES / 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean tooLong = false;
            for (int b = in.read(); b >= 0 || line.size() > 0 || tooLong; b = in.read()) {
                if (b >= 0 && b != '\n') {
                    tooLong |= line.size() >= MOST_BYTES;
                    if (!tooLong) {
                        line.write(b);
                    }
                    continue;
                }
                number++;
                String problem = tooLong ? "it is too long" : problem(line, reader);
                if (problem != null && ++leftOut <= MOST_TOLD) {
                    LOG.warn("{}, line {} was left out: {}", file, number, problem);
                }
                line.reset();
                tooLong = false;
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + FileProblem.of(e), e);
        }
        if (leftOut > MOST_TOLD) {
            LOG.warn("{}: {} lines were left out in all", file, leftOut);
        }
    }

    private static String problem(ByteArrayOutputStream line, Reader reader) {
        if (line.size() == 0) {
            return null;
        }
        try {
            reader.line(line.toString(StandardCharsets.UTF_8));
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
