package plumbago.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.carbon.housekeeping.Housekeeping;
import plumbago.carbon.housekeeping.Outcome;
import plumbago.carbon.store.SeriesStore;

/** Changes metrics of a data folder that no server has: the store runs in this process, and nothing listens. */
final class FolderChanges implements MetricChanges {
    private static final String WHO = "the command line";

    private final SeriesStore store;
    private final Housekeeping housekeeping;

    FolderChanges(Settings settings) throws ConfigException, IOException {
        store = SeriesStore.open(settings, Clock.systemUTC(), Parts.STORAGES);
        try {
            Optional<Path> unused = store.state().path();
        } catch (IOException e) {
            store.close();
            // Who has this folder and not the data folder is the server of other metrics, which must not be asked in
            // its place.
            throw new IOException(e.getMessage(), e);
        }
        store.verifyNames();
        housekeeping = store.housekeeping();
    }

    @Override
    public Outcome matching(String pattern) {
        return housekeeping.delete(housekeeping.matching(pattern), true, WHO);
    }

    @Override
    public Outcome delete(List<String> metrics, boolean dryRun) {
        return housekeeping.delete(metrics, dryRun, WHO);
    }

    @Override
    public Outcome expired(String pattern, String age) {
        return housekeeping.expire(housekeeping.matching(pattern), Housekeeping.age(age), true, WHO);
    }

    @Override
    public Outcome expire(List<String> metrics, String age) {
        return housekeeping.expire(metrics, Housekeeping.age(age), false, WHO);
    }

    @Override
    public Outcome rename(String from, String to, boolean dryRun) {
        return housekeeping.rename(from, to, dryRun, WHO);
    }

    @Override
    public Outcome applySchema(List<String> metrics) {
        return housekeeping.applySchema(metrics, false, WHO);
    }

    @Override
    public void close() {
        store.close();
    }
}
