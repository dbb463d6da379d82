package plumbago.cli.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import plumbago.base.python.PythonStrings;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.ArchiveDifference;
import plumbago.whisper.ArchiveDifference.PointDifference;
import plumbago.whisper.Progress;
import plumbago.whisper.WhisperFile;

/** {@code whisper-diff}: the exit status does not tell whether there are differences. */
final class DiffTool implements Tool {
    private static final int[] POINT_WIDTHS = {7, 11, 13, 13};
    private static final int[] SUMMARY_WIDTHS = {7, 9, 9};

    private final Option<Boolean> summary = Option.flag("print only how many points differ", "--summary");
    private final Option<Boolean> ignoreEmpty =
            Option.flag("compare only where both files have a point", "--ignore-empty");
    private final Option<Boolean> columns = Option.flag("print plain columns with single blanks", "--columns");
    private final Option<Boolean> noHeaders = Option.flag("leave out the first heading", "--no-headers");
    private final Option<Long> until =
            Option.integer("seconds since the epoch, only points up to it are compared (now)", "--until");
    private final Option<Boolean> json = Option.flag("print one JSON object", "--json");
    private final OptionParser parser = OptionParser.of(
            "whisper-diff", "%prog [options] path_a path_b", summary, ignoreEmpty, columns, noHeaders, until, json);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.size() != 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        long now = context.now();
        long last = arguments.get(until, 0L);
        List<ArchiveDifference> differences;
        try (WhisperFile a = WhisperFile.openReadOnly(context.path(positional.get(0)));
                WhisperFile b = WhisperFile.openReadOnly(context.path(positional.get(1)))) {
            differences = a.diff(b, arguments.has(ignoreEmpty), last == 0 ? now : last, now, Progress.UNWATCHED);
        }
        boolean pretty = !arguments.has(columns);
        boolean headers = !arguments.has(noHeaders);
        if (arguments.has(json)) {
            printJson(differences, positional, !arguments.has(summary), context.out());
        } else if (arguments.has(summary)) {
            printSummary(differences, pretty, headers, context.out());
        } else {
            print(differences, pretty, headers, context.out());
        }
        return 0;
    }

    private static void print(List<ArchiveDifference> differences, boolean pretty, boolean headers, PrintStream out) {
        if (headers) {
            row(out, pretty ? POINT_WIDTHS : null, "archive", "timestamp", "value_a", "value_b");
        }
        for (ArchiveDifference archive : differences) {
            if (pretty) {
                out.print("Archive " + archive.archive() + " ("
                        + archive.differing().size() + " of " + archive.total() + " datapoints differ)\n");
                row(out, POINT_WIDTHS, "", "timestamp", "value_a", "value_b");
            }
            String number = pretty ? "" : Integer.toString(archive.archive());
            for (PointDifference point : archive.differing()) {
                row(
                        out,
                        pretty ? POINT_WIDTHS : null,
                        number,
                        Long.toString(point.timestamp()),
                        point.inA() ? PythonNumbers.repr(point.a()) : "None",
                        point.inB() ? PythonNumbers.repr(point.b()) : "None");
            }
        }
    }

    private static void printSummary(
            List<ArchiveDifference> differences, boolean pretty, boolean headers, PrintStream out) {
        int[] widths = pretty ? SUMMARY_WIDTHS : null;
        if (headers) {
            row(out, widths, "archive", "total", "differing");
        }
        for (ArchiveDifference archive : differences) {
            row(
                    out,
                    widths,
                    Integer.toString(archive.archive()),
                    Integer.toString(archive.total()),
                    Integer.toString(archive.differing().size()));
        }
    }

    /** Prints columns that are flush on the right, or with single blanks between them if there are no widths. */
    private static void row(PrintStream out, int[] widths, String... columns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                line.append(' ');
            }
            if (widths != null) {
                line.append(" ".repeat(Math.max(0, widths[i] - columns[i].length())));
            }
            line.append(columns[i]);
        }
        out.append(line.append('\n'));
    }

    /** With the names in order, and blanks on both sides of a colon. */
    private static void printJson(
            List<ArchiveDifference> differences, List<String> paths, boolean withPoints, PrintStream out) {
        out.print("{\n  \"archives\" : [");
        String between = "\n";
        for (ArchiveDifference archive : differences) {
            out.print(between + "    {\n      \"archive\" : " + archive.archive() + ",\n");
            if (withPoints) {
                printJson(archive.differing(), out);
            }
            out.print("      \"points\" : " + archive.differing().size() + ",\n      \"total\" : " + archive.total()
                    + "\n    }");
            between = ",\n";
        }
        out.print(differences.isEmpty() ? "],\n" : "\n  ],\n");
        out.print("  \"path_a\" : " + PythonStrings.json(paths.get(0)) + ",\n  \"path_b\" : "
                + PythonStrings.json(paths.get(1)) + "\n}\n");
    }

    private static void printJson(List<PointDifference> points, PrintStream out) {
        out.print("      \"datapoint\" : [");
        String between = "\n";
        for (PointDifference point : points) {
            out.print(between + "        {\n          \"timestamp\" : " + point.timestamp()
                    + ",\n          \"value_a\" : "
                    + (point.inA() ? PythonNumbers.json(point.a()) : "null") + ",\n          \"value_b\" : "
                    + (point.inB() ? PythonNumbers.json(point.b()) : "null") + "\n        }");
            between = ",\n";
        }
        out.print(points.isEmpty() ? "],\n" : "\n      ],\n");
    }
}
