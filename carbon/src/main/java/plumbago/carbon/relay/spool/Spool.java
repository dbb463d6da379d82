package plumbago.carbon.relay.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/**
 * What waits for one destination, in order. A frame is in a file before {@link #append} returns, and there it is until it has
 * been acknowledged, so that it outlives a {@code kill -9}; what is sent soon is read from the system's cache, and its file goes
 * before the disk has seen it. Where the disk takes nothing, frames are held in memory, and are lost with the process.
 *
 * <p>Any thread may append. One sends: it takes frames by {@link #next}, and they are in flight until it says by {@link
 * #acknowledge} that they have been taken, or by {@link #rewind} that they are to be sent again.
 */
public final class Spool implements AutoCloseable {
    /** What became of lines. */
    public enum Outcome {
        /** They are in a file, and outlive the process. */
        KEPT,
        /** They are in memory, since the disk takes nothing. */
        HELD,
        /** Nobody has them: the spool is full. */
        FULL
    }

    /** A file is left for the next at this size, if the spool may have many of them. */
    private static final long SEGMENT_BYTES = 16 << 20;

    /** A file of this size is not gone on with when all of it has been taken, if it is not much of the spool. */
    private static final long WORTH_DELETING = 1 << 20;

    /** No file is more than this part of the spool: space is there again only when a file goes. */
    private static final int SEGMENTS = 8;

    /** Most that is read at once. */
    private static final int READ_BYTES = 1 << 17;

    /** Most that is held in memory while the disk takes nothing. */
    static final int MEMORY_BYTES = 16 << 20;

    /** What is put behind the name of a file that cannot be read. */
    private static final String UNREAD = ".unread";

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path folder;
    private final long maxBytes;
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final SpoolMark mark;

    /** The oldest first; the last is written to if it {@link #isWritten}. */
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();

    private boolean isWritten;
    private long lastNumber;

    /** What is to be sent next; null at the beginning. */
    private SpoolSegment reading;

    private long readAt;

    /** What has been read of that and not been taken; null if nothing. */
    private ByteBuf read;

    /** What is sent and not acknowledged, oldest first. */
    private final Deque<InFlight> inFlight = new ArrayDeque<>();

    /** What is in memory alone and not in flight, behind all that is in files. */
    private final Deque<Held> held = new ArrayDeque<>();

    private final Deque<Held> heldInFlight = new ArrayDeque<>();
    private long heldBytes;
    private long fileBytes;
    private long waiting;
    private long damaged;
    private boolean isClosed;
    private volatile String problem;

    private record InFlight(int points, SpoolSegment segment, long end) {}

    private record Held(byte[] lines, int points, long millis) {}

