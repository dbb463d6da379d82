package plumbago.web.dashboard;

import java.io.IOException;
import java.io.Writer;

/** Collects text up to a bound: what is made of a small text may be large. Used by one thread. */
final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int most;

    /** There would be more of it. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** @param most characters */
    BoundedText(int most) {
        this.most = most;
    }

    @Override
    public void write(char[] from, int at, int length) throws IOException {
        if (length > most - text.length()) {
            throw new TooLong();
        }
        text.append(from, at, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
