package plumbago.base.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.FileProblem;

/**
 * A file to which records are appended, each whole or not at all. Reading it writes nothing. What was torn at its end is
 * cut with the next record; damaged records are passed over and logged once. It is written anew, under another name
 * first, when it is not there, when it was damaged, and when most of it is of no use any more. What is written survives a
 * killed process; a loss of power may cost what the operating system had not written yet.
 *
 * <p>There are two ways to write. {@link #append} succeeds or fails at once. {@link #appendLater} always succeeds, also
 * where the disk takes nothing: {@link #save} writes it, and tries again when it is called again.
 *
 * <p>Safe for many threads. {@link Contents} are asked while the file is locked; {@link #appendLater} waits for nobody.
 */
public final class RecordFile implements AutoCloseable {
    /** Longest content of a record. */
    public static final int MAX_CONTENT_BYTES = RecordFormat.MAX_CONTENT_BYTES;

    /** What a record takes besides its content. */
    public static final int HEAD_BYTES = RecordFormat.HEAD_BYTES;

    /** Of the heap, what records may wait for the disk before they are forgotten and the file is written anew. */
    private static final int PART_FOR_WAITING = 64;

    /** A file is not worth being written anew for less. */
    private static final long LEAST_USELESS_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RecordFile.class);

    private final Path file;
    private final RecordKind kind;
    private final Contents contents;
    private final Path before;
    private final long mostWaitingBytes;

    /** Guards what waits; nothing else is locked while it is held. */
    private final Object waitingLock = new Object();

    private List<byte[]> waiting = new ArrayList<>();
    private long waitingBytes;
    /** The file is not what it has to be, so that nothing can be appended. */
    private boolean writeAnew;
    /** Something that waited was forgotten since a rewriting of the file began. */
    private boolean forgotten;
    /** The file holds damage; records can be appended all the same. */
    private boolean untidy;

    /** Why the last writing failed, or null; with what it was of, to see whether it would succeed now. */
    private volatile String problem;

    private int failedBytes;

    private int damagedPlaces;
    private Runnable wakening = () -> {};

    private FileChannel channel;
    private boolean exists;
    private long salt;
    private long end;
    /** Where it ended when this process wrote it anew: what it takes at the least. */
    private long freshEnd;

    /** Takes records. */
    @FunctionalInterface
    public interface Visitor {
        /** @param place where it stands in the file, for {@link RecordFile#at} */
        void record(long place, byte[] content);
    }

    /** What is to be in the file. */
    public interface Contents {
        /** Gives every record that is of use, in order. */
        void each(Sink sink) throws IOException;

        /** The records of the last {@link #each} have their new places, and the old ones mean nothing any more. */
        default void moved() {}

        /** About how many bytes they have, heads of records included. */
        long bytes();
    }

    /** Takes the records of a file that is written anew. */
    @FunctionalInterface
    public interface Sink {
        /** @return where it stands once the file has taken the place of the old one */
        long put(byte[] content) throws IOException;
    }

    /**
     * A file that may be there or not.
     *
     * @param before what an earlier version kept the same in; it is renamed to {@code *.converted} when this file is there
     */
    public RecordFile(Path file, RecordKind kind, Path before, Contents contents) {
        this(file, kind, before, contents, Runtime.getRuntime().maxMemory() / PART_FOR_WAITING);
    }

    RecordFile(Path file, RecordKind kind, Path before, Contents contents, long mostWaitingBytes) {
        this.mostWaitingBytes = mostWaitingBytes;
        this.file = file;
        this.kind = kind;
        this.before = before;
        this.contents = contents;
    }

    /** Has a listener notified when there is something for {@link #save} to do. */
    void onWaiting(Runnable listener) {
        synchronized (waitingLock) {
            wakening = listener;
        }
    }

    /**
     * Reads all records.
     *
     * @return whether there was a file
     * @throws IOException if it cannot be read, or is none of these; the message names it
     */
    public synchronized boolean read(Visitor visitor) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (in.size() == 0) {
                return false;
            }
            RecordReader reader = new RecordReader(in, visitor);
            byte[] header = reader.header();
            if (header != null) {
                checkHeader(header);
            }
            reader.read();
            logDamage(reader, header != null, in.size());
            if (header == null && reader.records() == 0) {
                writeAnew();
                return true;
            }
            exists = true;
            salt = reader.salt();
            end = reader.soundEnd();
            untidy = header == null || reader.skippedPlaces() > 0;
            return true;
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + FileProblem.of(e), e);
        }
    }

    private void checkHeader(byte[] header) throws IOException {
        if (!RecordFormat.isOfThisVersion(header)) {
            throw new IOException("it was written by a newer version of Plumbago");
        }
        if (RecordFormat.kind(header) != kind.number()) {
            throw new IOException("it holds something else, and not " + kind.name());
        }
    }

    private void logDamage(RecordReader reader, boolean hasHeader, long size) {
        damagedPlaces = reader.skippedPlaces() + (hasHeader ? 0 : 1) + (size > reader.soundEnd() ? 1 : 0);
        if (!hasHeader) {
            LOG.warn("{}: its header is damaged; {} sound records were found in it", file, reader.records());
        } else if (reader.skippedPlaces() > 0) {
            LOG.warn(
                    "{}: {} bytes in {} places were damaged and are left out, the first at byte {}",
                    file,
                    reader.skippedBytes(),
                    reader.skippedPlaces(),
                    reader.firstSkipped());
        }
        if (size > reader.soundEnd()) {
            LOG.warn("{}: {} bytes at its end are no whole record and are left out", file, size - reader.soundEnd());
        }
    }

    /** In how many places the file was damaged when it was read, a torn end among them. */
    public synchronized int damagedPlaces() {
        return damagedPlaces;
    }

    /** The file that an earlier version kept the same in, if it is to be read because there is no newer one. */
    public synchronized Optional<Path> earlier() {
        return !exists && before != null && Files.exists(before) ? Optional.of(before) : Optional.empty();
    }

    /** Whether there is a file with all that was read from it. */
    public synchronized boolean exists() {
        return exists;
    }

    /**
     * Appends a record, behind those that wait.
     *
     * @return its place
     * @throws IOException if it cannot be written, and nothing of it is in the file; the message names the file
     */
    public synchronized long append(byte[] content) throws IOException {
        save();
        return watched(() -> write(List.of(content)), RecordFormat.HEAD_BYTES + content.length);
    }

    /** Why nothing can be written, or null while it can be. {@link #save} looks whether it is over. */
    String problem() {
        return problem;
    }

    /** Writes; keeps in mind how that ended. */
    private long watched(Writing writing, int bytes) throws IOException {
        try {
            long place = writing.write();
            problem = null;
            return place;
        } catch (IOException e) {
            problem = e.getMessage();
            failedBytes = bytes;
            throw e;
        }
    }

    private interface Writing {
        /** @return where it begins */
        long write() throws IOException;
    }

    /** Appends a record with the next {@link #save}. */
    public void appendLater(byte[] content) {
        Runnable listener;
        synchronized (waitingLock) {
            waiting.add(content);
            waitingBytes += content.length + RecordFormat.HEAD_BYTES;
            if (waitingBytes > mostWaitingBytes) {
                forgetWaiting();
                writeAnew = true;
                forgotten = true;
            }
            listener = wakening;
        }
        listener.run();
    }

    /** Has the whole file written by the next {@link #save}. */
    public void writeAnew() {
        synchronized (waitingLock) {
            forgetWaiting();
            writeAnew = true;
        }
    }

    private void forgetWaiting() {
        waiting = new ArrayList<>();
        waitingBytes = 0;
    }

    /** Whether there is something that {@link #save} has not written yet. */
    public boolean isWaiting() {
        synchronized (waitingLock) {
            return writeAnew || !waiting.isEmpty();
        }
    }

    /**
     * Writes what waits to be written, or the file anew if it has to be.
     *
     * @throws IOException if it cannot be written; what waits goes on waiting. The message names the file
     */
    public synchronized void save() throws IOException {
        long unused = watched(this::saveWaiting, 0);
    }

    private long saveWaiting() throws IOException {
        boolean anew;
        synchronized (waitingLock) {
            forgotten = false;
            anew = writeAnew || (!waiting.isEmpty() && !exists);
        }
        if (anew || isMissing()) {
            rewrite();
        } else if (untidy || isMostlyUseless()) {
            try {
                rewrite();
            } catch (IOException e) {
                // It does as it is, and the disk may have space for a record if not for all of them.
                LOG.debug("not tidied up this time: {}", e.getMessage());
            }
        }
        List<byte[]> taken;
        synchronized (waitingLock) {
            taken = waiting;
            forgetWaiting();
        }
        if (taken.isEmpty()) {
            tryAgain();
            return end;
        }
        boolean written = false;
        try {
            long place = write(taken);
            written = true;
            return place;
        } finally {
            // Also where there was no memory for it.
            if (!written) {
                putBack(taken);
            }
        }
    }

    /** What was refused is not here any more: whether there is space for as much shows with bytes that are cut again. */
    private void tryAgain() throws IOException {
        if (problem == null) {
            return;
        }
        if (!exists) {
            rewrite();
        }
        writeBehind(ByteBuffer.allocate(failedBytes));
        channel.truncate(end);
    }

    private boolean isMissing() {
        return exists && Files.notExists(file);
    }

    private boolean isMostlyUseless() {
        return exists && end > 2 * contents.bytes() + LEAST_USELESS_BYTES && end > 2 * freshEnd;
    }

    private long write(List<byte[]> records) throws IOException {
        if (!exists) {
            rewrite();
        }
        int bytes = 0;
        for (byte[] content : records) {
            check(content);
            bytes = Math.addExact(bytes, RecordFormat.HEAD_BYTES + content.length);
        }
        ByteBuffer out = ByteBuffer.allocate(bytes);
        records.forEach(content -> out.put(RecordFormat.record(content, salt)));
        writeBehind(out.flip());
        long place = end;
        end += bytes;
        return place;
    }

    /** Writes behind the last record, all of it or nothing. */
    private void writeBehind(ByteBuffer out) throws IOException {
        try {
            FileChannel open = open();
            try {
                while (out.hasRemaining()) {
                    open.write(out, end + out.position());
                }
            } catch (IOException e) {
                cut(open, e);
                throw e;
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + FileProblem.of(e), e);
        }
    }

    private void cut(FileChannel open, IOException because) {
        try (open) {
            open.truncate(end);
        } catch (IOException e) {
            // The next record is written over it.
            because.addSuppressed(e);
        }
        // Opened anew the next time: it may have been the file that was at fault, and not the disk.
        channel = null;
    }

    private static void check(byte[] content) {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException("a record of " + content.length + " bytes");
        }
    }

    /** Cuts what was torn; what an append left behind that failed, too. */
    private FileChannel open() throws IOException {
        if (channel == null || !channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        if (channel.size() > end) {
            channel.truncate(end);
        }
        return channel;
    }

    /**
     * The content of a record.
     *
     * @param place from {@link #append}, {@link Visitor} or {@link Sink}
     * @throws LostRecordException if it is damaged or gone; the message names the file
     * @throws IOException if it cannot be read at the moment; the message names the file
     */
    public synchronized byte[] at(long place) throws IOException {
        try {
            if (channel == null || !channel.isOpen()) {
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
            ByteBuffer head = ByteBuffer.allocate(RecordFormat.HEAD_BYTES);
            fill(head, place);
            int length = head.getInt(4);
            if (head.getInt(0) != RecordFormat.RECORD_MAGIC || length < 0 || length > MAX_CONTENT_BYTES) {
                throw damaged(place);
            }
            ByteBuffer record = ByteBuffer.allocate(RecordFormat.HEAD_BYTES + length);
            fill(record, place);
            if (!RecordFormat.isSound(record.array(), 0, length)) {
                throw damaged(place);
            }
            byte[] content = new byte[length];
            record.get(RecordFormat.HEAD_BYTES, content);
            return content;
        } catch (LostRecordException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new LostRecordException(file + " is gone");
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + FileProblem.of(e), e);
        }
    }

    private LostRecordException damaged(long place) {
        return new LostRecordException(file + ": the record at byte " + place + " is damaged");
    }

    private void fill(ByteBuffer buffer, long place) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place + buffer.position()) < 0) {
                throw new LostRecordException(file + ": the record at byte " + place + " is cut short");
            }
        }
    }

    private void rewrite() throws IOException {
        List<byte[]> taken;
        synchronized (waitingLock) {
            // What waits is in the contents already; what comes from here on may be in both, which does no harm.
            taken = waiting;
            forgetWaiting();
        }
        boolean done = false;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            checkSpace(folder);
            if (!exists && Files.exists(file) && Files.size(file) > 0) {
                Path away = file.resolveSibling(file.getFileName() + ".damaged");
                Files.move(file, away, StandardCopyOption.REPLACE_EXISTING);
            }
            replace(file.resolveSibling(file.getFileName() + ".new"));
            done = true;
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + FileProblem.of(e), e);
        } finally {
            if (!done) {
                putBack(taken);
            }
        }
        synchronized (waitingLock) {
            // Changes that were forgotten in the meantime may have come after the contents were looked through.
            writeAnew = forgotten;
            forgotten = false;
        }
        untidy = false;
        putAwayEarlier();
    }

    /** Those that came in the meantime stand behind. */
    private void putBack(List<byte[]> taken) {
        synchronized (waitingLock) {
            List<byte[]> newer = waiting;
            forgetWaiting();
            newer.forEach(taken::add);
            taken.forEach(content -> waitingBytes += content.length + RecordFormat.HEAD_BYTES);
            waiting = taken;
        }
    }

    /** The last space of a disk is not filled up with what cannot become whole anyway. */
    private void checkSpace(Path folder) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        long needed = contents.bytes() + RecordFormat.HEADER_BYTES;
        if (usable > 0 && usable < needed) {
            throw new IOException("the disk has " + usable + " bytes left where " + needed + " are needed");
        }
    }

    private void replace(Path fresh) throws IOException {
        long newSalt = new SecureRandom().nextLong();
        FileChannel out = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        long written;
        try {
            written = writeAll(out, newSalt);
            out.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException | Error e) {
            out.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        if (channel != null) {
            channel.close();
        }
        channel = out;
        salt = newSalt;
        end = written;
        freshEnd = written;
        exists = true;
        contents.moved();
    }

    private long writeAll(FileChannel out, long newSalt) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        buffer.put(RecordFormat.header(kind, newSalt));
        contents.each(content -> {
            check(content);
            long place = out.position() + buffer.position();
            byte[] record = RecordFormat.record(content, newSalt);
            if (record.length > buffer.remaining()) {
                drain(buffer, out);
            }
            if (record.length > buffer.remaining()) {
                drain(ByteBuffer.wrap(record).position(record.length), out);
            } else {
                buffer.put(record);
            }
            return place;
        });
        drain(buffer, out);
        return out.position();
    }

    private static void drain(ByteBuffer buffer, FileChannel out) throws IOException {
        for (buffer.flip(); buffer.hasRemaining(); ) {
            out.write(buffer);
        }
        buffer.clear();
    }

    /** What an earlier version wrote is in this file now, and must not be read again. */
    private void putAwayEarlier() {
        if (before != null && Files.exists(before)) {
            Path away = before.resolveSibling(before.getFileName() + ".converted");
            try {
                Files.move(before, away, StandardCopyOption.REPLACE_EXISTING);
                LOG.info("{} is now kept in {}; {} may be removed", before.getFileName(), file, away);
            } catch (IOException e) {
                LOG.warn("{} is of no use any more and cannot be renamed: {}", before, FileProblem.of(e));
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