    private Spool(Path folder, long maxBytes) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.mark = new SpoolMark(folder);
    }

    /**
     * Opens the spool of a folder, with what an earlier process left in it.
     *
     * @param maxBytes most bytes of the files
     * @throws IOException if the folder cannot be made or read; the message names it
     */
    public static Spool open(Path folder, long maxBytes) throws IOException {
        try {
            Files.createDirectories(folder);
            Spool spool = new Spool(folder, maxBytes);
            spool.takeOver();
            return spool;
        } catch (IOException e) {
            throw new IOException("the spool " + folder + " cannot be used: " + FileProblem.of(e), e);
        }
    }

    private void takeOver() throws IOException {
        TreeMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> SpoolSegment.number(file) > 0)
                    .forEach(file -> files.put(SpoolSegment.number(file), file));
        }
        lastNumber = Math.max(mark.segment(), files.isEmpty() ? 0 : files.lastKey());
        for (var entry : files.entrySet()) {
            long number = entry.getKey();
            if (number < mark.segment()) {
                Files.deleteIfExists(entry.getValue());
                continue;
            }
            try {
                SpoolSegment segment =
                        SpoolSegment.open(entry.getValue(), number, number == mark.segment() ? mark.offset() : 0);
                if (segment.torn() > 0) {
                    LOG.warn(
                            "{} is used up to byte {}: what follows was not written whole",
                            segment.file(),
                            segment.length());
                }
                segments.addLast(segment);
                waiting += segment.points();
                fileBytes += segment.length();
            } catch (IOException e) {
                LOG.error("a file of a spool is left alone, and what is in it is not sent: {}", FileProblem.of(e));
                setAside(entry.getValue());
            }
        }
        rewind();
    }

    /** Under another name it is not taken for one that has been sent when the mark is beyond it. */
    private static void setAside(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + UNREAD);
        Files.move(file, aside);
        LOG.error("it is called {} now; under its name of before the next start reads it again", aside);
    }

    /**
     * Puts lines behind the others.
     *
     * @param millis the time, since the epoch
     */
    public synchronized Outcome append(FrameBuffer lines, long millis) {
        if (isClosed) {
            return Outcome.FULL;
        }
        if (!heldInFlight.isEmpty() || !writeHeld()) {
            return hold(lines, millis);
        }
        if (fileBytes + lines.length() + SpoolSegment.FRAME_HEADER_BYTES > maxBytes) {
            return Outcome.FULL;
        }
        return write(lines, millis) ? Outcome.KEPT : hold(lines, millis);
    }

    private boolean write(FrameBuffer lines, long millis) {
        try {
            SpoolSegment segment = written();
            long before = segment.length();
            segment.append(lines.frame(millis), lines.points());
            fileBytes += segment.length() - before;
            waiting += lines.points();
            if (problem != null) {
                LOG.info("the spool {} can be written to again", folder);
                problem = null;
            }
            return true;
        } catch (IOException e) {
            if (problem == null) {
                LOG.error("the spool {} cannot be written to: {}", folder, FileProblem.of(e));
            }
            problem = "the spool " + folder + " cannot be written to: " + FileProblem.of(e)
                    + "; what waits for its destination is in memory, does not outlive the process, and is dropped beyond "
                    + (MEMORY_BYTES >> 20) + " MB";
            return false;
        }
    }

    private SpoolSegment written() throws IOException {
        if (isWritten && segments.getLast().length() < Math.min(SEGMENT_BYTES, maxBytes / SEGMENTS)) {
            return segments.getLast();
        }
        SpoolSegment next;
        try {
            next = SpoolSegment.create(folder, lastNumber + 1);
        } catch (NoSuchFileException e) {
            // Somebody has removed the folder.
            Files.createDirectories(folder);
            next = SpoolSegment.create(folder, lastNumber + 1);
        }
        lastNumber++;
        fileBytes += next.length();
        segments.addLast(next);
        isWritten = true;
        return next;
    }

    private Outcome hold(FrameBuffer lines, long millis) {
        if (heldBytes + lines.length() > MEMORY_BYTES) {
            return Outcome.FULL;
        }
        held.addLast(new Held(lines.copyOfLines(), lines.points(), millis));
        heldBytes += lines.length();
        waiting += lines.points();
        return Outcome.HELD;
    }

    /** Tries to write what is held, none of which is in flight; whether nothing is held any more. */
    private boolean writeHeld() {
        if (held.isEmpty()) {
            return true;
        }
        FrameBuffer lines = new FrameBuffer();
        while (!held.isEmpty()) {
            Held first = held.peekFirst();
            lines.clear();
            lines.bytes().put(first.lines());
            for (int i = 0; i < first.points(); i++) {
                lines.added();
            }
            if (!write(lines, first.millis())) {
                return false;
            }
            waiting -= first.points();
            heldBytes -= first.lines().length;
            held.removeFirst();
        }
        return true;
    }

    /** The next lines that are to be sent, which are in flight then; empty if there are none. */
    public Optional<SpoolFrame> next() {
        return next(Long.MAX_VALUE);
    }

    /**
     * The same, of a length; empty also if the next ones are longer.
     *
     * @param most bytes of lines
     */
    public synchronized Optional<SpoolFrame> next(long most) {
        if (isClosed) {
            return Optional.empty();
        }
        SpoolFrame frame = nextOfFiles();
        if (frame != null) {
            int bytes = frame.lines().readableBytes();
            if (bytes > most) {
                frame.lines().release();
                read.readerIndex(read.readerIndex() - SpoolSegment.FRAME_HEADER_BYTES - bytes);
                readAt -= SpoolSegment.FRAME_HEADER_BYTES + bytes;
                return Optional.empty();
            }
            inFlight.addLast(new InFlight(frame.points(), reading, frame.end()));
        } else if (!held.isEmpty() && held.peekFirst().lines().length <= most) {
            Held next = held.removeFirst();
            heldInFlight.addLast(next);
            inFlight.addLast(new InFlight(next.points(), null, 0));
            frame = new SpoolFrame(
                    allocator.directBuffer(next.lines().length).writeBytes(next.lines()),
                    next.points(),
                    next.millis(),
                    0);
        }
        return Optional.ofNullable(frame);
    }

    private SpoolFrame nextOfFiles() {
        while (true) {
            if (reading == null) {
                reading = segments.peekFirst();
                readAt = SpoolSegment.HEADER_BYTES;
                if (reading == null) {
                    return null;
                }
            }
            try {
                if (read != null) {
                    SpoolFrame frame = reading.frame(read, readAt);
                    if (frame != null) {
                        readAt = frame.end();
                        return frame;
                    }
                    releaseRead();
                }
                if (readAt < reading.length()) {
                    read = reading.read(readAt, READ_BYTES, allocator);
                } else if (reading == segments.getLast()) {
                    return null;
                } else {
                    goOn();
                }
            } catch (EOFException e) {
                skipDamaged(e.getMessage());
            } catch (IOException e) {
                skipDamaged(FileProblem.of(e));
            }
        }
    }

    private void goOn() {
        boolean found = false;
        for (SpoolSegment segment : segments) {
            if (found) {
                reading = segment;
                readAt = SpoolSegment.HEADER_BYTES;
                return;
            }
            found = segment == reading;
        }
    }

    /** What is left of a segment that cannot be read is given up. */
    private void skipDamaged(String why) {
        releaseRead();
        long lost = reading.points();
        for (InFlight one : inFlight) {
            lost -= one.segment() == reading ? one.points() : 0;
        }
        LOG.error("{} points of a spool are lost: {}", lost, why);
        damaged += lost;
        waiting -= lost;
        reading.acknowledged((int) lost);
        readAt = reading.length();
        if (isWritten && reading == segments.getLast()) {
            isWritten = false;
        }
    }

    private void releaseRead() {
        if (read != null) {
            read.release();
            read = null;
        }
    }

    /** Lets go of the oldest frames in flight: their destination has them, or they are dropped. */
    public synchronized void acknowledge(int frames) {
        InFlight last = null;
        // Of what has been rewound or closed meanwhile nobody knows any more that it was taken: it comes again.
        for (int i = 0; i < frames && !inFlight.isEmpty() && !isClosed; i++) {
            InFlight one = inFlight.removeFirst();
            waiting -= one.points();
            if (one.segment() == null) {
                heldBytes -= heldInFlight.removeFirst().lines().length;
            } else {
                one.segment().acknowledged(one.points());
                last = one;
            }
        }
        if (last != null && !isClosed) {
            moveMark(last.segment(), last.end());
        }
    }

    private void moveMark(SpoolSegment segment, long end) {
        try {
            mark.set(segment.number(), end);
        } catch (IOException e) {
            // After a restart it is sent again; on a full disk it must go all the same.
            LOG.debug("the mark of {} cannot be written", folder, e);
        }
        try {
            while (segments.peekFirst() != segment) {
                delete(segments.removeFirst());
            }
            if (end == segment.length()
                    && segments.size() == 1
                    && end > Math.min(WORTH_DELETING, maxBytes / SEGMENTS)
                    && reading == segment) {
                delete(segments.removeFirst());
                reading = null;
                releaseRead();
                isWritten = false;
            }
        } catch (IOException e) {
            // What has been sent is sent again then, after a restart.
            if (problem == null) {
                problem = "the spool " + folder + " cannot be written to: " + FileProblem.of(e);
                LOG.error(problem);
            }
        }
    }

    private void delete(SpoolSegment segment) throws IOException {
        fileBytes -= segment.length();
        segment.delete();
    }

    /** What is in flight is to be sent again. */
    public synchronized void rewind() {
        inFlight.clear();
        while (!heldInFlight.isEmpty()) {
            held.addFirst(heldInFlight.removeLast());
        }
        releaseRead();
        reading = segments.peekFirst();
        readAt = reading != null && reading.number() == mark.segment()
                ? Math.max(mark.offset(), SpoolSegment.HEADER_BYTES)
                : SpoolSegment.HEADER_BYTES;
    }

    /** Points that wait, those in flight included. */
    public synchronized long waiting() {
        return waiting;
    }

    /** Bytes of the files. */
    public synchronized long bytes() {
        return fileBytes;
    }

    /** Points that were lost since a file could not be read. */
    public synchronized long damaged() {
        return damaged;
    }

    /** What is wrong at the moment. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Closes the files, and leaves what waits in them. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        rewind();
        writeHeld();
        isClosed = true;
        releaseRead();
        List<AutoCloseable> files = new ArrayList<>(List.of(mark::close));
        segments.forEach(segment -> files.add(segment::close));
        Collections.reverse(files);
        for (AutoCloseable file : files) {
            try {
                file.close();
            } catch (Exception e) {
                LOG.warn("closing a file of {} failed: {}", folder, e.getMessage());
            }
        }
    }

    /** Closes an empty one and removes its folder; whether it could. */
    public synchronized boolean remove() {
        if (waiting > 0) {
            return false;
        }
        close();
        try {
            for (SpoolSegment segment : segments) {
                segment.delete();
            }
            Files.deleteIfExists(mark.file());
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            LOG.warn("the empty spool {} cannot be removed: {}", folder, FileProblem.of(e));
            return false;
        }
    }
}
