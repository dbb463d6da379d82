package plumbago.cli.whisper.rrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What an RRD file says about itself, and the way to its values. */
public final class RrdFile {
    private static final byte[] MAGIC = {'R', 'R', 'D', 0};
    private static final int VERSION_END = 8;
    private static final int NAME = 20;

    /** No real file has so long a header; one that claims to is not read into memory. */
    private static final long MAX_HEADER = 64 << 20;

    private final Path path;
    private final RrdLayout layout;
    private final long lastUpdate;
    private final List<String> dataSources = new ArrayList<>();
    private final List<RrdArchive> archives = new ArrayList<>();

    private RrdFile(Path path, RrdLayout layout, ByteBuffer header, int version, long length) throws RrdException {
        this.path = path;
        this.layout = layout;
        int dataSourceCount = (int) layout.word(header, layout.dataSourceCountAt());
        int archiveCount = (int) layout.word(header, layout.archiveCountAt());
        long step = positive(layout.word(header, layout.stepAt()), "the step");
        int at = layout.headerSize();
        for (int i = 0; i < dataSourceCount; i++) {
            dataSources.add(name(header, at));
            at += layout.dataSourceSize();
        }
        int archivesAt = at;
        at += archiveCount * layout.archiveSize();
        lastUpdate = layout.word(header, at);
        at += layout.lastUpdateSize(version)
                + dataSourceCount * layout.dataSourceStateSize()
                + dataSourceCount * archiveCount * layout.archiveStateSize();
        long offset = at + (long) archiveCount * layout.word();
        for (int i = 0; i < archiveCount; i++) {
            int archiveAt = archivesAt + i * layout.archiveSize();
            long rows = positive(layout.word(header, archiveAt + layout.rowCountAt()), "a row count");
            long stepsPerRow = positive(layout.word(header, archiveAt + layout.stepsPerRowAt()), "a row's length");
            long newest = layout.word(header, at + i * layout.word());
            if (newest < 0 || newest >= rows) {
                throw new RrdException(
                        path, "archive " + i + " has " + rows + " rows, and its newest is row " + newest);
            }
            archives.add(new RrdArchive(
                    name(header, archiveAt),
                    (int) rows,
                    step * stepsPerRow,
                    header.getDouble(archiveAt + layout.xffAt()),
                    offset,
                    (int) newest));
            offset += rows * dataSourceCount * Double.BYTES;
        }
        if (offset > length) {
            throw new RrdException(path, "it is cut off, " + length + " bytes of " + offset);
        }
    }

    /**
     * Reads the header of a file.
     *
     * @throws RrdException if it is no RRD file, or damaged
     */
    public static RrdFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            ByteBuffer start = read(channel, 0, (int) Math.min(length, 256));
            int version = version(path, start);
            for (RrdLayout layout : RrdLayout.ALL) {
                if (layout.fits(start)) {
                    long size = headerSize(layout, start, version);
                    if (size > 0 && size <= Math.min(length, MAX_HEADER)) {
                        ByteBuffer header = read(channel, 0, (int) size).order(layout.order());
                        if (isComplete(layout, header, version, length)) {
                            return new RrdFile(path, layout, header, version, length);
                        }
                    }
                }
            }
            throw new RrdException(path, "it is cut off, or laid out as no known machine does it");
        }
    }

    private static int version(Path path, ByteBuffer start) throws RrdException {
        boolean magic = start.limit() >= VERSION_END;
        for (int i = 0; magic && i < MAGIC.length; i++) {
            magic = start.get(i) == MAGIC[i];
        }
        if (!magic) {
            throw new RrdException(path, "it does not begin with RRD");
        }
        int version = 0;
        for (int i = MAGIC.length; i < VERSION_END; i++) {
            if (start.get(i) < '0' || start.get(i) > '9') {
                throw new RrdException(path, "its version is no number");
            }
            version = version * 10 + start.get(i) - '0';
        }
        return version;
    }

    /** Bytes before the first row, or 0 if the file cannot be laid out so. */
    private static long headerSize(RrdLayout layout, ByteBuffer start, int version) {
        long dataSources = layout.word(start, layout.dataSourceCountAt());
        long archives = layout.word(start, layout.archiveCountAt());
        if (dataSources < 1 || archives < 1 || dataSources > MAX_HEADER || archives > MAX_HEADER) {
            return 0;
        }
        return layout.headerSize()
                + dataSources * (layout.dataSourceSize() + layout.dataSourceStateSize())
                + archives * (layout.archiveSize() + layout.word())
                + dataSources * archives * layout.archiveStateSize()
                + layout.lastUpdateSize(version);
    }

    /** Whether the rows fill the rest of the file to the byte; by this the layouts of 32-bit machines are told apart. */
    private static boolean isComplete(RrdLayout layout, ByteBuffer header, int version, long length) {
        long dataSources = layout.word(header, layout.dataSourceCountAt());
        long archives = layout.word(header, layout.archiveCountAt());
        long size = headerSize(layout, header, version);
        for (int i = 0; i < archives; i++) {
            int archiveAt =
                    (int) (layout.headerSize() + dataSources * layout.dataSourceSize()) + i * layout.archiveSize();
            long rows = layout.word(header, archiveAt + layout.rowCountAt());
            if (rows < 0 || rows > length) {
                return false;
            }
            size += rows * dataSources * Double.BYTES;
        }
        return size == length;
    }

    private long positive(long number, String what) throws RrdException {
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new RrdException(path, what + " is " + number);
        }
        return number;
    }

    private static String name(ByteBuffer bytes, int at) {
        int end = 0;
        while (end < NAME && bytes.get(at + end) != 0) {
            end++;
        }
        byte[] name = new byte[end];
        bytes.get(at, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    private static ByteBuffer read(FileChannel channel, long at, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            // until it is full, or the file is over
        }
        return bytes.flip();
    }

    /** Seconds since the epoch of the newest value that went into the file. */
    public long lastUpdate() {
        return lastUpdate;
    }

    /** The names of the series in the file. */
    public List<String> dataSources() {
        return dataSources;
    }

    /** Its archives, in the order of the file. */
    public List<RrdArchive> archives() {
        return archives;
    }

    /** Seconds since the epoch when the oldest row of an archive begins. A row follows every {@code secondsPerRow}. */
    public long start(RrdArchive archive) {
        long end = lastUpdate - lastUpdate % archive.secondsPerRow();
        return end - archive.rowCount() * archive.secondsPerRow();
    }

    /**
     * Reads the values of one data source from one archive.
     *
     * @param dataSource its index
     * @return one value for each row, the oldest first, NaN where it is unknown
     */
    public double[] values(RrdArchive archive, int dataSource) throws IOException {
        double[] values = new double[archive.rowCount()];
        int rowSize = dataSources.size() * Double.BYTES;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (int i = 0; i < values.length; ) {
                int row = (archive.newestRow() + 1 + i) % values.length;
                int rows = Math.min(values.length - row, Math.min(values.length - i, 1 + (1 << 20) / rowSize));
                ByteBuffer bytes = read(channel, archive.offset() + (long) row * rowSize, rows * rowSize);
                if (bytes.limit() < rows * rowSize) {
                    throw new RrdException(path, "it has become shorter");
                }
                bytes.order(layout.order());
                for (int r = 0; r < rows; r++) {
                    values[i++] = bytes.getDouble(r * rowSize + dataSource * Double.BYTES);
                }
            }
        }
        return values;
    }
}
