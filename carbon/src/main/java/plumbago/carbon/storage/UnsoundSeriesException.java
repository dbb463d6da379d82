package plumbago.carbon.storage;

import java.io.IOException;

/** What is stored of one series cannot be used. The message names the file and what is wrong with it. */
public final class UnsoundSeriesException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message names the file and what is wrong with it */
    public UnsoundSeriesException(String message, Throwable cause) {
        super(message, cause);
    }
}
