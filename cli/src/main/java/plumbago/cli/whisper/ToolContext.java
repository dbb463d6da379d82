package plumbago.cli.whisper;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * All that a tool gets from the world around it besides its arguments and the files they name: streams, the time, where
 * relative paths start. With a context of one's own a tool can be run inside another program.
 */
public final class ToolContext {
    private static final int USUAL_COLUMNS = 80;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Path folder;
    private final InstantSource clock;
    private final ZoneId zone;
    private final int columns;
    private final String toolFolder;
    private final boolean ofProcess;

    /**
     * A context of one's own.
     *
     * @param in standard input
     * @param out standard output; flushed when the tool ends
     * @param err standard error
     * @param folder where relative paths start
     * @param clock tells the time
     * @param zone whose clocks to show; null for the process's own
     * @param columns of the terminal, for the layout of help texts
     * @param toolFolder where the tools' own programs stand, with a slash at the end, as commands are to be shown to the
     *     user; may be empty
     */
    public ToolContext(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Path folder,
            InstantSource clock,
            ZoneId zone,
            int columns,
            String toolFolder) {
        this(in, out, err, folder, clock, zone, columns, toolFolder, false);
    }

    private ToolContext(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Path folder,
            InstantSource clock,
            ZoneId zone,
            int columns,
            String toolFolder,
            boolean ofProcess) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.folder = folder;
        this.clock = clock;
        this.zone = zone;
        this.columns = columns;
        this.toolFolder = toolFolder;
        this.ofProcess = ofProcess;
    }

    /** The context of a program that was started from a shell. Text goes out in UTF-8, as names in Graphite do. */
    public static ToolContext ofProcess() {
        return new ToolContext(
                new FileInputStream(FileDescriptor.in),
                standard(FileDescriptor.out),
                standard(FileDescriptor.err),
                Path.of(""),
                InstantSource.system(),
                null,
                columns(System.getenv("COLUMNS")),
                System.getProperty("plumbago.tools", ""),
                true);
    }

    private static PrintStream standard(FileDescriptor descriptor) {
        return new PrintStream(new StandardOutput(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
    }

    private static int columns(String text) {
        try {
            return text == null ? USUAL_COLUMNS : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** Standard output. */
    public PrintStream out() {
        return out;
    }

    /** Standard error, once everything printed to standard output so far has gone out. */
    public PrintStream err() {
        out.flush();
        return err;
    }

    /** Standard error, when standard output can take nothing more. */
    PrintStream errOnly() {
        return err;
    }

    /**
     * The file that an argument names.
     *
     * @throws InvalidPathException if no file can have that name: it is empty, as in a script whose variable is not set,
     *     and does not mean the folder; or a slash at its end says that it is a folder, and it is none
     */
    public Path path(String argument) {
        Path path = folder.resolve(argument);
        if (argument.isEmpty() || (argument.endsWith("/") && !Files.isDirectory(path))) {
            throw new InvalidPathException(argument, "no file can have this name");
        }
        return path;
    }

    /** Seconds since the epoch. */
    public long now() {
        return Math.floorDiv(clock.millis(), 1000L);
    }

    /** Whose clocks to show. */
    public ZoneId zone() {
        return zone == null ? ZoneId.systemDefault() : zone;
    }

    /** Of the terminal, for the layout of help texts. */
    public int columns() {
        return columns;
    }

    /**
     * Whether somebody watches standard error: true only for a process's own, and only if it is a terminal for sure.
     * Java does not say so of a single stream; Linux does, and elsewhere the answer is no.
     */
    boolean errIsTerminal() {
        if (!ofProcess) {
            return false;
        }
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Where the tools' own programs stand, with a slash at the end; may be empty. */
    public String toolFolder() {
        return toolFolder;
    }
}
