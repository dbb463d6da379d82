package plumbago.base.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigFiles;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;

/**
 * Tokens for what changes and deletes: one that the settings name, and one that each start makes for the commands of this
 * machine, in a file that only the user may read whose process it is.
 */
public final class AdminToken {
    private static final int RANDOM_BYTES = 32;
    private static final int LEAST_LENGTH = 16;

    private AdminToken() {}

    /**
     * The token of the settings; empty if they name none.
     *
     * @throws ConfigException if ADMIN_TOKEN_FILE cannot be read or holds none, or there are two
     */
    public static Optional<String> configured(Settings settings) throws ConfigException {
        String token = settings.get(AdminSettings.ADMIN_TOKEN);
        String name = settings.get(AdminSettings.ADMIN_TOKEN_FILE);
        if (name.isEmpty()) {
            return token.isEmpty() ? Optional.empty() : Optional.of(token);
        }
        String origin = settings.origin(AdminSettings.ADMIN_TOKEN_FILE) + ": ADMIN_TOKEN_FILE";
        if (!token.isEmpty()) {
            throw new ConfigException(origin + " and ADMIN_TOKEN are both set; take out one of them");
        }
        Path file = settings.get(FolderSettings.CONF_DIR).resolve(name);
        String text;
        try {
            text = ConfigFiles.read(file).strip();
        } catch (ConfigException e) {
            throw new ConfigException(origin + " = " + name + ": " + e.getMessage());
        }
        if (text.length() < LEAST_LENGTH || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new ConfigException(
                    origin + " = " + name + ": " + file + " must hold " + LEAST_LENGTH
                            + " letters, digits and signs of ASCII or more, such as openssl rand -hex 32 makes, and nothing else");
        }
        return Optional.of(text);
    }

    /** Where the token of the running process lies. */
    public static Path file(Settings settings) {
        return settings.get(FolderSettings.STORAGE_DIR).resolve("web").resolve("admin.token");
    }

    /**
     * Makes a new token and puts it into a file, which takes the place of one that is there.
     *
     * @throws IOException if it cannot be written; the message names the file
     */
    public static String make(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            // Nobody else may read it from its first moment on.
            FileAttribute<?>[] attributes = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createFile(draft, attributes);
            Files.write(draft, (token + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e, e);
        }
        return token;
    }

    /** The token that a running process has left for commands; empty if there is none that this user may read. */
    public static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(
                            Files.readString(file, StandardCharsets.US_ASCII).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
