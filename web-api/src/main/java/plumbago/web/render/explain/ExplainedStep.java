package plumbago.web.render.explain;

import java.util.ArrayList;
import java.util.List;

/** A target, a call in it, or a read in that: what it gave, how long it took, and what it did for it. */
public final class ExplainedStep {
    private final Kind kind;
    private final String name;
    private final String written;
    private final long begun;
    private final long from;
    private final long until;
    private final List<ExplainedStep> within = new ArrayList<>();
    private final List<ArchiveUse> archives = new ArrayList<>();
    private PointCount made = PointCount.NONE;
    private long nanos;

    /** What a step may be. */
    public enum Kind {
        /** All of a target. */
        TARGET,
        /** A function. */
        CALL,
        /** Series out of storage. */
        READ
    }

    ExplainedStep(Kind kind, String name, String written, long begun, long from, long until) {
        this.kind = kind;
        this.name = name;
        this.written = written;
        this.begun = begun;
        this.from = from;
        this.until = until;
    }

    void within(ExplainedStep step) {
        within.add(step);
    }

    void forget(ExplainedStep step) {
        within.remove(step);
    }

    void made(PointCount count) {
        made = count;
    }

    void ended(long now) {
        nanos = now - begun;
    }

    /** The entry for one kind of archive; a new one if there is none like it. */
    void use(ArchiveUse one) {
        for (ArchiveUse known : archives) {
            if (known.isLike(one)) {
                known.add(one);
                return;
            }
        }
        archives.add(one);
    }

    /** Which of these it is. */
    public Kind kind() {
        return kind;
    }

    /** The name of the function; empty for what is none. */
    public String name() {
        return name;
    }

    /** The target, the call, or the path expression. */
    public String written() {
        return written;
    }

    /** Of a read: the beginning of its range, in seconds since the epoch. */
    public long from() {
        return from;
    }

    /** Of a read: the end of its range, in seconds since the epoch. */
    public long until() {
        return until;
    }

    /** What came of it. */
    public PointCount made() {
        return made;
    }

    /** How long it took, with all that was done for it. */
    public long nanos() {
        return nanos;
    }

    /** What was done for it, in that order. */
    public List<ExplainedStep> within() {
        return within;
    }

    /** Of a read: what it read from. */
    public List<ArchiveUse> archives() {
        return archives;
    }
}
