package plumbago.carbon.storage;

import java.io.IOException;

/**
 * Storage as a whole cannot be reached at present: nothing can be said of any series, not even that it is not there.
 * Trying again later is of use; the points wait meanwhile, and a query is answered with 503.
 */
public final class StorageUnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message names the storage and why it cannot be reached */
    public StorageUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
