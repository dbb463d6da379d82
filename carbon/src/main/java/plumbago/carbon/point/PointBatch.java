package plumbago.carbon.point;

import java.nio.charset.StandardCharsets;

/**
 * Up to {@value #CAPACITY} points in columns. Names are not copied: they are ranges of one byte array, usually the
 * receiver's own buffer, which must stay as it is until the batch has been taken or cleared.
 *
 * <p>Belongs to one thread at a time.
 */
public final class PointBatch {
    /** How many points fit; a receiver hands the batch on when {@link #isFull()}. */
    public static final int CAPACITY = 1024;

    /** Instead of the series of a point that is not to be kept. */
    public static final int NO_SERIES = -1;

    private final int[] nameOffsets = new int[CAPACITY];
    private final int[] nameLengths = new int[CAPACITY];
    private final int[] nameHashes = new int[CAPACITY];
    private final int[] series = new int[CAPACITY];
    private final long[] timestamps = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private byte[] bytes = new byte[0];
    private Object sender = "";
    private int size;

    /** Empties the batch and sets the array in which the names of the next points lie. */
    public void reset(byte[] nameBytes) {
        reset(nameBytes, "");
    }

    /**
     * The same with points of somebody.
     *
     * @param from where the next points come from: an address, or something that prints as what is known of it
     */
    public void reset(byte[] nameBytes, Object from) {
        bytes = nameBytes;
        sender = from;
        size = 0;
    }

    /** Where the points come from, see {@link #reset(byte[], Object)}; an empty text if that is not known. */
    public Object sender() {
        return sender;
    }

    /** Empties the batch; the next points' names lie in the same array. */
    public void clear() {
        size = 0;
    }

    /**
     * Adds a point to a batch that is not full.
     *
     * @param nameOffset where the name begins in the array given to {@link #reset}
     * @param nameLength bytes of UTF-8
     * @param nameHash the name's {@link NameHash}
     * @param timestamp seconds since the epoch
     */
    public void add(int nameOffset, int nameLength, int nameHash, long timestamp, double value) {
        int i = size++;
        nameOffsets[i] = nameOffset;
        nameLengths[i] = nameLength;
        nameHashes[i] = nameHash;
        timestamps[i] = timestamp;
        values[i] = value;
    }

    /** Whether no further point fits. */
    public boolean isFull() {
        return size == CAPACITY;
    }

    /**
     * Adds a point of a series that is known already, and so without its name, to a batch that is not full.
     *
     * @param pointSeries as the write queues number the series
     * @param timestamp seconds since the epoch
     */
    public void add(int pointSeries, long timestamp, double value) {
        add(0, 0, 0, timestamp, value);
        series[size - 1] = pointSeries;
    }

    /** Notes which series point {@code i} belongs to, or {@link #NO_SERIES}. */
    public void setSeries(int i, int pointSeries) {
        series[i] = pointSeries;
    }

    /** What was noted last with {@link #setSeries}; has no meaning before. */
    public int series(int i) {
        return series[i];
    }

    /** Changes the timestamp of point {@code i}, in seconds since the epoch. */
    public void setTimestamp(int i, long timestamp) {
        timestamps[i] = timestamp;
    }

    /** Changes the value of point {@code i}. */
    public void setValue(int i, double value) {
        values[i] = value;
    }

    /** How many points there are. */
    public int size() {
        return size;
    }

    /** The array in which the names lie. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the name of point {@code i} begins in {@link #bytes()}. */
    public int nameOffset(int i) {
        return nameOffsets[i];
    }

    /** Length in bytes of the name of point {@code i}. */
    public int nameLength(int i) {
        return nameLengths[i];
    }

    /** The {@link NameHash} of the name of point {@code i}. */
    public int nameHash(int i) {
        return nameHashes[i];
    }

    /** Seconds since the epoch of point {@code i}; may lie outside what a Whisper file can hold. */
    public long timestamp(int i) {
        return timestamps[i];
    }

    /** The value of point {@code i}. */
    public double value(int i) {
        return values[i];
    }

    /** The name of point {@code i} as text; for the rare cases that need it, not for the hot path. */
    public String name(int i) {
        return new String(bytes, nameOffsets[i], nameLengths[i], StandardCharsets.UTF_8);
    }
}
