package plumbago.web.tags;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file behind the tag index: a line for each change, {@code +name;tag=value} or {@code -name;tag=value}, appended.
 * It is written anew at each start, so that what was removed takes no room. A line that cannot be read, or that was not
 * finished when the process died, is left out with a warning.
 */
final class TagLog {
    private static final Logger LOG = LoggerFactory.getLogger(TagLog.class);

    private final Path file;
    private FileChannel channel;

    TagLog(Path file) {
        this.file = file;
    }

    void replay(Consumer<String> added, Consumer<String> removed) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            try {
                switch (line.charAt(0)) {
                    case '+' -> added.accept(line.substring(1));
                    case '-' -> removed.accept(line.substring(1));
                    default -> throw new TagException("expected + or - and a name with tags");
                }
            } catch (TagException e) {
                LOG.warn("{}, line {} was left out: {}", file, number, e.getMessage());
            }
        }
    }

    /** Begins a new file with what is known, and puts it in the place of the old one only when it is whole. */
    void startWriting(List<String> names) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, names.stream().map(name -> "+" + name).toList());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void added(String name) throws IOException {
        append('+', name);
    }

    void removed(String name) throws IOException {
        append('-', name);
    }

    private void append(char sign, String name) throws IOException {
        if (name.indexOf('\n') >= 0) {
            throw new TagException("a name may not hold a line end");
        }
        ByteBuffer line = ByteBuffer.wrap((sign + name + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
