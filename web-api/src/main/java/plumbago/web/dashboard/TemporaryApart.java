package plumbago.web.dashboard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dashboards of a folder, with temporary ones elsewhere: nobody wants these under version control. Safe for any number of
 * threads.
 *
 * @param lasting all others
 * @param temporary those whose names say so
 */
record TemporaryApart(Dashboards lasting, Dashboards temporary) implements Dashboards {
    private Dashboards of(String name) {
        return TemporaryName.isTemporary(name) ? temporary : lasting;
    }

    @Override
    public List<String> names() throws IOException {
        return Stream.concat(
                        lasting.names().stream().filter(name -> !TemporaryName.isTemporary(name)),
                        temporary.names().stream().filter(TemporaryName::isTemporary))
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> load(String name) throws IOException {
        return of(name).load(name);
    }

    @Override
    public void save(String name, String state, Condition condition) throws IOException {
        of(name).save(name, state, condition);
    }

    @Override
    public boolean delete(String name, Condition condition) throws IOException {
        return of(name).delete(name, condition);
    }
}
