package plumbago.web.render;

import java.util.concurrent.atomic.AtomicLong;
import plumbago.base.http.RequestException;

/**
 * What all renders in flight hold of the heap together, from the first value read to the last byte handed to the system.
 * A request that would go beyond the limit is refused before memory runs out, and the others go on. Claims are
 * estimates, and rather too high. Safe for many threads.
 */
final class RenderMemory {
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

    /** Begins with a request that holds nothing yet. */
    Share share() {
        return new Share();
    }

    /** What one request holds. Used by one thread at a time. */
    final class Share {
        private long claimed;

        private Share() {}

        /**
         * Claims more.
         *
         * @throws RequestException if there is not so much: 422 if there never is, 503 if others hold it
         */
        void claim(long bytes) {
            if (bytes > limit - claimed) {
                throw new RequestException(
                        422,
                        "the request takes more than " + limit + " bytes of memory; ask for fewer series or less time,"
                                + " set maxDataPoints, or raise MAX_RENDER_BYTES (or the heap, with -Xmx)");
            }
            if (!claimIfThereIs(bytes)) {
                throw new RequestException(
                        503,
                        "other requests hold so much memory that this one would go beyond " + limit
                                + " bytes; ask again later, or raise MAX_RENDER_BYTES (or the heap, with -Xmx)");
            }
        }

        /** Claims more, unless there is not so much. */
        boolean claimIfThereIs(long bytes) {
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                return false;
            }
            claimed += bytes;
            return true;
        }

        /** What is claimed at the moment, in bytes. */
        long claimed() {
            return claimed;
        }

        /** Gives back all that is claimed beyond so many bytes. */
        void keepOnly(long bytes) {
            if (bytes < claimed) {
                held.addAndGet(bytes - claimed);
                claimed = bytes;
            }
        }

        /** Gives all of it back. */
        void end() {
            keepOnly(0);
        }
    }
}
