package plumbago.base.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads the text of configuration files. */
public final class ConfigFiles {
    /** No configuration file of a sane site comes near; a log or a device given by mistake does. */
    private static final int LARGEST = 4 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private ConfigFiles() {}

    /**
     * Reads a whole file.
     *
     * @throws ConfigException if it is not there, cannot be read, is no UTF-8 text, no file with bytes, or larger than 4 MiB
     */
    public static String read(Path file) throws ConfigException {
        try {
            // A pipe would be waited for, and a device has no end.
            if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
                throw new ConfigException(file + ": cannot be read: it is no regular file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
            if (bytes.length > LARGEST) {
                throw new ConfigException(file + ": larger than 4 MiB, which no configuration file is");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
