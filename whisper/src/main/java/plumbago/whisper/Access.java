package plumbago.whisper;

/** How an open file is reached. All ways read and write the same bytes. */
public enum Access {
    /**
     * Through memory. Dear to open, and then by far the cheapest way: for files that stay open and change often. Each
     * open file takes one of the process's mappings, of which the kernel allows 65,530 unless told otherwise.
     */
    MAPPED,

    /** By reading and writing at positions. Cheap to open and close: for files that are touched now and then. */
    CHANNEL,

    /**
     * As {@link #CHANNEL}, with fewer calls of the operating system, on 64-bit Linux. For a file that is written to at
     * once and closed again, by one thread that has no other file open in this way.
     */
    ONCE
}
