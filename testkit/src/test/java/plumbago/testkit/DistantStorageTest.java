package plumbago.testkit;

import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Storage;

class DistantStorageTest extends StorageContract {
    @Override
    protected Storage open(Layouts layouts, PointCounters counters) {
        return new DistantStorage(new InMemoryStorage(layouts, counters));
    }
}
