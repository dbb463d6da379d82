package plumbago.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.storage.whisper.WhisperStorage;
import plumbago.whisper.Allocation;

class WhisperContractTest extends StorageContract {
    @TempDir
    Path folder;

    @Override
    protected Storage open(Layouts layouts, PointCounters counters) {
        return new WhisperStorage(
                folder, layouts, new WhisperStorage.Options(Allocation.SPARSE, 10, true, false), counters);
    }
}
