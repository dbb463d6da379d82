package plumbago.cli.whisper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import plumbago.base.config.ConfigException;
import plumbago.base.python.PythonStrings;
import plumbago.carbon.config.AggregationRule;
import plumbago.carbon.config.StorageAggregation;
import plumbago.carbon.config.StorageSchemas;
import plumbago.carbon.storage.Retention;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Archive;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperFile;

/**
 * {@code whisper-auto-resize}: compares each file with what carbon's configuration wants for its metric, and shows or
 * runs the {@code whisper-resize} that makes it so. The commands are run within this process.
 */
final class AutoResizeTool implements Tool {
    private final Option<Boolean> doIt = Option.flag("run the commands; without it they are only shown", "--doit");
    private final Option<Boolean> quiet = Option.flag("do not show the commands", "-q", "--quiet");
    private final Option<String> subfolder = Option.text("look only at this file or folder", "--subdir");
    private final Option<String> carbonLibrary = Option.text("accepted, and has no effect", "--carbonlib");
    private final Option<String> whisperLibrary = Option.text("accepted, and has no effect", "--whisperlib");
    private final Option<Boolean> confirm =
            Option.flag("ask before each file, whether --doit is given or not", "--confirm");
    private final Option<String> extraArguments =
            Option.text("more arguments for whisper-resize, in one text", "-x", "--extra_args");
    private final OptionParser parser = OptionParser.of(
                    "whisper-auto-resize",
                    """
                    %prog storagePath configPath

                    storagePath   the folder that all metrics are kept in; --subdir names a part
                    configPath    the folder with storage-schemas.conf and
                                  storage-aggregation.conf
                    """,
                    doIt,
                    quiet,
                    subfolder,
                    carbonLibrary,
                    whisperLibrary,
                    confirm,
                    extraArguments)
            .withVersion("0.1");

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.size() < 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        List<String> extra;
        try {
            extra = PythonStrings.shellWords(arguments.get(extraArguments, ""));
        } catch (IllegalArgumentException e) {
            throw UsageException.error(parser, "option --extra_args: " + e.getMessage());
        }
        StorageSchemas schemas;
        StorageAggregation aggregation;
        try {
            Path configuration = context.path(positional.get(1));
            // Without any rules every file would be cut down to what is meant for unknown metrics.
            schemas = StorageSchemas.load(configuration.resolve(StorageSchemas.FILE_NAME));
            aggregation = StorageAggregation.in(configuration);
        } catch (ConfigException e) {
            throw new ToolFailure(String.join("\n[ERROR] ", e.problems()));
        }
        for (String warning : schemas.warnings()) {
            context.err().print("[WARNING] " + warning + "\n");
        }
        for (String warning : aggregation.warnings()) {
            context.err().print("[WARNING] " + warning + "\n");
        }
        context.err().flush();
        String start = arguments.get(subfolder, positional.get(0));
        try (ProgressLine progress = ProgressLine.of(context)) {
            return new Run(arguments, context, progress, schemas, aggregation, extra, positional.get(0), start).walk();
        }
    }

    /** One go through a folder. */
    private final class Run implements FolderWalk.Visitor {
        private final ToolContext context;
        private final ProgressLine progress;
        private final StorageSchemas schemas;
        private final StorageAggregation aggregation;
        private final List<String> extra;
        private final Path storage;
        private final String startName;
        private final Path start;
        private final boolean shown;
        private final boolean asked;
        private final boolean done;
        private final Step step = new Step();
        private BufferedReader answers;
        private int status;

        Run(
                Arguments arguments,
                ToolContext context,
                ProgressLine progress,
                StorageSchemas schemas,
                StorageAggregation aggregation,
                List<String> extra,
                String storageName,
                String startName) {
            this.context = context;
            this.progress = progress;
            this.schemas = schemas;
            this.aggregation = aggregation;
            this.extra = extra;
            this.storage = context.path(storageName);
            this.startName = startName;
            this.start = context.path(startName);
            this.asked = arguments.has(confirm);
            this.shown = asked || !arguments.has(quiet);
            this.done = arguments.has(doIt);
        }

        int walk() throws ToolFailure, IOException {
            if (Files.isRegularFile(start) && startName.endsWith(".wsp")) {
                file(start);
            } else {
                FolderWalk.walk(start, this);
            }
            return status;
        }

        @Override
        public void folder(Path folder) {}

        @Override
        public void unreadable(Path folder, IOException reason) {
            progress.clear();
            WhisperTool.fail(context, WhisperTool.reason(reason));
        }

        @Override
        public void file(Path file) throws ToolFailure, IOException {
            progress.at(file);
            Header header;
            try {
                header = WhisperFile.info(file);
            } catch (WhisperException e) {
                // One bad file is no reason to leave the others as they are.
                progress.clear();
                status = WhisperTool.fail(context, e.getMessage());
                return;
            }
            String metric = metric(file);
            AggregationRule rule = aggregation.ruleFor(metric);
            List<Retention> wanted = new ArrayList<>(schemas.schemaFor(metric).retentions());
            wanted.sort(Comparator.comparingInt(Retention::secondsPerPoint));
            String differences = differences(metric, header, wanted, rule);
            if (!differences.isEmpty()) {
                progress.clear();
                resize(name(file), wanted, rule, differences);
            }
        }

        private String differences(String metric, Header header, List<Retention> wanted, AggregationRule rule) {
            StringBuilder text = new StringBuilder();
            StringBuilder has = new StringBuilder();
            for (Archive archive : header.archives()) {
                has.append(archive.secondsPerPoint())
                        .append(':')
                        .append(archive.points())
                        .append(' ');
            }
            StringBuilder should = new StringBuilder();
            for (Retention retention : wanted) {
                should.append(retention).append(' ');
            }
            if (!has.toString().equals(should.toString())) {
                text.append("updating Retentions from: " + has + " to: " + should + " \n");
            }
            // On disk it is less precise than in the configuration.
            String hasFactor = PythonNumbers.fixed(header.xFilesFactor(), 2);
            String factor = PythonNumbers.fixed(rule.xFilesFactor(), 2);
            if (!hasFactor.equals(factor)) {
                text.append(metric + " xFilesFactor differs real: " + hasFactor + " should be: " + factor + " \n");
            }
            if (!header.aggregationMethod().label().equals(rule.method().label())) {
                text.append(metric + " aggregation schema differs real: "
                        + header.aggregationMethod().label() + " should be: "
                        + rule.method().label() + " \n");
            }
            return text.toString();
        }

        private void resize(String name, List<Retention> wanted, AggregationRule rule, String differences)
                throws ToolFailure, IOException {
            List<String> command = new ArrayList<>();
            command.add(context.toolFolder() + WhisperTool.RESIZE.programName());
            command.add(name);
            command.addAll(extra);
            command.add("--xFilesFactor=" + PythonNumbers.repr(rule.xFilesFactor()));
            command.add("--aggregationMethod=" + rule.method().label());
            for (Retention retention : wanted) {
                command.add(retention.toString());
            }
            if (shown) {
                context.out().print(differences + "\n" + PythonStrings.literal(command) + "\n");
            }
            boolean now = done;
            if (asked) {
                now = isConfirmed();
                if (!now) {
                    context.out().print("Skipping command \n\n");
                }
            }
            if (now) {
                String[] arguments = command.subList(1, command.size()).toArray(new String[0]);
                if (step.run(() -> WhisperTool.RESIZE.run(arguments, context)) > 0) {
                    context.out().print("Error running: " + PythonStrings.literal(command) + "\n");
                    throw new ToolFailure("Stopped at '" + name + "'; nothing behind it was looked at");
                }
            }
        }

        private boolean isConfirmed() throws ToolFailure, IOException {
            if (answers == null) {
                answers = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
            }
            while (true) {
                context.out().print("Would you like to run this command? [y/n]: ");
                context.out().flush();
                String answer = answers.readLine();
                if (answer == null) {
                    throw new ToolFailure("There is no answer on standard input");
                }
                switch (answer.toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> {
                        return true;
                    }
                    case "n", "no" -> {
                        return false;
                    }
                    default -> context.out().print("Valid options : yes or no\n");
                }
            }
        }

        /** The file as the user would name it. */
        private String name(Path file) {
            String below = start.relativize(file).toString();
            if (below.isEmpty()) {
                return startName;
            }
            return startName.endsWith("/") ? startName + below : startName + "/" + below;
        }

        private String metric(Path file) {
            Path root = storage.toAbsolutePath().normalize();
            Path whole = file.toAbsolutePath().normalize();
            String below = (whole.startsWith(root) ? root.relativize(whole) : file).toString();
            return below.substring(0, below.length() - ".wsp".length()).replace('/', '.');
        }
    }
}
