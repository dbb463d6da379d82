package plumbago.base.part;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.config.ConfigException;

/** Parts that run: starts one after the other and stops them in the opposite order. Stopped by one thread. */
public final class RunningParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

    private final Deque<Part> started = new ArrayDeque<>();
    private final List<Part> inOrder = new ArrayList<>();

    /**
     * Makes and starts parts.
     *
     * @throws ConfigException if a setting or a rule file cannot be used
     * @throws IOException if a folder cannot be used or a port cannot be listened on; no part runs then
     */
    public static <C> RunningParts start(List<PartDeclaration<C>> declared, C context)
            throws ConfigException, IOException {
        return start(declared.stream().map(one -> one.with(context)).toList());
    }

    /** The same with parts that do not all stand on the same. */
    public static RunningParts start(List<PartDeclaration.Making> makings) throws ConfigException, IOException {
        RunningParts parts = new RunningParts();
        try {
            for (PartDeclaration.Making one : makings) {
                Part part = one.make();
                parts.started.push(part);
                parts.inOrder.add(part);
                part.start();
            }
        } catch (ConfigException | IOException | RuntimeException | Error e) {
            // Half of it must not stay behind: whoever watches the process would think that it runs.
            parts.close();
            throw e;
        }
        parts.inOrder.forEach(Part::ready);
        return parts;
    }

    /** What all of them listen on, in order. */
    public List<Listening> listening() {
        return inOrder.stream().flatMap(part -> part.listening().stream()).toList();
    }

    /** Has files that the user may change be looked at now. */
    public void reload() {
        inOrder.forEach(Part::reload);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            Part part = started.pop();
            try {
                part.close();
            } catch (RuntimeException | Error e) {
                LOG.error("stopping {} failed", part.name(), e);
            }
        }
    }
}
