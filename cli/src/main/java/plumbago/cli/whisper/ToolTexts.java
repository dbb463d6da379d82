package plumbago.cli.whisper;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.text.Strftime;
import plumbago.cli.whisper.option.CommandSyntax;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Header;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperLayout;

/** What several tools print, or read from their arguments, alike. */
final class ToolTexts {
    /** Explains how archives are given. */
    static final String RETENTIONS = """
            The precision is the length of one point: seconds, or a number with a unit.
            The retention is a number of points, or a length of time with a unit.

            60:1440      a point a minute, 1440 of them: one day
            15m:8        a point every 15 minutes, 8 of them: two hours
            1h:7d        a point an hour, for seven days
            12h:2y       two points a day, for two years
            """;

    private ToolTexts() {}

    /** The names of all aggregation methods, in the order of their codes. */
    static String aggregationMethods() {
        return join(", ");
    }

    /** The names of all aggregation methods as alternatives in a usage line. */
    static String aggregationMethodChoice() {
        return join("|");
    }

    private static String join(String separator) {
        StringBuilder names = new StringBuilder();
        for (AggregationMethod method : AggregationMethod.values()) {
            names.append(names.isEmpty() ? "" : separator).append(method.label());
        }
        return names.toString();
    }

    static List<Retention> retentions(List<String> definitions) throws WhisperException {
        List<Retention> retentions = new ArrayList<>(definitions.size());
        for (String definition : definitions) {
            retentions.add(Retention.parse(definition));
        }
        return retentions;
    }

    /** How times are printed: as {@code ctime} does if no format is given. */
    static Strftime times(String format, ZoneId zone) {
        return format.isEmpty() ? Strftime.ctime(zone) : new Strftime(format, zone);
    }

    /** Prints that a file does not exist, and how the tool is used; gives the exit status. */
    static int missing(String name, CommandSyntax syntax, ToolContext context) {
        return usage("File '" + name + "' does not exist!", syntax, context);
    }

    /**
     * Prints why a file cannot even be opened, and how the tool is used; gives the exit status. What is wrong about the
     * file itself, or about the request, is thrown on.
     */
    static int unusable(String name, IOException reason, CommandSyntax syntax, ToolContext context)
            throws WhisperException {
        if (!(reason instanceof WhisperException whisper)) {
            return usage(WhisperTool.reason(reason), syntax, context);
        }
        if (whisper.kind() != WhisperException.Kind.FILE_MISSING) {
            throw whisper;
        }
        return missing(name, syntax, context);
    }

    private static int usage(String reason, CommandSyntax syntax, ToolContext context) {
        int status = WhisperTool.fail(context, reason + "\n");
        context.out().print(syntax.help(context.columns()));
        return status;
    }

    /** Warns of a new file that nothing can be done with, which the original's rules allow to be made. */
    static void warnIfOfNoUse(String name, WhisperLayout layout, ToolContext context) {
        try {
            layout.checkUsable();
        } catch (WhisperException e) {
            warn(name + " is of no use: " + e.getMessage(), context);
        }
    }

    /** Warns of a file whose header was just changed to one that no program reads, which the original allows. */
    static void warnIfUnreadable(String name, Header header, ToolContext context) {
        if (Float.isNaN(header.xFilesFactor())) {
            warn(name + " cannot be read any more: its xFilesFactor is no number", context);
        }
    }

    private static void warn(String text, ToolContext context) {
        context.err().print("[WARNING] " + text + "\n");
        context.err().flush();
    }

    /** Prints that a range of time has no points, and gives the exit status. */
    static int noData(ToolContext context) {
        context.err().print("No data in selected timerange\n");
        context.err().flush();
        return 1;
    }
}
