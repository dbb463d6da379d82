package plumbago.carbon.storage;

import java.io.IOException;

/** Nothing is stored of a series that something was to be done to. */
public final class NoSuchSeriesException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message names the series, for whoever asked for it */
    public NoSuchSeriesException(String message) {
        super(message);
    }
}
