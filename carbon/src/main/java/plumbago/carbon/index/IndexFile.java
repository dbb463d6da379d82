package plumbago.carbon.index;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The names on disk, so that a start with many of them need not wait for a walk over the data folder. Changes are
 * appended; when they outnumber the names, the file is written anew beside the old one and takes its place.
 *
 * <pre>
 *   "PlumIdx1"
 *   blocks:  length (u32) | CRC-32C of the records (u32) | CRC-32C of these 8 bytes (u32) | records
 * </pre>
 *
 * Numbers are big-endian; {@link IndexRecords} draws the records. A block that is cut short by the end of the file was
 * being written when the process ended: those before it count. Any other damage makes the file unusable.
 *
 * <p>The folder is what is true, and the file only a memory of it, so nothing waits for the disk here. For one thread.
 */
public final class IndexFile implements Closeable {
    private static final byte[] MAGIC = "PlumIdx1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = 12;
    private static final int MAX_BLOCK_BYTES = 1 << 24;
    private static final int BLOCK_BYTES = 64 * 1024;

    /** Changes that are always worth less than writing a small file anew. */
    private static final long SPARE_RECORDS = 10_000;

    private final Path file;
    private final MetricIndex index;
    private final IndexChanges changes = new IndexChanges();
    private FileChannel channel;
    private long records;

    /** Begins to note what changes in the index; nothing is read or written yet. */
    public IndexFile(Path file, MetricIndex index) {
        this.file = file;
        this.index = index;
        index.changesTo(changes);
    }

    /**
     * Fills the index with the names in the file. Whether their series are still there is for
     * a look at storage to find out.
     *
     * @return whether the file was there and sound; if not, what could be read is in the index all the same
     * @throws IOException if it cannot be read
     */
    public boolean load() throws IOException {
        long end = MAGIC.length;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            long size = Files.size(file);
            if (!java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                return false;
            }
            while (size - end >= HEAD_BYTES) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD_BYTES));
                if (head.remaining() < HEAD_BYTES || head.getInt(8) != checksum(head.array(), 8)) {
                    return false;
                }
                int length = head.getInt(0);
                if (length <= 0 || length > MAX_BLOCK_BYTES) {
                    return false;
                }
                if (size - end - HEAD_BYTES < length) {
                    break;
                }
                byte[] block = in.readNBytes(length);
                if (block.length < length || checksum(block, length) != head.getInt(4)) {
                    return false;
                }
                records += index.restore(block);
                end += HEAD_BYTES + length;
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (EOFException | IllegalArgumentException e) {
            return false;
        }
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(end);
        channel.position(end);
        return true;
    }

    /**
     * Puts what has changed behind the rest, or writes the file anew if that is shorter, or if there is none.
     *
     * @throws IOException if the disk is full, or worse; the next call writes the file anew
     */
    public void save() throws IOException {
        IndexChanges.Taken taken = changes.take();
        if (channel == null
                || !taken.complete()
                || records + taken.records() > 2L * index.size() + SPARE_RECORDS
                || !isCurrent()) {
            replace();
            return;
        }
        try {
            for (byte[] block : taken.blocks()) {
                write(channel, block);
            }
            records += taken.records();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether the file still has its name, and nobody has cut it. */
    private boolean isCurrent() throws IOException {
        return Files.exists(file) && Files.size(file) == channel.position();
    }

    private void replace() throws IOException {
        close();
        // Changes from here on are in the new file, or noted behind it, or both.
        List<byte[]> blocks = index.dump(BLOCK_BYTES);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        FileChannel made = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            writeAll(made, ByteBuffer.wrap(MAGIC));
            for (byte[] block : blocks) {
                write(made, block);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            made.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        channel = made;
        records = index.size();
    }

    private static void write(FileChannel to, byte[] block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + block.length);
        bytes.putInt(block.length).putInt(checksum(block, block.length));
        bytes.putInt(checksum(bytes.array(), 8)).put(block).flip();
        writeAll(to, bytes);
    }

    private static void writeAll(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Closes the file; the next {@link #save} would write it anew. */
    @Override
    public void close() throws IOException {
        if (channel != null) {
            FileChannel open = channel;
            channel = null;
            open.close();
        }
    }
}
