package plumbago.cli.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import plumbago.base.text.Strftime;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.FetchResult;
import plumbago.whisper.WhisperFile;

/** {@code whisper-fetch} */
final class FetchTool implements Tool {
    private static final long DAY = 86_400;
    private static final String NULLS = "nulls";
    private static final String ZEROES = "zeroes";
    private static final String EMPTY = "empty";

    private final Option<Long> from =
            Option.integer("seconds since the epoch, the points begin after it (a day ago)", "--from");
    private final Option<Long> until =
            Option.integer("seconds since the epoch, the last point belongs to it (now)", "--until");
    private final Option<Boolean> json = Option.flag("print one JSON object", "--json");
    private final Option<Boolean> pretty = Option.flag("print dates in place of seconds", "--pretty");
    private final Option<String> timeFormat =
            Option.text("how --pretty prints dates, in the notation of strftime", "-t", "--time-format");
    private final Option<String> drop = Option.choice(
            List.of(NULLS, ZEROES, EMPTY),
            "leave out points: those that are missing (nulls), those that are 0 (zeroes), or both (empty)",
            "--drop");
    private final OptionParser parser =
            OptionParser.of("whisper-fetch", "%prog [options] path", from, until, json, pretty, timeFormat, drop);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        if (arguments.positional().size() != 1) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        long now = context.now();
        Optional<FetchResult> found;
        try (WhisperFile file =
                WhisperFile.openReadOnly(context.path(arguments.positional().get(0)))) {
            found = file.fetch(arguments.get(from, now - DAY), arguments.get(until, now), now);
        }
        if (found.isEmpty()) {
            return ToolTexts.noData(context);
        }
        String dropped = arguments.get(drop, "");
        if (arguments.has(json)) {
            printJson(found.get(), dropped, context.out());
        } else {
            Strftime times =
                    arguments.has(pretty) ? ToolTexts.times(arguments.get(timeFormat, ""), context.zone()) : null;
            print(found.get(), dropped, times, context.out());
        }
        return 0;
    }

    private static void print(FetchResult points, String dropped, Strftime times, PrintStream out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            if (isDropped(points, i, dropped)) {
                continue;
            }
            line.setLength(0);
            if (times == null) {
                line.append(points.timestamp(i));
            } else {
                line.append(times.of(points.timestamp(i)));
            }
            line.append('\t');
            line.append(points.hasPoint(i) ? PythonNumbers.fixed(points.values()[i], 6) : "None");
            out.append(line.append('\n'));
        }
    }

    private static void printJson(FetchResult points, String dropped, PrintStream out) {
        out.print("{\n    \"start\" : " + points.start() + ",\n    \"end\" : " + points.end() + ",\n    \"step\" : "
                + points.step() + ",\n    \"values\" : [");
        String between = "";
        for (int i = 0; i < points.size(); i++) {
            if (!isDropped(points, i, dropped)) {
                out.print(between);
                out.print(points.hasPoint(i) ? PythonNumbers.repr(points.values()[i]) : "null");
                between = ", ";
            }
        }
        out.print("]\n  }\n");
    }

    private static boolean isDropped(FetchResult points, int index, String dropped) {
        boolean zero = points.values()[index] == 0;
        return switch (dropped) {
            case NULLS -> !points.hasPoint(index);
            case ZEROES -> zero;
            case EMPTY -> zero || !points.hasPoint(index);
            default -> false;
        };
    }
}
