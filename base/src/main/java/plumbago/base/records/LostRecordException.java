package plumbago.base.records;

import java.io.IOException;

/** A record that is damaged or gone, and does not come back; other errors of reading may pass. */
public final class LostRecordException extends IOException {
    private static final long serialVersionUID = 1;

    LostRecordException(String message) {
        super(message);
    }
}
