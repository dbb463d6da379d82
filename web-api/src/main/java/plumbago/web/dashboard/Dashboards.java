package plumbago.web.dashboard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where dashboards are kept, or templates: a name and a text of JSON each. Safe for any number of threads. Whatever takes
 * a name throws {@link IllegalArgumentException} for one that none can have.
 */
interface Dashboards {
    /** All names, in order. */
    List<String> names() throws IOException;

    /**
     * The one of a name.
     *
     * @return JSON without blanks
     * @throws BadDashboardException if what is kept is no dashboard
     */
    Optional<String> load(String name) throws IOException;

    /**
     * Saves one, over an older one of that name.
     *
     * @param state JSON without blanks
     * @param condition looked at while nobody else saves
     * @throws IllegalArgumentException if it is too large, or there are too many
     * @throws IOException if it cannot be written; the older one is there then
     */
    void save(String name, String state, Condition condition) throws IOException;

    /** Deletes the one of a name; whether there was one. */
    boolean delete(String name, Condition condition) throws IOException;
}
