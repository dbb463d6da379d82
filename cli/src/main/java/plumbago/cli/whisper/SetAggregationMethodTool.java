package plumbago.cli.whisper;

import java.io.IOException;
import java.util.List;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Access;
import plumbago.whisper.AggregationMethod;
import plumbago.whisper.WhisperFile;

/** {@code whisper-set-aggregation-method} */
final class SetAggregationMethodTool implements Tool {
    private final OptionParser parser = OptionParser.of(
            "whisper-set-aggregation-method",
            "%prog path <" + ToolTexts.aggregationMethodChoice() + "> [xFilesFactor]");

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        List<String> positional = parser.parse(commandLine).positional();
        if (positional.size() < 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        String name = positional.get(0);
        AggregationMethod method;
        AggregationMethod before;
        try (WhisperFile file = WhisperFile.open(context.path(name), Access.CHANNEL)) {
            method = AggregationMethod.ofLabel(positional.get(1));
            // With still more arguments the factor has always been passed over.
            before = positional.size() == 3
                    ? file.setAggregationMethod(method, xFilesFactor(positional.get(2)))
                    : file.setAggregationMethod(method);
            ToolTexts.warnIfUnreadable(name, file.header(), context);
        } catch (IOException e) {
            return ToolTexts.unusable(name, e, parser, context);
        }
        context.out()
                .print("Updated aggregation method: " + name + " (" + before.label() + " -> " + method.label() + ")\n");
        return 0;
    }

    private static double xFilesFactor(String text) throws ToolFailure {
        try {
            return PythonNumbers.real(text);
        } catch (NumberFormatException e) {
            throw new ToolFailure("Invalid xFilesFactor " + text + ", not a float");
        }
    }
}
