package plumbago.cli.whisper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A buffered output whose failures come through a {@link java.io.PrintStream}, which would swallow them: a tool whose
 * reader has gone ({@code whisper-dump … | head}) is to stop, and one that fills a disk is to say so.
 */
final class StandardOutput extends OutputStream {
    private static final int BUFFER_SIZE = 1 << 16;

    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_SIZE);
    }

    /** Thrown to the one who prints. */
    static final class Failure extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        private Failure(IOException cause) {
            super(cause);
        }

        /** Whether the one who read the output has ended, which is no fault. */
        boolean isReaderGone() {
            return "Broken pipe".equals(getCause().getMessage());
        }
    }

    @Override
    public void write(int b) {
        try {
            out.write(b);
        } catch (IOException e) {
            throw new Failure(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new Failure(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new Failure(e);
        }
    }
}
