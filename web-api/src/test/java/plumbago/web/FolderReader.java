package plumbago.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import plumbago.carbon.storage.SeriesRange;
import plumbago.carbon.storage.SeriesReader;
import plumbago.whisper.FetchResult;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperFile;

/** Reads a folder of Whisper files that nobody writes to. */
final class FolderReader implements SeriesReader {
    private final Path folder;
    private final Path scratch;

    FolderReader(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    @Override
    public Optional<SeriesRange> read(String metric, long from, long until, long now) throws IOException {
        Path file = file(metric);
        if (file == null) {
            return Optional.empty();
        }
        try (WhisperFile whisper = WhisperFile.openReadOnly(file)) {
            Optional<FetchResult> found = whisper.fetch(from, until, now);
            return found.map(range -> new SeriesRange(range.start(), range.end(), range.step(), range.values()));
        } catch (WhisperException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private Path file(String metric) throws IOException {
        if (metric.indexOf(';') < 0) {
            return existing(metric.replace('.', '\0').replace('/', '.').replace('\0', '/'));
        }
        String hash = sha256(metric);
        String tagged = "_tagged/" + hash.substring(0, 3) + "/" + hash.substring(3, 6) + "/";
        Path hashed = existing(tagged + hash);
        return hashed != null ? hashed : existing(tagged + metric.replace(".", "_DOT_"));
    }

    private Path existing(String path) throws IOException {
        Path plain = folder.resolve(path + ".wsp");
        if (Files.exists(plain)) {
            return plain;
        }
        Path compressed = folder.resolve(path + ".wsp.gz");
        if (!Files.exists(compressed)) {
            return null;
        }
        Path unpacked = scratch.resolve(path.replace('/', '.') + ".wsp");
        if (!Files.exists(unpacked)) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(compressed)))) {
                Files.write(unpacked, in.readAllBytes());
            }
        }
        return unpacked;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
