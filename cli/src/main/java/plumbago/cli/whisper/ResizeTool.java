package plumbago.cli.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Allocation;
import plumbago.whisper.Resize;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperFile;

/** {@code whisper-resize} */
final class ResizeTool implements Tool {
    private static final int BLOCK = 512;

    private final Option<Double> xFilesFactor =
            Option.real("xFilesFactor of the new file (as in the old one)", "--xFilesFactor");
    private final Option<String> method = Option.text(
            "aggregation method of the new file (as in the old one): " + ToolTexts.aggregationMethods(),
            "--aggregationMethod");
    private final Option<Boolean> force = Option.flag("accepted, and has no effect", "--force");
    private final Option<String> newFile = Option.text("leave the file alone and write the new one here", "--newfile");
    private final Option<Boolean> sparse =
            Option.flag("take up space on the disk only as points come in (which is so anyway)", "--sparse");
    private final Option<Boolean> fallocate =
            Option.flag("have the file system reserve the space; wins over --sparse", "--fallocate");
    private final Option<Long> owner =
            Option.integer("user id to own the new file, together with --chown-gid", "--chown-uid");
    private final Option<Long> group =
            Option.integer("group id to own the new file, together with --chown-uid", "--chown-gid");
    private final Option<Boolean> noBackup = Option.flag("delete the .bak file in the end", "--nobackup");
    private final Option<Boolean> aggregate = Option.flag(
            "make each new point of all old points in its time, instead of copying points as they are", "--aggregate");
    private final Option<Boolean> quiet = Option.flag("print only the sizes before and after", "--quiet");
    private final Option<Boolean> silent = Option.flag("print nothing", "--silent");
    private final OptionParser parser = OptionParser.of(
            "whisper-resize",
            "%prog path precision:retention [precision:retention]*\n\n" + ToolTexts.RETENTIONS,
            xFilesFactor,
            method,
            force,
            newFile,
            sparse,
            fallocate,
            owner,
            group,
            noBackup,
            aggregate,
            quiet,
            silent);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.size() < 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        String name = positional.get(0);
        Path path = context.path(name);
        if (!Files.exists(path)) {
            return ToolTexts.missing(name, parser, context);
        }
        Resize resize = Resize.of(path, ToolTexts.retentions(positional.subList(1, positional.size())))
                .aggregate(arguments.has(aggregate))
                .keepBackup(!arguments.has(noBackup))
                .allocation(arguments.has(fallocate) ? Allocation.RESERVED : Allocation.SPARSE);
        boolean sizesOnly = arguments.has(quiet) && !arguments.has(silent);
        if (!sizesOnly && !arguments.has(silent)) {
            String made = arguments.get(newFile, name + ".tmp");
            resize.observer(new Report(context.out(), name, made, arguments.has(aggregate))::print);
        }
        if (sizesOnly) {
            printSize("Old", name, path, context.out());
        }
        Path target = context.path(arguments.get(newFile, name + ".tmp"));
        if (arguments.has(newFile)) {
            resize.into(target);
        }
        resize(resize, arguments, path, target, context.now());
        if (!arguments.has(newFile)) {
            chown(path, arguments.get(owner, -1L), arguments.get(group, -1L), context);
            if (sizesOnly) {
                printSize("New", name, path, context.out());
            }
        }
        return 0;
    }

    private void resize(Resize resize, Arguments arguments, Path path, Path target, long now) throws IOException {
        try {
            if (arguments.has(method)) {
                resize.aggregationMethod(AggregationMethod.ofLabel(arguments.get(method, "")));
            }
            if (arguments.has(xFilesFactor)) {
                resize.xFilesFactor(arguments.get(xFilesFactor, 0.0));
            }
            resize.run(now);
        } catch (WhisperException e) {
            boolean header = e.kind() == WhisperException.Kind.AGGREGATION_METHOD_UNKNOWN
                    || e.kind() == WhisperException.Kind.XFF_OUT_OF_RANGE;
            if (header && !Files.exists(target)) {
                WhisperFile.info(path);
                // The original begins the new file before it looks at these two. The next resize takes it away.
                Files.createFile(target);
            }
            throw e;
        }
    }

    /** A failure is printed, and changes nothing about the resize that is done by then. */
    private static void chown(Path path, long owner, long group, ToolContext context) {
        if (owner > 0 && group > 0) {
            try {
                Files.setAttribute(path, "unix:uid", (int) owner);
                Files.setAttribute(path, "unix:gid", (int) group);
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                WhisperTool.fail(context, "Cannot change the owner: " + WhisperTool.reason(e));
            }
        }
    }

    private static void printSize(String which, String name, Path path, PrintStream out) throws IOException {
        String onDisk = "";
        long blocks = blocks(path);
        if (blocks >= 0) {
            onDisk = ", " + blocks + " blocks*" + BLOCK + "=" + blocks * BLOCK + " bytes on disk";
        }
        out.print(which + " file: " + name + " (" + Files.size(path) + " bytes" + onDisk + ")\n");
    }

    /** How many blocks a file takes up, or -1 where the system does not say; Java has no way of its own to ask. */
    private static long blocks(Path path) {
        try {
            Process stat = new ProcessBuilder("stat", "-L", "-c", "%b", "--", path.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Long.parseLong(text.strip());
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }

    /**
     * Says what is going on.
     *
     * @param name the file, as the user calls it
     * @param made the new file, as the user would call it
     */
    private record Report(PrintStream out, String name, String made, boolean aggregate) {
        void print(Resize.Stage stage, Path file) {
            String line = switch (stage) {
                case READING -> "Retrieving all data from the archives";
                case REMOVING_LEFTOVER -> "Removing previous temporary database file: " + made;
                case CREATING -> "Creating new whisper database: " + made;
                case CREATED -> "Created: " + made + " (" + size(file) + " bytes)";
                case MIGRATING -> "Migrating data " + (aggregate ? "with" : "without") + " aggregation...";
                case RENAMING_OLD -> "Renaming old database to: " + name + ".bak";
                case RENAMING_NEW -> "Renaming new database to: " + name;
                case REMOVING_BACKUP -> "Unlinking backup: " + name + ".bak";
                case RESIZED -> "";
            };
            if (!line.isEmpty()) {
                out.print(line + "\n");
            }
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
