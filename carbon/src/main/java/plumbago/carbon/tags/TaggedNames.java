package plumbago.carbon.tags;

import java.util.Collection;
import java.util.List;

/** The names of tagged series, of which the index of names only knows where their files lie. */
public interface TaggedNames {
    /** Knows of none. */
    TaggedNames NONE = new TaggedNames() {
        @Override
        public Collection<String> names() {
            return List.of();
        }

        @Override
        public void removed(String name) {}
    };

    /** All names, as {@code name;tag=value}. */
    Collection<String> names();

    /** Told of each tagged series that is no more. */
    void removed(String name);
}
