package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.rrd.RrdArchive;
import plumbago.cli.whisper.rrd.RrdFile;
import plumbago.whisper.Access;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.Allocation;
import plumbago.whisper.Retention;
import plumbago.whisper.WhisperFile;
import plumbago.whisper.WhisperLayout;

/**
 * {@code rrd2whisper}: makes a Whisper file of each data source in an RRD file, with an archive for each of the RRD's
 * archives that was consolidated in one way.
 *
 * <p>A row of an RRD is known by the time it ends at, a point of Whisper by the time it starts at; values keep the time
 * they stand for.
 */
final class RrdToWhisperTool implements Tool {
    private static final String SUFFIX = ".rrd";
    private static final List<String> METHODS = List.of("average", "last", "max", "min");

    private final Option<Double> xFilesFactor =
            Option.real("xFilesFactor of the new file (that of the RRD)", "--xFilesFactor");
    private final Option<String> method = Option.text(
            "which archives of the RRD to take, and the aggregation method of the new file: "
                    + String.join(", ", METHODS) + " (average)",
            "--aggregationMethod");
    private final Option<String> destination =
            Option.text("folder for the new files (that of the RRD)", "--destinationPath");
    private final OptionParser parser =
            OptionParser.of("rrd2whisper", "%prog [options] rrd_path", xFilesFactor, method, destination);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        Arguments arguments = parser.parse(commandLine);
        if (arguments.positional().isEmpty()) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        for (String name : arguments.positional()) {
            convert(name, arguments, context);
        }
        return 0;
    }

    private void convert(String name, Arguments arguments, ToolContext context) throws ToolFailure, IOException {
        String wanted = arguments.get(method, METHODS.get(0));
        RrdFile rrd = RrdFile.open(context.path(name));
        List<RrdArchive> archives = new ArrayList<>();
        for (RrdArchive archive : rrd.archives()) {
            if (archive.consolidation().equals(wanted.toUpperCase(Locale.ROOT))) {
                archives.add(archive);
            }
        }
        if (archives.isEmpty()) {
            throw new ToolFailure("Unable to find any RRAs with consolidation function: "
                    + wanted.toUpperCase(Locale.ROOT) + " in '" + name + "'");
        }
        WhisperLayout layout = layout(archives, wanted, arguments);
        archives.sort(Comparator.comparingLong(RrdArchive::secondsPerRow));
        for (int i = 0; i < rrd.dataSources().size(); i++) {
            String whisperName = whisperName(name, rrd, i, arguments, context);
            Path path = context.path(whisperName);
            WhisperFile.create(path, layout, Allocation.ZEROED);
            context.out()
                    .print("Created: " + whisperName + " (" + Files.size(path) + " bytes) with archives: "
                            + describe(layout) + "\nMigrating data\n");
            migrate(rrd, i, archives, path, context);
        }
    }

    private WhisperLayout layout(List<RrdArchive> archives, String wanted, Arguments arguments) throws IOException {
        List<Retention> retentions = new ArrayList<>();
        double factor = arguments.get(xFilesFactor, 0.0);
        for (RrdArchive archive : archives) {
            if (factor == 0) {
                factor = archive.xff();
            }
            retentions.add(new Retention((int) archive.secondsPerRow(), archive.rowCount()));
        }
        WhisperLayout layout =
                WhisperLayout.of(retentions, factor, AggregationMethod.ofLabel(wanted.toLowerCase(Locale.ROOT)));
        layout.checkUsable();
        return layout;
    }

    private static void migrate(RrdFile rrd, int dataSource, List<RrdArchive> archives, Path path, ToolContext context)
            throws IOException {
        long now = context.now();
        try (WhisperFile file = WhisperFile.open(path, Access.CHANNEL)) {
            // From the coarsest to the finest, so that what is aggregated from finer points stays last.
            for (int i = archives.size() - 1; i >= 0; i--) {
                RrdArchive archive = archives.get(i);
                double[] rows = rrd.values(archive, dataSource);
                long[] timestamps = new long[rows.length];
                double[] values = new double[rows.length];
                int count = 0;
                long oldest = now - now % archive.secondsPerRow() - archive.rowCount() * archive.secondsPerRow();
                for (int row = 0; row < rows.length; row++) {
                    long timestamp = rrd.start(archive) + row * archive.secondsPerRow();
                    if (!Double.isNaN(rows[row]) && timestamp >= oldest && timestamp <= now) {
                        timestamps[count] = timestamp;
                        values[count] = rows[row];
                        count++;
                    }
                }
                context.out().print(" migrating " + count + " datapoints from archive " + i + "\n");
                file.updateMany(timestamps, values, count, now);
            }
        }
    }

    private String whisperName(String name, RrdFile rrd, int dataSource, Arguments arguments, ToolContext context)
            throws IOException {
        String suffix = rrd.dataSources().size() > 1 ? "_" + rrd.dataSources().get(dataSource) + ".wsp" : ".wsp";
        String base = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        String folder = arguments.get(destination, "");
        if (folder.isEmpty()) {
            return base + suffix;
        }
        Files.createDirectories(context.path(folder));
        return folder + "/" + base.substring(base.lastIndexOf('/') + 1) + suffix;
    }

    private static String describe(WhisperLayout layout) {
        StringBuilder text = new StringBuilder();
        for (Retention retention : layout.retentions()) {
            text.append(text.isEmpty() ? "" : ",").append(retention);
        }
        return text.toString();
    }
}
