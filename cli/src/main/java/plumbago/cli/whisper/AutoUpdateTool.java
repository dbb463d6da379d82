package plumbago.cli.whisper;

import java.io.IOException;
import java.util.Optional;
import plumbago.base.text.Strftime;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Access;
import plumbago.whisper.FetchResult;
import plumbago.whisper.WhisperFile;

/** {@code whisper-auto-update} */
final class AutoUpdateTool implements Tool {
    private static final long DAY = 86_400;
    private static final double FACTOR = 1L << 30;

    private final Option<Long> from =
            Option.integer("seconds since the epoch, the points begin after it (a day ago)", "--from");
    private final Option<Long> until =
            Option.integer("seconds since the epoch, the last point belongs to it (now)", "--until");
    private final Option<Boolean> pretty = Option.flag("print dates in place of seconds", "--pretty");
    private final OptionParser parser =
            OptionParser.of("whisper-auto-update", "%prog [options] path", from, until, pretty);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        if (arguments.positional().isEmpty()) {
            context.out().print(parser.usage(context.columns()));
            return 1;
        }
        long now = context.now();
        try (WhisperFile file =
                WhisperFile.open(context.path(arguments.positional().get(0)), Access.CHANNEL)) {
            Optional<FetchResult> found = file.fetch(arguments.get(from, now - DAY), arguments.get(until, now), now);
            if (found.isEmpty()) {
                return ToolTexts.noData(context);
            }
            rewrite(file, found.get(), arguments.has(pretty), context);
        }
        return 0;
    }

    private static void rewrite(WhisperFile file, FetchResult points, boolean pretty, ToolContext context)
            throws IOException {
        Strftime times = pretty ? Strftime.ctime(context.zone()) : null;
        for (int i = 0; i < points.size(); i++) {
            long timestamp = points.timestamp(i);
            String time = times == null ? Long.toString(timestamp) : times.of(timestamp);
            if (points.hasPoint(i)) {
                double before = points.values()[i];
                double after = before * FACTOR;
                context.out()
                        .print(time + "\t" + PythonNumbers.repr(before) + " -> " + PythonNumbers.repr(after) + "\n");
                file.update(timestamp, after, context.now());
            } else {
                context.out().print(time + "\tNone -> None\n");
            }
        }
    }
}
