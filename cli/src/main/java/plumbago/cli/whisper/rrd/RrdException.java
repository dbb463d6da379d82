package plumbago.cli.whisper.rrd;

import java.io.IOException;
import java.nio.file.Path;

/** Says what is wrong with an RRD file. */
public final class RrdException extends IOException {
    private static final long serialVersionUID = 1L;

    RrdException(Path path, String found) {
        super("'" + path + "' is no RRD file that can be read: " + found);
    }
}
