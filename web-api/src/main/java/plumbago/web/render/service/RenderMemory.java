package plumbago.web.render.service;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all renders in flight hold of the heap together, from the first value read to the last byte handed to the system.
 * A request that would go beyond the limit is refused before memory runs out, and the others go on. Claims are
 * estimates, and rather too high. Safe for many threads.
 */
public final class RenderMemory {
    /** An array that grows beyond this is doubled, and then there are two of them for a moment. In bytes. */
    private static final int MOST_AT_FIRST = 64 << 20;

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** @param limit in bytes */
    RenderMemory(long limit) {
        this.limit = limit;
    }

    /** Bytes that are claimed at the moment. */
    long held() {
        return held.get();
    }

    /** How many bytes an array begins with that an answer of some length is written into. */
    public static int atFirst(long expected) {
        return (int) Math.min(MOST_AT_FIRST, expected);
    }

    /** Begins with a request that holds nothing yet. */
    Share share() {
        return new Share();
    }

    /** What one request holds. Used by one thread at a time. */
    public final class Share {
        private long claimed;

        private Share() {}

        /**
         * Claims more, in bytes.
         *
         * @throws RefusedException if there is not so much: too large if there never is, busy if others hold it
         */
        public void claim(long bytes) {
            if (bytes > limit - claimed) {
                throw new RefusedException(
                        RefusedException.Reason.TOO_LARGE,
                        "the request takes more than " + limit + " bytes of memory; ask for fewer series or less time,"
                                + " set maxDataPoints, or raise MAX_RENDER_BYTES (or the heap, with -Xmx)");
            }
            if (!claimIfThereIs(bytes)) {
                throw new RefusedException(
                        RefusedException.Reason.BUSY,
                        "other requests hold so much memory that this one would go beyond " + limit
                                + " bytes; ask again later, or raise MAX_RENDER_BYTES (or the heap, with -Xmx)");
            }
        }

        /**
         * Claims what it takes to write an answer into an array that begins with {@link RenderMemory#atFirst} bytes and
         * grows.
         *
         * @param bytes how long the answer may be
         * @param times how many such arrays there are at once
         * @throws RefusedException as {@link #claim}
         */
        public void claimToWrite(long bytes, long times) {
            claim((bytes <= MOST_AT_FIRST ? bytes : 3 * bytes) * times);
        }

        /** Claims more, unless there is not so much; says whether there was. */
        public boolean claimIfThereIs(long bytes) {
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                return false;
            }
            claimed += bytes;
            return true;
        }

        /** What is claimed at the moment, in bytes. */
        public long claimed() {
            return claimed;
        }

        /** Gives back all that is claimed beyond so many bytes. */
        public void keepOnly(long bytes) {
            if (bytes < claimed) {
                held.addAndGet(bytes - claimed);
                claimed = bytes;
            }
        }

        /** Gives all of it back. */
        public void end() {
            keepOnly(0);
        }
    }
}
