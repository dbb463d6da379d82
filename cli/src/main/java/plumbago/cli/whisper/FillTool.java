package plumbago.cli.whisper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.OptionParser;
import plumbago.cli.whisper.option.UsageException;
import plumbago.whisper.Access;
import plumbago.whisper.Progress;
import plumbago.whisper.WhisperFile;

/** {@code whisper-fill} */
final class FillTool implements Tool {
    private final Option<Boolean> lock = Option.flag("lock dst while points are stored in it", "--lock");
    private final OptionParser parser = OptionParser.of("whisper-fill", "%prog [--lock] src dst", lock)
            .describedBy("Copies points from src to dst where dst has none, or zeros.");

    @Override
    @SuppressWarnings("try") // The lock is only held.
    public int run(String[] commandLine, ToolContext context) throws UsageException, IOException {
        Arguments arguments = parser.parse(commandLine);
        List<String> positional = arguments.positional();
        if (positional.size() != 2) {
            context.out().print(parser.help(context.columns()));
            return 1;
        }
        Path source = context.path(positional.get(0));
        Path target = context.path(positional.get(1));
        long now = context.now();
        try (WhisperFile file = WhisperFile.open(target, Access.CHANNEL);
                Closeable held = arguments.has(lock) ? file.lock() : () -> {}) {
            file.fillFrom(source, now, now, Progress.UNWATCHED);
        }
        return 0;
    }
}
