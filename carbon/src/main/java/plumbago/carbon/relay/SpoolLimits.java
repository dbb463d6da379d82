package plumbago.carbon.relay;

/**
 * Bounds of a spool, in bytes of its files.
 *
 * @param fullAt where senders are made to wait, if they are made to (MAX_SPOOL_BYTES)
 * @param freeBelow below this they go on (QUEUE_LOW_WATERMARK_PCT of it)
 * @param most beyond this points are dropped: with senders that wait it is more, for what has been read already
 *     (MAX_QUEUE_SIZE_HARD_PCT of it)
 */
record SpoolLimits(long fullAt, long freeBelow, long most) {}
