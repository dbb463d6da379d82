package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Allocation;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/** {@code whisper-create} */
final class CreateTool implements Tool {
    private static final int BLOCK = 4096;
    private static final int[] THOUSANDS_OF_METRICS = {1, 5, 10, 50, 100, 500};
    private static final String[] UNITS = {"bytes", "KB", "MB"};

    private final Option<Double> xFilesFactor =
            Option.real("share of known points, 0 to 1, that a coarser point needs (0.5)", "--xFilesFactor");
    private final Option<String> method = Option.text(
            "how coarser points are made of finer ones: " + ToolTexts.aggregationMethods() + " (average)",
            "--aggregationMethod");
    private final Option<Boolean> overwrite = Option.flag("delete the file first if it exists", "--overwrite");
    private final Option<Boolean> estimate =
            Option.flag("create nothing, print how much space such files need", "--estimate");
    private final Option<Boolean> sparse = Option.flag("take up space on the disk only as points come in", "--sparse");
    private final Option<Boolean> fallocate =
            Option.flag("have the file system reserve the space; wins over --sparse", "--fallocate");
    private final OptionParser parser = OptionParser.of(
            "whisper-create",
            "%prog path precision:retention [precision:retention]*\n%prog --estimate precision:retention"
                    + " [precision:retention]*\n\n" + ToolTexts.RETENTIONS,
            xFilesFactor,
            method,
            overwrite,
            estimate,
            sparse,
            fallocate);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (arguments.has(estimate)) {
            return estimate(positional, context);
        }
        if (positional.size() < 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        String name = positional.get(0);
        Path path = context.path(name);
        List<Retention> retentions = ToolTexts.retentions(positional.subList(1, positional.size()));
        if (arguments.has(overwrite) && Files.exists(path)) {
            context.out().print("Overwriting existing file: " + name + "\n");
            Files.delete(path);
        }
        WhisperLayout layout = WhisperLayout.of(
                retentions,
                arguments.get(xFilesFactor, WhisperLayout.DEFAULT_X_FILES_FACTOR),
                AggregationMethod.ofLabel(arguments.get(method, WhisperLayout.DEFAULT_AGGREGATION_METHOD.label())));
        WhisperFile.create(path, layout, allocation(arguments));
        context.out().print("Created: " + name + " (" + Files.size(path) + " bytes)\n");
        ToolTexts.warnIfOfNoUse(name, layout, context);
        return 0;
    }

    private Allocation allocation(Arguments arguments) {
        if (arguments.has(fallocate)) {
            return Allocation.RESERVED;
        }
        return arguments.has(sparse) ? Allocation.SPARSE : Allocation.ZEROED;
    }

    /** The archives need not fit together for this. */
    private int estimate(List<String> positional, ToolContext context) throws IOException {
        if (positional.isEmpty()) {
            context.out().print(parser.usage(context.columns()));
            return 1;
        }
        List<String> definitions = positional;
        if (positional.size() == 1 && positional.get(0).indexOf(',') > 0) {
            definitions = splitAtCommas(positional.get(0));
        }
        long points = 0;
        int archives = 0;
        for (String definition : definitions) {
            Retention retention = Retention.parse(definition);
            context.out()
                    .print("Archive " + archives + ": " + retention.points() + " points of "
                            + retention.secondsPerPoint() + "s precision\n");
            archives++;
            points += retention.points();
        }
        long size = 16 + 12L * archives + 12 * points;
        long onDisk = (size + BLOCK - 1) / BLOCK * BLOCK;
        context.out()
                .print("\nEstimated Whisper DB Size: " + inUnits(size) + " (" + onDisk
                        + " bytes on disk with 4k blocks)\n\n");
        for (int thousands : THOUSANDS_OF_METRICS) {
            context.out()
                    .print("Estimated storage requirement for " + thousands + "k metrics: "
                            + inUnits(thousands * 1000L * onDisk) + "\n");
        }
        return 0;
    }

    private static List<String> splitAtCommas(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            parts.add(text.substring(start, comma));
            start = comma + 1;
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String inUnits(long bytes) {
        double number = bytes;
        for (String unit : UNITS) {
            if (number < 1024) {
                return PythonNumbers.fixed(number, 3) + unit;
            }
            number /= 1024;
        }
        return PythonNumbers.fixed(number, 3) + "GB";
    }
}
