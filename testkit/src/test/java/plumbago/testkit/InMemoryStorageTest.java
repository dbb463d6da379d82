package plumbago.testkit;

import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Storage;

class InMemoryStorageTest extends StorageContract {
    @Override
    protected Storage open(Layouts layouts, PointCounters counters) {
        return new InMemoryStorage(layouts, counters);
    }
}
