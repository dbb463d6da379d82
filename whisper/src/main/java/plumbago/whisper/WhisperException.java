package plumbago.whisper;

import java.io.IOException;

/** Says what is wrong with a Whisper file, or with a request to it. The message names the file and what was expected. */
public class WhisperException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message is one sentence for a user. */
    public WhisperException(String message) {
        super(message);
    }
}
