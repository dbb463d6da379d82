package plumbago.base.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What is wrong at this moment, as sentences: each part of the process is asked what it knows. Safe for many threads. */
public final class Problems {
    private final List<Supplier<Optional<String>>> parts = new CopyOnWriteArrayList<>();

    /**
     * Has a part asked from now on.
     *
     * @param problem gives a sentence while something is wrong with the part, and nothing while all is well; at once, without
     *     waiting for a disk
     */
    public Problems ask(Supplier<Optional<String>> problem) {
        parts.add(problem);
        return this;
    }

    /** What is wrong now, in the order in which the parts were named; nothing while all is well. */
    public List<String> now() {
        List<String> now = new ArrayList<>();
        for (Supplier<Optional<String>> part : parts) {
            part.get().ifPresent(now::add);
        }
        return now;
    }
}
