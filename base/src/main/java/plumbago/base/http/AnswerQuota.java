package plumbago.base.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all answers that list what is kept for the web, such as events, may have together until they are on their
 * way: clients that ask for all of it and do not take it must not use up the memory. Safe for any number of threads.
 */
public final class AnswerQuota {
    private static final int PART_OF_HEAP = 8;
    private static final int ESCAPED_BYTES = 6;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** An eighth of the heap. */
    public AnswerQuota() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param most in bytes */
    public AnswerQuota(long most) {
        this.most = most;
    }

    /**
     * Takes memory for an answer, until the request has ended.
     *
     * @param bytes of the answer as it is written at first
     * @throws RequestException if there is not so much: 422 if there never is, 503 if other answers have it
     */
    public void take(WebRequest request, long bytes) {
        long plain = JsonAnswers.times(request) * bytes;
        takeAll(request, plain + Packing.bytes(request, plain));
    }

    private void takeAll(WebRequest request, long bytes) {
        if (bytes > most) {
            throw new RequestException(
                    422,
                    "the answer would have " + bytes + " bytes where " + most + " are allowed; ask for less of it");
        }
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            throw new RequestException(503, "other answers hold so much memory that this one has to wait; ask again");
        }
        request.onEnd(() -> taken.addAndGet(-bytes));
    }

    /** Bytes that are taken at the moment. */
    long taken() {
        return taken.get();
    }

    /** The most bytes that a text takes as JSON in ASCII. */
    public static long json(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ' ' || c >= 0x7F ? ESCAPED_BYTES : c == '"' || c == '\\' ? 2 : 1;
        }
        return bytes;
    }
}
