package plumbago.carbon.relay.send;

import java.util.ArrayDeque;

/** Frames that have been written to a connection and not been acknowledged. Belongs to one thread. */
final class InFlight {
    /** A frame, and where it ends on the wire; that is known when it has been written there. */
    private static final class Entry {
        final int points;
        final int bytes;

        /** Bytes of its lines that had been acknowledged on the connection before. */
        final int skipped;

        /** Whether its points were dropped instead of sent. */
        final boolean isExpired;

        long end = Long.MAX_VALUE;

        Entry(int points, int bytes, int skipped, boolean isExpired) {
            this.points = points;
            this.bytes = bytes;
            this.skipped = skipped;
            this.isExpired = isExpired;
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** What has been taken at once. */
    record Taken(int frames, long points, long expired) {
        static final Taken NOTHING = new Taken(0, 0, 0);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Bytes of lines. */
    long bytes() {
        return bytes;
    }

    void add(int points, int lineBytes, int skipped) {
        entries.addLast(new Entry(points, lineBytes, skipped, false));
        bytes += lineBytes;
    }

    /** They are read, and so count for the window, though nothing of them is written. */
    void addExpired(int points, int lineBytes) {
        entries.addLast(new Entry(points, lineBytes, 0, true));
        bytes += lineBytes;
    }

    /** All that was added has been written up to here. */
    void written(long end) {
        for (var newest = entries.descendingIterator(); newest.hasNext(); ) {
            Entry entry = newest.next();
            if (entry.end != Long.MAX_VALUE) {
                return;
            }
            entry.end = end;
        }
    }

    /** Takes away what ends before a place on the wire. */
    Taken acknowledged(long upTo) {
        int frames = 0;
        long points = 0;
        long expired = 0;
        while (!entries.isEmpty() && entries.peekFirst().end <= upTo) {
            Entry entry = entries.removeFirst();
            bytes -= entry.bytes;
            frames++;
            if (entry.isExpired) {
                expired += entry.points;
            } else {
                points += entry.points;
            }
        }
        return frames == 0 ? Taken.NOTHING : new Taken(frames, points, expired);
    }

    /** How many bytes of the lines of the oldest frame have been acknowledged, where lines go over the wire as they are. */
    int partOfOldest(long upTo) {
        Entry oldest = entries.peekFirst();
        if (oldest == null || oldest.isExpired || oldest.end == Long.MAX_VALUE) {
            return 0;
        }
        long part = upTo - (oldest.end - oldest.bytes);
        return oldest.skipped + (int) Math.max(0, Math.min(part, oldest.bytes));
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }
}
