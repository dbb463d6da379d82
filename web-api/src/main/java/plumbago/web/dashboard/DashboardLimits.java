package plumbago.web.dashboard;

import java.nio.charset.StandardCharsets;

/**
 * What goes beyond is refused with a sentence.
 *
 * @param what is kept, for messages: {@code dashboard} or {@code template}
 * @param most how many
 * @param mostBytes of all together, as they are kept
 */
record DashboardLimits(String what, int most, long mostBytes) {
    /** Bytes of a name. */
    static final int MAX_NAME = 240;

    /** Bytes of one dashboard, without its name and without blanks. */
    static final int MAX_STATE = 1 << 20;

    void checkName(String name) {
        if (name.isBlank() || bytes(name) > MAX_NAME) {
            throw new IllegalArgumentException("a " + what + "'s name must have 1 to " + MAX_NAME + " bytes");
        }
    }

    void checkState(String state) {
        if (state.length() > MAX_STATE || bytes(state) > MAX_STATE) {
            throw new IllegalArgumentException(
                    "a " + what + " may have " + MAX_STATE + " bytes, and this one has more");
        }
    }

    boolean allow(int number, long bytes) {
        return number <= most && bytes <= mostBytes;
    }

    /** Refuses what would be there with one more, if it is too much. */
    void check(int number, long bytes) {
        if (number > most) {
            throw new IllegalArgumentException(
                    "there are " + (number - 1) + " " + what + "s, as many as are kept (MAX_DASHBOARDS)");
        }
        if (bytes > mostBytes) {
            throw new IllegalArgumentException(
                    "the " + what + "s would have more than " + mostBytes + " bytes together (MAX_DASHBOARD_BYTES)");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
