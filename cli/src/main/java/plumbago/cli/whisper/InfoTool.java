package plumbago.cli.whisper;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Archive;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperFile;

/** {@code whisper-info} */
final class InfoTool implements Tool {
    private static final String METHOD = "aggregationMethod";
    private static final String MAX_RETENTION = "maxRetention";
    private static final String X_FILES_FACTOR = "xFilesFactor";
    private static final String ARCHIVES = "archives";
    private static final String FILE_SIZE = "fileSize";
    private static final List<String> FIELDS = List.of(METHOD, MAX_RETENTION, X_FILES_FACTOR, ARCHIVES, FILE_SIZE);
    private static final List<String> ARCHIVE_FIELDS =
            List.of("offset", "secondsPerPoint", "points", "retention", "size");

    private final Option<Boolean> json = Option.flag("print everything as one JSON object", "--json");
    private final OptionParser parser = OptionParser.of("whisper-info", "%prog [options] path [field]", json);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.isEmpty()) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        Path path = context.path(positional.get(0));
        Header header = WhisperFile.info(path);
        long fileSize = Files.size(path);
        // An empty name of a field is none, as in a script whose variable is not set.
        if (positional.size() > 1 && !positional.get(1).isEmpty()) {
            return printField(positional.get(1), header, fileSize, context.out());
        }
        if (arguments.has(json)) {
            printJson(header, fileSize, context.out());
        } else {
            printText(header, fileSize, context.out());
        }
        return 0;
    }

    private static int printField(String field, Header header, long fileSize, PrintStream out) {
        if (!FIELDS.contains(field)) {
            out.print("Unknown field \"" + field + "\". Valid fields are " + String.join(",", FIELDS) + "\n");
            return 1;
        }
        out.print((field.equals(ARCHIVES) ? literal(header.archives()) : value(field, header, fileSize)) + "\n");
        return 0;
    }

    private static void printText(Header header, long fileSize, PrintStream out) {
        for (String field : FIELDS) {
            if (!field.equals(ARCHIVES)) {
                out.print(field + ": " + value(field, header, fileSize) + "\n");
            }
        }
        out.print("\n");
        int number = 0;
        for (Archive archive : header.archives()) {
            out.print("Archive " + number++ + "\n");
            for (String field : ARCHIVE_FIELDS) {
                out.print(field + ": " + value(field, archive) + "\n");
            }
            out.print("\n");
        }
    }

    private static void printJson(Header header, long fileSize, PrintStream out) {
        out.print("{\n");
        for (String field : FIELDS) {
            out.print("  \"" + field + "\": ");
            switch (field) {
                case METHOD -> out.print("\"" + value(field, header, fileSize) + "\"");
                case ARCHIVES -> printJson(header.archives(), out);
                default -> out.print(value(field, header, fileSize));
            }
            out.print(field.equals(FILE_SIZE) ? "\n" : ",\n");
        }
        out.print("}\n");
    }

    private static void printJson(List<Archive> archives, PrintStream out) {
        out.print("[");
        String between = "\n";
        for (Archive archive : archives) {
            out.print(between + "    {\n");
            for (String field : ARCHIVE_FIELDS) {
                String end = field.equals("size") ? "\n" : ",\n";
                out.print("      \"" + field + "\": " + value(field, archive) + end);
            }
            out.print("    }");
            between = ",\n";
        }
        out.print(archives.isEmpty() ? "]" : "\n  ]");
    }

    /** In the notation of a Python list of dictionaries. */
    private static String literal(List<Archive> archives) {
        StringBuilder text = new StringBuilder("[");
        for (Archive archive : archives) {
            text.append(text.length() > 1 ? ", " : "");
            String between = "{";
            for (String field : ARCHIVE_FIELDS) {
                text.append(between).append('\'').append(field).append("': ").append(value(field, archive));
                between = ", ";
            }
            text.append('}');
        }
        return text.append(']').toString();
    }

    private static String value(String field, Header header, long fileSize) {
        return switch (field) {
            case METHOD -> header.aggregationMethod().label();
            case MAX_RETENTION -> Long.toString(header.maxRetention());
            case X_FILES_FACTOR -> PythonNumbers.repr(header.xFilesFactor());
            case FILE_SIZE -> Long.toString(fileSize);
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static long value(String field, Archive archive) {
        return switch (field) {
            case "offset" -> archive.offset();
            case "secondsPerPoint" -> archive.secondsPerPoint();
            case "points" -> archive.points();
            case "retention" -> archive.retention();
            case "size" -> archive.size();
            default -> throw new IllegalArgumentException(field);
        };
    }
}
