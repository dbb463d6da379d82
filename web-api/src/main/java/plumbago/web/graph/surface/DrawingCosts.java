package plumbago.web.graph.surface;

import java.util.function.LongConsumer;
import plumbago.base.measure.Work;

/**
 * Counts the work and claims the memory that the elements of a page take, before they are written. Elements are small and
 * claims are not free, so memory is claimed for many of them at a time. Used by one thread.
 */
final class DrawingCosts {
    /** Memory is claimed in such pieces, in bytes. */
    private static final int PIECE = 64 << 10;

    private static final int ELEMENT_STEPS = 1 << 10;
    private static final int POINT_STEPS = 1 << 6;

    private final Work work;
    private final LongConsumer claim;
    private final int elementBytes;
    private final int pointBytes;

    /** Bytes that are claimed and not used yet. */
    private long left;

    /**
     * @param claim called before memory is taken, in bytes
     * @param elementBytes what an element takes without its points and texts
     * @param pointBytes what each point of a path takes
     */
    DrawingCosts(Work work, LongConsumer claim, int elementBytes, int pointBytes) {
        this.work = work;
        this.claim = claim;
        this.elementBytes = elementBytes;
        this.pointBytes = pointBytes;
    }

    /** An element without its points and texts. */
    void element() {
        work.done(ELEMENT_STEPS);
        memory(elementBytes);
    }

    /** The points of an element. */
    void points(Path path) {
        memory((long) pointBytes * path.size());
        work.done((long) POINT_STEPS * path.size());
    }

    /** What is not made of elements and points, in bytes. */
    void memory(long bytes) {
        left -= bytes;
        if (left < 0) {
            long more = Math.max(PIECE, bytes);
            // An array that grows is twice as long.
            claim.accept(2 * more);
            left += more;
        }
    }
}
