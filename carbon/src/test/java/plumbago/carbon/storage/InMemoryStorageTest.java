package plumbago.carbon.storage;

import plumbago.carbon.stats.PointCounters;

class InMemoryStorageTest extends StorageContract {
    @Override
    protected Storage open(Layouts layouts, PointCounters counters) {
        return new InMemoryStorage(layouts, counters);
    }
}
