package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import plumbago.cli.whisper.option.UsageException;

/** All tools, by name. Each runs from here, under its own name or as {@code plumbago whisper NAME}. */
public enum WhisperTool {
    /** Makes files. */
    CREATE("create", "whisper-create", "Create a Whisper file, or estimate the size of one"),
    /** Shows headers. */
    INFO("info", "whisper-info", "Show what a Whisper file says about itself"),
    /** Reads points as Graphite would. */
    FETCH("fetch", "whisper-fetch", "Print the points of a range of time"),
    /** Reads everything as it stands in the file. */
    DUMP("dump", "whisper-dump", "Print a whole file, slot by slot"),
    /** Stores points. */
    UPDATE("update", "whisper-update", "Store points in a Whisper file"),
    /** Changes archives. */
    RESIZE("resize", "whisper-resize", "Give a Whisper file other archives and keep its points"),
    /** Copies points. */
    MERGE("merge", "whisper-merge", "Copy the points of one file over those of another"),
    /** Copies missing points. */
    FILL("fill", "whisper-fill", "Fill the gaps of one file with the points of another"),
    /** Compares points. */
    DIFF("diff", "whisper-diff", "Show where two Whisper files differ"),
    /** Changes a header. */
    SET_AGGREGATION_METHOD(
            "set-aggregation-method",
            "whisper-set-aggregation-method",
            "Change how a file makes coarser points out of finer ones"),
    /** Changes a header. */
    SET_XFILESFACTOR(
            "set-xfilesfactor", "whisper-set-xfilesfactor", "Change how many finer points a coarser one needs"),
    /** Resizes whatever does not fit the configuration. */
    AUTO_RESIZE(
            "auto-resize",
            "whisper-auto-resize",
            "Resize all files of a folder that differ from carbon's configuration"),
    /** Rewrites values. */
    AUTO_UPDATE("auto-update", "whisper-auto-update", "Multiply the stored values of a range of time by 2^30"),
    /** Looks for corrupt files. */
    FIND_CORRUPT("find-corrupt", "find-corrupt-whisper-files", "Find corrupt files below a folder, and delete them"),
    /** Converts files. */
    RRD2WHISPER("rrd2whisper", "rrd2whisper", "Convert an RRD file to Whisper files");

    private static final int FAILURE = 1;

    /** What a shell shows for a program that was ended because nobody reads its output any more. */
    private static final int READER_GONE = 128 + 13;

    private final String toolName;
    private final String programName;
    private final String summary;

    WhisperTool(String toolName, String programName, String summary) {
        this.toolName = toolName;
        this.programName = programName;
        this.summary = summary;
    }

    /** The name behind {@code plumbago whisper}. */
    public String toolName() {
        return toolName;
    }

    /** The name of the program of its own. */
    public String programName() {
        return programName;
    }

    /** What it does, in one line. */
    public String summary() {
        return summary;
    }

    /** Finds a tool by either of its names. */
    public static Optional<WhisperTool> find(String name) {
        for (WhisperTool tool : values()) {
            if (tool.programName.equals(name) || tool.toolName.equals(name)) {
                return Optional.of(tool);
            }
        }
        return Optional.empty();
    }

    /**
     * Runs to the end. Never throws for what a user or a file did wrong; that is printed.
     *
     * @return the exit status
     */
    public int run(String[] arguments, ToolContext context) {
        try {
            int status = runOrFail(arguments, context);
            context.out().flush();
            return status;
        } catch (StandardOutput.Failure e) {
            if (e.isReaderGone()) {
                return READER_GONE;
            }
            context.errOnly().print("[ERROR] Cannot print: " + e.getCause().getMessage() + "\n");
            context.errOnly().flush();
            return FAILURE;
        }
    }

    private int runOrFail(String[] arguments, ToolContext context) {
        try {
            return tool().run(arguments, context);
        } catch (UsageException e) {
            (e.isError() ? context.err() : context.out()).print(e.text(context.columns()));
            context.err().flush();
            return e.status();
        } catch (ToolFailure | IOException e) {
            return fail(context, reason(e));
        } catch (InvalidPathException e) {
            return fail(context, "No file can have the name '" + e.getInput() + "'");
        } catch (OutOfMemoryError e) {
            return fail(context, "Not enough memory: the file, or the range of time, is too large for it");
        }
    }

    /** Prints an error in the form of all Whisper tools. */
    static int fail(ToolContext context, String reason) {
        context.err().print("[ERROR] " + reason + "\n");
        context.err().flush();
        return FAILURE;
    }

    /** What went wrong, with the file's name and without the name of any class. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return "File '" + missing.getFile() + "' does not exist!";
        } else if (e instanceof AccessDeniedException denied) {
            return "Permission denied: '" + denied.getFile() + "'";
        } else if (e instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason() + ": '" + other.getFile() + "'";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Tool tool() {
        return switch (this) {
            case CREATE -> new CreateTool();
            case INFO -> new InfoTool();
            case FETCH -> new FetchTool();
            case DUMP -> new DumpTool();
            case UPDATE -> new UpdateTool();
            case RESIZE -> new ResizeTool();
            case MERGE -> new MergeTool();
            case FILL -> new FillTool();
            case DIFF -> new DiffTool();
            case SET_AGGREGATION_METHOD -> new SetAggregationMethodTool();
            case SET_XFILESFACTOR -> new SetXFilesFactorTool();
            case AUTO_RESIZE -> new AutoResizeTool();
            case AUTO_UPDATE -> new AutoUpdateTool();
            case FIND_CORRUPT -> new FindCorruptTool();
            case RRD2WHISPER -> new RrdToWhisperTool();
        };
    }
}
