package plumbago.carbon.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.records.EarlierLines;
import plumbago.base.records.RecordFile;
import plumbago.base.records.RecordKind;

/**
 * The file behind the tag index: a record for each change, which begins with {@code +} for a series that has points,
 * {@code ?} for one that was only registered, or {@code -} for one that is gone, and goes on with its name in UTF-8. Earlier
 * versions had a text, {@code tags.log}, with a line for each change, which begins with {@code +} or {@code -}.
 */
final class TagFile {
    private static final Logger LOG = LoggerFactory.getLogger(TagFile.class);

    private final RecordFile records;

    /** Takes changes. */
    interface Changes {
        /** @throws IllegalArgumentException if the name is not well made */
        void added(String name, boolean onlyRegistered);

        /** @throws IllegalArgumentException if the name is not well made */
        void removed(String name);
    }

    /** What is in the index. */
    interface Contents {
        /** The names of all series that have points, or of those that were only registered. */
        List<String> names(boolean onlyRegistered);

        /** About how many bytes all names have. */
        long nameBytes();

        int size();
    }

    TagFile(Path folder, Contents contents) {
        Path earlier = folder.resolve("tags.log");
        records = new RecordFile(
                folder.resolve("tags.records"), new RecordKind(1, "tags"), earlier, new RecordFile.Contents() {
                    @Override
                    public void each(RecordFile.Sink sink) throws IOException {
                        for (String name : contents.names(true)) {
                            sink.put(record('?', name));
                        }
                        for (String name : contents.names(false)) {
                            sink.put(record('+', name));
                        }
                    }

                    @Override
                    public long bytes() {
                        return contents.nameBytes() + (RecordFile.HEAD_BYTES + 1L) * contents.size();
                    }
                });
    }

    RecordFile records() {
        return records;
    }

    /**
     * Tells all changes in order.
     *
     * @throws IOException if the file cannot be read; the message names it
     */
    void read(Changes changes) throws IOException {
        if (records.read((place, content) -> report(content, changes))) {
            return;
        }
        Optional<Path> earlier = records.earlier();
        if (earlier.isPresent()) {
            EarlierLines.read(
                    earlier.get(), line -> report(line.charAt(0) == '+' ? '?' : line.charAt(0), line, changes));
            records.writeAnew();
        }
    }

    private void report(byte[] content, Changes changes) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            report(text.isEmpty() ? 0 : text.charAt(0), text, changes);
        } catch (IllegalArgumentException e) {
            LOG.warn("a record of the tag index was left out: {}", e.getMessage());
        }
    }

    private static void report(char sign, String text, Changes changes) {
        switch (sign) {
            case '+' -> changes.added(text.substring(1), false);
            case '?' -> changes.added(text.substring(1), true);
            case '-' -> changes.removed(text.substring(1));
            default -> throw new IllegalArgumentException("expected + or - and a name with tags");
        }
    }

    void added(String name, boolean onlyRegistered) {
        records.appendLater(record(onlyRegistered ? '?' : '+', name));
    }

    void removed(String name) {
        records.appendLater(record('-', name));
    }

    private static byte[] record(char sign, String name) {
        return (sign + name).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes what waits, if the disk takes it; otherwise it goes on waiting. */
    void save() {
        try {
            records.save();
        } catch (IOException e) {
            LOG.debug("waits to be written: {}", e.getMessage());
        }
    }

    /** Writes what waits, and ends. */
    void close() throws IOException {
        try {
            if (records.isWaiting()) {
                records.save();
            }
        } finally {
            records.close();
        }
    }
}
