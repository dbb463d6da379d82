package plumbago.carbon.storage;

import java.io.IOException;
import java.util.List;

/**
 * Brings an index of names in line with what is stored: a series that is stored can be found, and one that is stored no
 * more cannot, unless it was announced and has never been stored. For one thread.
 */
public interface StoredNames {
    /**
     * Looks at what is stored now. Ends early, having done only part, if the thread is interrupted.
     *
     * @throws IOException if storage cannot be looked at
     */
    void look() throws IOException;

    /** What could not be looked at the last time, a sentence each. */
    List<String> troubles();
}
