package plumbago.web.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps dashboards, each in a file of its own: its name with all but Latin letters, digits, hyphens and underscores
 * spelt as {@code %XX} for each byte, and {@code .json}. Without a folder they are kept in memory. Safe for any number
 * of threads.
 */
public final class DashboardStore {
    static final int MAX_NAME = 240;
    static final int MAX_DASHBOARDS = 10_000;

    private static final String PLAIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Map<String, String> inMemory = new TreeMap<>();

    /** Keeps them in memory. */
    public DashboardStore() {
        this.folder = null;
    }

    /** @throws IOException if the folder cannot be made */
    public DashboardStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * Saves one, over an older one of that name.
     *
     * @throws IllegalArgumentException if the name is empty or too long, or there are too many
     */
    synchronized void save(String name, String state) throws IOException {
        String file = fileName(name);
        if (names().size() >= MAX_DASHBOARDS && load(name).isEmpty()) {
            throw new IllegalArgumentException("there are " + MAX_DASHBOARDS + " dashboards, the most that are kept");
        }
        if (folder == null) {
            inMemory.put(name, state);
            return;
        }
        Path unfinished = Files.createTempFile(folder, "save", ".tmp");
        try {
            Files.writeString(unfinished, state);
            Files.move(unfinished, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    synchronized Optional<String> load(String name) throws IOException {
        if (folder == null) {
            return Optional.ofNullable(inMemory.get(name));
        }
        Path file = folder.resolve(fileName(name));
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /** Whether there was one. */
    synchronized boolean delete(String name) throws IOException {
        return folder == null ? inMemory.remove(name) != null : Files.deleteIfExists(folder.resolve(fileName(name)));
    }

    /** All names, in order. */
    synchronized List<String> names() throws IOException {
        if (folder == null) {
            return new ArrayList<>(inMemory.keySet());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file ->
                            plumbago.web.http.Parameters.decode(file.substring(0, file.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    private static String fileName(String name) {
        StringBuilder file = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0;
            file.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        if (name.isBlank() || file.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a dashboard's name must be 1 to " + MAX_NAME + " letters, other than Latin ones counting more");
        }
        return file.append(SUFFIX).toString();
    }
}
