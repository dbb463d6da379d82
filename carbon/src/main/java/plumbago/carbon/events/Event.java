package plumbago.carbon.events;

import java.util.List;

/**
 * Something that happened.
 *
 * @param when seconds since the epoch, from {@link #EARLIEST} to {@link #LATEST}
 * @param data free text, may be empty
 * @param tags words in the order in which they were given; one may come twice
 */
public record Event(int id, long when, String what, String data, List<String> tags) {
    /** The beginning of the year 1, the first that graphite-web knows. */
    public static final long EARLIEST = -62_135_596_800L;

    /** The end of the year 9999. */
    public static final long LATEST = 253_402_300_799L;

    /** Tags that an event may have. */
    public static final int MOST_TAGS = 1_000;

    /** Letters that an event may have, its tags among them: all events are held in memory. */
    public static final int MOST_LETTERS = 65_536;

    /** What an event takes in memory besides its texts, and a text besides its letters. */
    private static final int EVENT_BYTES = 240;

    private static final int TEXT_BYTES = 64;
    private static final char LAST_OF_ONE_BYTE = 0xFF;

    /** How many letters an event with these texts has, as {@link #MOST_LETTERS} counts them. */
    public static long letters(String what, String data, List<String> tags) {
        return what.length()
                + (long) data.length()
                + tags.stream().mapToLong(String::length).sum();
    }

    /** About how many bytes of memory it takes. */
    long memoryBytes() {
        long bytes = EVENT_BYTES + bytesOf(what) + bytesOf(data);
        for (String tag : tags) {
            bytes += bytesOf(tag);
        }
        return bytes;
    }

    private static long bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_ONE_BYTE) {
                return TEXT_BYTES + 2L * text.length();
            }
        }
        return TEXT_BYTES + (long) text.length();
    }
}
