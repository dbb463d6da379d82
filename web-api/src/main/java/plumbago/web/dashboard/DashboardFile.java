package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import plumbago.base.text.UrlEncoding;

/** The file of one dashboard: what it is called, and what is in it. */
final class DashboardFile {
    static final String SUFFIX = ".json";

    /** Bytes of a name that every file system takes. */
    private static final int MAX_FILE_NAME = 255;

    /** Bytes. */
    private static final int MAX_SIZE = 4 * StateJson.MAX_INDENTED;

    private DashboardFile() {}

    /**
     * The name of the file that one is saved in: it leads to no other folder, is not hidden, and is safe in a shell.
     *
     * @throws IllegalArgumentException if it would be too long
     */
    static String nameOf(String dashboard) {
        String encoded = UrlEncoding.encode(dashboard);
        String name = (encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded) + SUFFIX;
        if (name.length() > MAX_FILE_NAME) {
            throw new IllegalArgumentException(
                    "the name is too long for a file's: with all but Latin letters and digits as" + " %XX it has "
                            + name.length() + " bytes, and may have " + MAX_FILE_NAME);
        }
        return name;
    }

    /** Which dashboard a file is, also one that somebody has named with a blank or an umlaut in it. */
    static String dashboardOf(String fileName) {
        return UrlEncoding.decode(
                fileName.substring(0, fileName.length() - SUFFIX.length()).replace("+", "%2B"));
    }

    /** Whether a file's name is one of a dashboard. */
    static boolean isOne(String fileName) {
        return fileName.endsWith(SUFFIX) && !fileName.startsWith(".");
    }

    /**
     * What is in a file, without blanks.
     *
     * @throws BadDashboardException if that is no JSON; it names the file and the place
     */
    static String read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (Files.size(file) > MAX_SIZE) {
            throw new BadDashboardException("the file " + name + " has more than " + MAX_SIZE + " bytes");
        }
        try {
            String text = Files.readString(file);
            String state = StateJson.compact(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (state.getBytes(StandardCharsets.UTF_8).length > DashboardLimits.MAX_STATE) {
                throw new BadDashboardException("the file " + name + " has more than " + DashboardLimits.MAX_STATE
                        + " bytes without its blanks");
            }
            return state;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new BadDashboardException("the file " + name + place + " is no JSON: " + JsonMistake.sentence(e));
        } catch (CharacterCodingException e) {
            throw new BadDashboardException("the file " + name + " is not written in UTF-8");
        }
    }

    /** Puts a file in place of the one of that name; whole, or not at all. */
    static void write(Path file, byte[] content) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = folder.resolve(".saving." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        force(folder);
    }

    /** Waits until the names in a folder are on the disk. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
