package plumbago.cli.whisper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Access;
import plumbago.whisper.WhisperFile;

/**
 * {@code whisper-update}
 *
 * <p>One point is stored by itself: it must not lie in the future, nor be too old. Several are stored together, where
 * those in the future are taken and those too old are dropped in silence.
 */
final class UpdateTool implements Tool {
    private static final String NOW = "N:";

    private final OptionParser parser = OptionParser.of(
            "whisper-update",
            "%prog [options] path [timestamp:value]*\n\n"
                    + "Without points they are read from standard input, one a line.\nN as the timestamp means now.");

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        List<String> positional = parser.parse(commandLine).positional();
        if (positional.isEmpty()) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        List<String> points = positional.size() > 1 ? positional.subList(1, positional.size()) : lines(context);
        if (points.isEmpty()) {
            return 0;
        }
        long now = context.now();
        long[] timestamps = new long[points.size()];
        double[] values = new double[points.size()];
        for (int i = 0; i < points.size(); i++) {
            String point = points.get(i).replace(NOW, now + ":");
            int colon = point.indexOf(':');
            if (colon < 0 || point.indexOf(':', colon + 1) >= 0) {
                throw new ToolFailure("'" + points.get(i) + "' is no point: it should be timestamp:value");
            }
            timestamps[i] = timestamp(point.substring(0, colon), points.get(i));
            values[i] = value(point.substring(colon + 1), points.get(i));
        }
        try (WhisperFile file = WhisperFile.open(context.path(positional.get(0)), Access.CHANNEL)) {
            if (points.size() == 1) {
                file.update(timestamps[0], values[0], now);
            } else {
                file.updateMany(timestamps, values, points.size(), now);
            }
        }
        return 0;
    }

    private static long timestamp(String text, String point) throws ToolFailure {
        try {
            return PythonNumbers.integer(text);
        } catch (NumberFormatException e) {
            throw new ToolFailure("'" + point + "' is no point: the timestamp is no whole number");
        }
    }

    private static double value(String text, String point) throws ToolFailure {
        try {
            return PythonNumbers.real(text);
        } catch (NumberFormatException e) {
            throw new ToolFailure("'" + point + "' is no point: the value is no number");
        }
    }

    private static List<String> lines(ToolContext context) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }
}
