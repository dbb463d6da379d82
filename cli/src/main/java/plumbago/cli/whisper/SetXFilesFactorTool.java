package plumbago.cli.whisper;

import java.io.IOException;
import java.util.List;
import plumbago.cli.whisper.option.ArgumentParser;
import plumbago.cli.whisper.option.ArgumentParser.Positional;
import plumbago.cli.whisper.option.UsageException;
import plumbago.cli.whisper.text.PythonNumbers;
import plumbago.whisper.Access;
import plumbago.whisper.WhisperFile;

/** {@code whisper-set-xfilesfactor} */
final class SetXFilesFactorTool implements Tool {
    private final ArgumentParser parser = new ArgumentParser(
            "whisper-set-xfilesfactor",
            WhisperTool.SET_XFILESFACTOR.summary() + ".",
            List.of(
                    new Positional("path", "the file", false),
                    new Positional("xFilesFactor", "the share of finer points that must be known, 0 to 1", false)),
            List.of());

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        List<String> positional = parser.parse(commandLine).positional();
        String name = positional.get(0);
        double xFilesFactor = xFilesFactor(positional.get(1));
        float before;
        try (WhisperFile file = WhisperFile.open(context.path(name), Access.CHANNEL)) {
            before = file.setXFilesFactor(xFilesFactor);
            ToolTexts.warnIfUnreadable(name, file.header(), context);
        } catch (IOException e) {
            return ToolTexts.unusable(name, e, parser, context);
        }
        context.out()
                .print("Updated xFilesFactor: " + name + " (" + PythonNumbers.repr(before) + " -> "
                        + PythonNumbers.repr(xFilesFactor) + ")\n");
        return 0;
    }

    private double xFilesFactor(String text) throws UsageException {
        try {
            return PythonNumbers.real(text);
        } catch (NumberFormatException e) {
            throw parser.wrongValue(1, text, "number");
        }
    }
}
