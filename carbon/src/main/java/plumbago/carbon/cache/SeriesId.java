package plumbago.carbon.cache;

/**
 * The number of a series: an int in which stand its stripe and its handle there. Nothing else knows where.
 *
 * <pre>
 *   bit  31 30                      b  b-1            0
 *       ┌──┬─────────────────────────┬────────────────┐
 *       │ 0│ handle in its stripe    │ stripe         │     b: the stripes are 2^b, with b from 0 to 8
 *       └──┴─────────────────────────┴────────────────┘
 * </pre>
 *
 * So numbers ascend with the handles, whatever the stripe, and lie as close together as these: series that were first
 * seen one after the other have numbers that do not lie far apart. A number below zero is no series.
 *
 * <p>Which stripe a name falls into, the upper b bits of its hash tell; the lower ones are for the stripe's own table.
 */
final class SeriesId {
    private SeriesId() {}

    /** The number of the series with a handle in a stripe. */
    static int of(int stripe, int handle, int stripeBits) {
        return handle << stripeBits | stripe;
    }

    /** Which stripe a series is in. */
    static int stripe(int series, int stripeBits) {
        return series & (1 << stripeBits) - 1;
    }

    /** The handle of a series in its stripe. */
    static int handle(int series, int stripeBits) {
        return series >>> stripeBits;
    }

    /** Which stripe a name belongs to. */
    static int stripeOfName(int hash, int stripeBits) {
        // A shift by 32 would be one by none.
        return stripeBits == 0 ? 0 : hash >>> (32 - stripeBits);
    }
}
