package plumbago.cli.whisper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumbago.cli.whisper.option.ArgumentParser;
import plumbago.cli.whisper.option.ArgumentParser.Positional;
import plumbago.cli.whisper.option.Arguments;
import plumbago.cli.whisper.option.Option;
import plumbago.cli.whisper.option.UsageException;
import plumbago.whisper.Archive;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperFile;

/** {@code find-corrupt-whisper-files}: looks at headers only, so that a whole data folder is gone through quickly. */
final class FindCorruptTool implements Tool {
    private final Option<Boolean> delete = Option.flag("delete every file that is reported", "--delete-corrupt");
    private final Option<Boolean> verbose = Option.flag("name every folder and every sound file", "--verbose");
    private final ArgumentParser parser = new ArgumentParser(
            "find-corrupt-whisper-files",
            WhisperTool.FIND_CORRUPT.summary() + " if told to.",
            List.of(new Positional("WHISPER_DIR", "a folder with Whisper files", true)),
            List.of(delete, verbose));

    @Override
    public int run(String[] commandLine, ToolContext context) throws UsageException, ToolFailure, IOException {
        Arguments arguments = parser.parse(commandLine);
        for (String name : arguments.positional()) {
            Path folder = context.path(name);
            if (!Files.isDirectory(folder)) {
                throw UsageException.error(parser, name + " is not a directory!");
            }
            try (ProgressLine progress = ProgressLine.of(context)) {
                Path real = folder.toRealPath();
                FolderWalk.walk(real, new Search(context, progress, arguments.has(delete), arguments.has(verbose)));
            }
        }
        return 0;
    }

    private record Search(ToolContext context, ProgressLine progress, boolean delete, boolean verbose)
            implements FolderWalk.Visitor {
        @Override
        public void folder(Path folder) {
            if (verbose) {
                progress.clear();
                context.out().print("Scanning " + folder + "…\n");
            }
        }

        @Override
        public void file(Path file) throws IOException {
            progress.at(file);
            Header header;
            try {
                header = WhisperFile.info(file);
            } catch (WhisperException e) {
                corrupt(file);
                return;
            } catch (IOException e) {
                print("Cannot read: " + WhisperTool.reason(e));
                return;
            }
            if (verbose) {
                long points = 0;
                for (Archive archive : header.archives()) {
                    points += archive.points();
                }
                progress.clear();
                context.out().print(file + ": " + points + " points\n");
            }
        }

        private void corrupt(Path file) throws IOException {
            if (delete) {
                print("Deleting corrupt Whisper file: " + file);
                Files.delete(file);
            } else {
                print("Corrupt Whisper file: " + file);
            }
        }

        @Override
        public void unreadable(Path folder, IOException reason) {
            print("Cannot list: " + WhisperTool.reason(reason));
        }

        private void print(String line) {
            progress.clear();
            context.err().print(line + "\n");
            context.err().flush();
        }
    }
}
