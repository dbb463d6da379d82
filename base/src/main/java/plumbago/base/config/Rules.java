package plumbago.base.config;

import java.util.List;

/** What was read from a file of rules. */
public interface Rules {
    /** Which parts of the file are not used, and why; each names file and line. */
    List<String> warnings();
}
