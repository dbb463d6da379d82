package plumbago.carbon.point;

/** Timestamps that can only be meant in milliseconds, where seconds are expected. */
public final class Milliseconds {
    /** In 1973; seconds of that number are in the year 5138, beyond what a Whisper file can hold. */
    private static final long FIRST = 100_000_000_000L;

    private static final long LAST = 0xFFFFFFFFL * 1000 + 999;

    private Milliseconds() {}

    /** Whether a timestamp is one. */
    public static boolean are(long timestamp) {
        return timestamp >= FIRST && timestamp <= LAST;
    }
}
