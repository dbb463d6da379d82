package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.whisper.Access;
import plumbago.whisper.Progress;
import plumbago.whisper.WhisperFile;

/** {@code whisper-merge} */
final class MergeTool implements Tool {
    private final Option<Long> from =
            Option.integer("seconds since the epoch, only points after it are copied (the epoch)", "--from");
    private final Option<Long> until =
            Option.integer("seconds since the epoch, only points up to it are copied (now)", "--until");
    private final OptionParser parser =
            OptionParser.of("whisper-merge", "%prog [options] from_path to_path", from, until);

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.size() < 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        for (String name : positional.subList(0, 2)) {
            if (!Files.exists(context.path(name))) {
                throw new ToolFailure("File \"" + name + "\" does not exist!");
            }
        }
        long now = context.now();
        try (WhisperFile source = WhisperFile.openReadOnly(context.path(positional.get(0)));
                WhisperFile target = WhisperFile.open(context.path(positional.get(1)), Access.CHANNEL)) {
            target.mergeFrom(source, arguments.get(from, 0L), arguments.get(until, now), now, Progress.UNWATCHED);
        }
        return 0;
    }
}
