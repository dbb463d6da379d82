package plumbago.whisper;

/** How the empty points of a new file are made. The bytes read back are zeros in each case. */
public enum Allocation {
    /**
     * The disk promises the room at once, and the zeros are not written. A full disk shows when the file is made, not
     * when a point is stored. Where the file system cannot promise, the zeros are written.
     */
    RESERVED,

    /** No room is taken until points are stored; quick and small, but a later point may find the disk full. */
    SPARSE,

    /** The zeros are written. */
    ZEROED
}
