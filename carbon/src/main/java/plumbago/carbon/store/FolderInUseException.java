package plumbago.carbon.store;

import java.io.IOException;

/** Another process has the data folder; the message tells which, as far as that is known. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1;

    FolderInUseException(String message) {
        super(message);
    }
}
