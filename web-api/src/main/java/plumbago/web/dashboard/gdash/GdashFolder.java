package plumbago.web.dashboard.gdash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GDash's dashboards: {@code CATEGORY/DASH/dash.yaml}, with a file {@code *.graph} beside it for each graph. Each is called
 * {@code CATEGORY.DASH}. They are read when they are asked for, so that what somebody changes is there at once; and never
 * written. Safe for many threads.
 */
public final class GdashFolder {
    private static final Logger LOG = LoggerFactory.getLogger(GdashFolder.class);

    private final GdashFiles files;
    private final String render;

    /**
     * @param folder GDash's folder of templates
     * @param render the path that this server answers pictures at
     * @throws IOException if there is no such folder
     */
    public GdashFolder(Path folder, String render) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        files = new GdashFiles(folder);
        this.render = render;
    }

    private Map<String, Path> folders() throws IOException {
        Map<String, Path> found = new TreeMap<>();
        for (Path category : files.top()) {
            for (Path dash : files.list(category)) {
                if (Files.isRegularFile(dash.resolve(GdashDashboard.DASH))) {
                    found.putIfAbsent(category.getFileName() + "." + dash.getFileName(), dash);
                }
            }
        }
        return found;
    }

    /** All names, in order. */
    public List<String> names() throws IOException {
        return new ArrayList<>(folders().keySet());
    }

    /** Whether there is one of a name. */
    public boolean has(String name) throws IOException {
        return find(name).isPresent();
    }

    /** Looks at what may be it alone: a name may have more dots than one. */
    private Optional<Path> find(String name) {
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            Optional<Path> dash = isStep(name.substring(0, dot)) && isStep(name.substring(dot + 1))
                    ? files.below(name.substring(0, dot) + "/" + name.substring(dot + 1))
                    : Optional.empty();
            if (dash.isPresent() && Files.isRegularFile(dash.get().resolve(GdashDashboard.DASH))) {
                return dash;
            }
        }
        return Optional.empty();
    }

    private static boolean isStep(String name) {
        return !name.isEmpty() && !name.startsWith(".") && name.indexOf('/') < 0 && name.indexOf('\\') < 0;
    }

    /** The state of one as JSON without blanks; {@code notes} in it tell what could not be understood. */
    public Optional<String> load(String name) throws IOException {
        Optional<Path> folder = find(name);
        return folder.isEmpty()
                ? Optional.empty()
                : Optional.of(GdashDashboard.read(files, folder.get()).state(name, render));
    }

    /** Reads all of them, and has the log say what could not be understood. */
    public void check() {
        int dashboards = 0;
        int places = 0;
        try {
            for (Path folder : folders().values()) {
                Notes notes = GdashDashboard.read(files, folder).notes();
                notes.list().forEach(note -> LOG.info("GDash: {}", note));
                places += notes.count();
                dashboards++;
            }
        } catch (IOException e) {
            LOG.warn("GDash's dashboards cannot be read: {}", e.getMessage());
        }
        LOG.info("GDash: {} dashboards; {} places in them were not understood, and are left out", dashboards, places);
    }
}
