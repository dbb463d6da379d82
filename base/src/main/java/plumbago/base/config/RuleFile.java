package plumbago.base.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of rules that is read again when it has changed. It has no thread: somebody calls {@link #check} now and then.
 *
 * <p>A file that cannot be used leaves the rules in force that were read before, and the log says once what is wrong with
 * it. A file has changed if its time, its size or its identity has, so that an older file put in its place counts; carbon
 * looks for a later time only.
 *
 * <p>Safe for many threads.
 *
 * @param <T> the rules
 */
public final class RuleFile<T extends Rules> {
    /** How often carbon looks at its lists and rewrite rules, and how often at its storage schemas. */
    public static final Duration LISTS = Duration.ofSeconds(10);

    /** See {@link #LISTS}. */
    public static final Duration SCHEMAS = Duration.ofSeconds(60);

    /** Makes rules of a text; {@code name} is what messages call it. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String name, String text) throws ConfigException;
    }

    /** What a check has found. */
    public enum Check {
        /** Nothing new, or not yet time to look. */
        UNCHANGED,
        /** New rules are in force. */
        REPLACED,
        /** The file has changed and cannot be used; the rules read before stay in force. */
        REFUSED
    }

    /** Two changes within so long may leave the same time of modification. */
    private static final Duration COARSEST_FILE_TIME = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RuleFile.class);

    /** What tells one state of a file from another. */
    private record Stamp(Instant modified, long size, Object key) {}

    private final Path file;
    private final Parser<T> parser;
    private final Optional<T> whenMissing;
    private final Duration interval;
    private final Clock clock;
    private volatile T current;
    private Instant lastLook;
    private Stamp stamp;
    private boolean stampSettled;
    private String text;
    private List<String> problems = List.of();

    private RuleFile(Path file, Parser<T> parser, Optional<T> whenMissing, Duration interval, Clock clock) {
        this.file = file;
        this.parser = parser;
        this.whenMissing = whenMissing;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Reads a file for the first time.
     *
     * @param whenMissing the rules while there is no file
     * @param emptiedByRemoval whether these are in force again when the file is removed, as carbon's lists are; otherwise
     *     the rules read last stay
     * @param interval least time between two looks at the file
     * @throws ConfigException if the file is there and cannot be used
     */
    public static <T extends Rules> RuleFile<T> open(
            Path file, Parser<T> parser, T whenMissing, boolean emptiedByRemoval, Duration interval, Clock clock)
            throws ConfigException {
        RuleFile<T> rules = new RuleFile<>(
                file, parser, emptiedByRemoval ? Optional.of(whenMissing) : Optional.empty(), interval, clock);
        rules.current = whenMissing;
        rules.lastLook = clock.instant();
        rules.look();
        if (!rules.problems.isEmpty()) {
            throw new ConfigException(rules.problems);
        }
        return rules;
    }

    /** The rules in force. */
    public T current() {
        return current;
    }

    /** What is wrong with the file as it is now; empty if its rules are in force. */
    public List<String> problems() {
        return problems;
    }

    /** Looks at the file now, and reads it if it has changed. */
    public synchronized Check checkNow() {
        return checkAndReport(clock.instant());
    }

    /** Looks at the file if it is time to, and reads it if it has changed. */
    public synchronized Check check() {
        Instant now = clock.instant();
        // A clock that was set back would keep the file from being looked at until it has caught up.
        if (!now.isBefore(lastLook) && now.isBefore(lastLook.plus(interval))) {
            return Check.UNCHANGED;
        }
        return checkAndReport(now);
    }

    private Check checkAndReport(Instant now) {
        lastLook = now;
        Check found = look();
        if (found == Check.REFUSED) {
            problems.forEach(problem -> LOG.warn("{} (the rules read before stay in force)", problem));
        } else if (found == Check.REPLACED) {
            LOG.info("{} has changed; its new rules are in force", file);
            current.warnings().forEach(LOG::warn);
        }
        return found;
    }

    private Check look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp seen = new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
            if (seen.equals(stamp) && stampSettled) {
                return Check.UNCHANGED;
            }
            stamp = seen;
            stampSettled = seen.modified().isBefore(lastLook.minus(COARSEST_FILE_TIME));
            return read();
        } catch (NoSuchFileException e) {
            return missing();
        } catch (IOException e) {
            return refused(List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    private Check read() {
        try {
            String read = ConfigFiles.read(file);
            if (read.equals(text) && problems.isEmpty()) {
                return Check.UNCHANGED;
            }
            text = read;
            current = parser.parse(file.toString(), read);
            problems = List.of();
            return Check.REPLACED;
        } catch (ConfigException e) {
            return refused(e.problems());
        }
    }

    private Check missing() {
        if (stamp == null) {
            return Check.UNCHANGED;
        }
        stamp = null;
        text = null;
        if (whenMissing.isEmpty()) {
            return refused(List.of(file + ": no such file any more"));
        }
        problems = List.of();
        current = whenMissing.get();
        return Check.REPLACED;
    }

    private Check refused(List<String> why) {
        boolean known = Objects.equals(problems, why);
        problems = why;
        return known ? Check.UNCHANGED : Check.REFUSED;
    }
}
