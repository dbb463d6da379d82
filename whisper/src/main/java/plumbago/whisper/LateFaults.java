package plumbago.whisper;

/**
 * Has the virtual machine say now whether a page of a mapped file could not be had.
 *
 * <p>Where compiled code touches such a page, virtual machines before Java 21 only make a note, and throw when the thread
 * is next on its way back from within them: after the call that was at fault, in the midst of whatever comes then, which
 * may be work on another file or on none.
 */
final class LateFaults {
    private static final boolean LATE = Runtime.version().feature() < 21;

    /** Zero; read anew each time, so that the array is not made by compiled code alone. */
    private static volatile int none;

    private LateFaults() {}

    /**
     * Throws if a page was missing since the last call on this thread.
     *
     * @throws InternalError as the virtual machine reports it
     */
    static void report() {
        // An array of arrays whose sizes are not known is made within the virtual machine; a tenth of a microsecond.
        if (LATE && new byte[none][none].length > 0) {
            throw new AssertionError("no array was asked for");
        }
    }
}
