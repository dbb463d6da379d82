package plumbago.web.dashboard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumbago.base.http.RequestException;
import plumbago.web.dashboard.gdash.GdashFolder;

/** Dashboards that are kept, and GDash's, which come first and cannot be changed. Safe for any number of threads. */
record WithGdash(Dashboards kept, GdashFolder gdash) implements Dashboards {
    @Override
    public List<String> names() throws IOException {
        return Stream.concat(kept.names().stream(), gdash.names().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> load(String name) throws IOException {
        Optional<String> one = gdash.load(name);
        return one.isPresent() ? one : kept.load(name);
    }

    @Override
    public void save(String name, String state, Condition condition) throws IOException {
        refuse(name);
        kept.save(name, state, condition);
    }

    @Override
    public boolean delete(String name, Condition condition) throws IOException {
        refuse(name);
        return kept.delete(name, condition);
    }

    private void refuse(String name) throws IOException {
        if (gdash.has(name)) {
            throw new RequestException(
                    409,
                    "'" + name
                            + "' is one of GDash's dashboards, which are files in GDASH_FOLDER; save it by another name");
        }
    }
}
