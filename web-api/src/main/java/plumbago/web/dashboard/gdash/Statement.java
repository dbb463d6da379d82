package plumbago.web.dashboard.gdash;

import java.util.List;
import java.util.Map;

/**
 * A line of a description, such as {@code field :user, :color => "red"}. Values are texts (also numbers, as they are
 * written, and symbols), {@link Boolean}s, {@link #NOTHING}, and lists of these.
 *
 * @param values those without a name
 * @param options those with one
 */
record Statement(int line, String word, List<Object> values, Map<String, Object> options) {
    /** Ruby's {@code nil}. */
    static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "";
        }
    };

    /** What Ruby holds to be true. */
    static boolean isTrue(Object value) {
        return value != null && value != NOTHING && !Boolean.FALSE.equals(value);
    }
}
