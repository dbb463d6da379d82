package plumbago.cli.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumbago.base.text.Strftime;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Archive;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperFile;

/** {@code whisper-dump}: also for damaged files, of which it prints what is there. */
final class DumpTool implements Tool {
    private static final int DIGITS = 35;
    private static final int VALUE_WIDTH = 10;

    private final Option<Boolean> pretty = Option.flag("print dates in place of seconds", "--pretty");
    private final Option<String> timeFormat =
            Option.text("how --pretty prints dates, in the notation of strftime", "-t", "--time-format");
    private final Option<Boolean> raw =
            Option.flag("print points only, in the form that whisper-update takes", "-r", "--raw");
    private final OptionParser parser = OptionParser.of("whisper-dump", "%prog path", pretty, timeFormat, raw);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        Arguments arguments = parser.parse(commandLine);
        if (arguments.positional().size() != 1) {
            throw UsageException.error(
                    parser, "one file is needed, not " + arguments.positional().size());
        }
        String name = arguments.positional().get(0);
        Path path = context.path(name);
        if (!Files.exists(path)) {
            throw new ToolFailure("File \"" + name + "\" does not exist!");
        }
        try (WhisperFile file = WhisperFile.openUnchecked(path)) {
            if (arguments.has(raw)) {
                printRaw(file, context.out());
            } else {
                Strftime times =
                        arguments.has(pretty) ? ToolTexts.times(arguments.get(timeFormat, ""), context.zone()) : null;
                printHeader(file.header(), context.out());
                printPoints(file, times, context.out());
            }
        }
        return 0;
    }

    private static void printHeader(Header header, PrintStream out) {
        out.print("Meta data:\n  aggregation method: "
                + header.aggregationMethod().label() + "\n  max retention: "
                + header.maxRetention() + "\n  xFilesFactor: " + PythonNumbers.general(header.xFilesFactor(), 6)
                + "\n\n");
        List<Archive> archives = header.archives();
        for (int i = 0; i < archives.size(); i++) {
            Archive archive = archives.get(i);
            out.print("Archive " + i + " info:\n  offset: " + archive.offset() + "\n  seconds per point: "
                    + archive.secondsPerPoint() + "\n  points: " + archive.points() + "\n  retention: "
                    + archive.retention() + "\n  size: " + archive.size() + "\n\n");
        }
    }

    private static void printPoints(WhisperFile file, Strftime times, PrintStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < file.header().archives().size(); i++) {
            out.print("Archive " + i + " data:\n");
            file.forEachPoint(i, (slot, timestamp, value) -> {
                line.setLength(0);
                line.append(slot).append(": ");
                if (times == null) {
                    line.append(timestamp);
                } else {
                    line.append(times.of(timestamp));
                }
                String text = PythonNumbers.general(value, DIGITS);
                line.append(", ").append(" ".repeat(Math.max(0, VALUE_WIDTH - text.length())));
                out.append(line.append(text).append('\n'));
            });
        }
    }

    private static void printRaw(WhisperFile file, PrintStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < file.header().archives().size(); i++) {
            file.forEachPoint(i, (slot, timestamp, value) -> {
                line.setLength(0);
                line.append(timestamp).append(':').append(PythonNumbers.general(value, DIGITS));
                out.append(line.append('\n'));
            });
        }
    }
}
