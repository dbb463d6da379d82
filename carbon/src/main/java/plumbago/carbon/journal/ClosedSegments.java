package plumbago.carbon.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments that are not written to any more: which there are, which of them have to be forced to the disk yet, and
 * their end. Safe for many threads, of which one at a time removes and forces; it may be used with the journal's lock
 * held, and never takes that.
 */
final class ClosedSegments {
    private static final Logger LOG = LoggerFactory.getLogger(ClosedSegments.class);

    /** Oldest first. */
    private final Deque<SegmentFolder.Entry> entries = new ArrayDeque<>();

    /** Those of them that have not been forced to the disk yet, and are open for that. */
    private final List<Segment> unforced = new ArrayList<>();

    private long bytes;

    /** Adds a segment of an earlier process, which is on the disk. */
    synchronized void add(SegmentFolder.Entry entry) {
        entries.add(entry);
        bytes += entry.bytes();
    }

    /**
     * Adds the segment that was written to until now.
     *
     * @param toForce whether it is to be forced to the disk, and stays open until then
     */
    synchronized void add(Segment segment, boolean toForce) {
        add(new SegmentFolder.Entry(segment.number(), segment.file(), segment.length()));
        if (toForce) {
            unforced.add(segment);
        } else {
            close(segment);
        }
    }

    /** How many there are. */
    synchronized int count() {
        return entries.size();
    }

    /** Bytes on the disk. */
    synchronized long bytes() {
        return bytes;
    }

    /** The number of the oldest; another one if there is none. */
    synchronized int oldest(int ifNone) {
        return entries.isEmpty() ? ifNone : entries.peek().number();
    }

    /** Whether there are any before a given one. */
    synchronized boolean hasBefore(int segment) {
        return !entries.isEmpty() && entries.peek().number() < segment;
    }

    /** Forgets those that somebody has removed; returns whether there were any. */
    synchronized boolean forgetRemoved() {
        boolean lost = false;
        for (Iterator<SegmentFolder.Entry> each = entries.iterator(); each.hasNext(); ) {
            SegmentFolder.Entry entry = each.next();
            if (SegmentFolder.isGone(entry.file())) {
                lost = true;
                each.remove();
                bytes -= entry.bytes();
            }
        }
        return lost;
    }

    /** Removes those before a given one. */
    void removeBefore(int segment) {
        while (true) {
            SegmentFolder.Entry oldest;
            synchronized (this) {
                oldest = entries.peek();
                if (oldest == null || oldest.number() >= segment) {
                    return;
                }
                for (int i = unforced.size() - 1; i >= 0; i--) {
                    if (unforced.get(i).number() == oldest.number()) {
                        close(unforced.remove(i));
                    }
                }
            }
            try {
                Files.deleteIfExists(oldest.file());
            } catch (IOException e) {
                LOG.warn("{} cannot be removed: {}", oldest.file(), e.getMessage());
                return;
            }
            synchronized (this) {
                if (entries.remove(oldest)) {
                    bytes -= oldest.bytes();
                }
            }
        }
    }

    /** Those that have to be forced to the disk. */
    synchronized List<Segment> unforced() {
        return List.copyOf(unforced);
    }

    /** Forces some to the disk, and closes each that is there. */
    void force(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            segment.force();
            synchronized (this) {
                if (unforced.remove(segment)) {
                    close(segment);
                }
            }
        }
    }

    /** Closes those that could not be forced to the disk. */
    synchronized void closeUnforced() {
        unforced.forEach(ClosedSegments::close);
        unforced.clear();
    }

    /** Closes a segment; that this failed goes into the log. */
    static void close(Segment segment) {
        try {
            segment.close();
        } catch (IOException e) {
            LOG.warn("closing {} failed: {}", segment.file(), e.getMessage());
        }
    }
}
