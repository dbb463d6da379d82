package plumbago.base.net;

/**
 * How long a socket is left unread after all that had come was read, so that more datagrams gather: to be woken up for each costs
 * more than to read it. Only where they come quickly anyway, and never for so long that the system's buffer could be half full.
 * Belongs to the thread that reads the socket.
 */
final class ReadPauses {
    /** What a datagram waits at most. */
    static final long MOST_NANOS = 4_000_000;

    /** Linux takes no more of the buffer for a datagram of a usual size. */
    private static final int BUFFER_BYTES_OF_DATAGRAM = 4096;

    /** Which part of the buffer may fill meanwhile, at the rate of just before. */
    private static final int PART = 4;

    private final long mostDatagrams;
    private final int fullRound;
    private long lastRound;
    private int inRound;
    private long since;

    /**
     * @param bufferBytes what the system gives for bursts
     * @param fullRound a round of so many datagrams may have left some
     */
    ReadPauses(int bufferBytes, int fullRound) {
        this.mostDatagrams = Math.max(1, bufferBytes / BUFFER_BYTES_OF_DATAGRAM / PART);
        this.fullRound = fullRound;
    }

    /** A datagram was read. */
    void read() {
        inRound++;
        since++;
    }

    /**
     * A round of reads has ended.
     *
     * @param nanos a clock of which only differences matter
     * @return nanoseconds to pause; 0 for none
     */
    long roundEnded(long nanos) {
        boolean isFull = inRound >= fullRound;
        inRound = 0;
        if (isFull || since == 0) {
            return 0;
        }
        long elapsed = nanos - lastRound;
        long pause =
                elapsed < 0 || elapsed > 2 * MOST_NANOS ? 0 : Math.min(MOST_NANOS, mostDatagrams * elapsed / since);
        lastRound = nanos;
        since = 0;
        return pause;
    }
}
