package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.List;

/**
 * What has changed in the index since somebody last asked, encoded as it goes to the {@link IndexFile}. Bounded: when
 * nobody asks, or the disk takes nothing, it forgets the changes and remembers that there were too many.
 */
final class IndexChanges {
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int MAX_BLOCKS = 512;

    private List<byte[]> full = new ArrayList<>();
    private IndexRecords.Encoder records = new IndexRecords.Encoder();
    private int count;
    private boolean tooMany;

    /**
     * Changes in the order they happened.
     *
     * @param blocks of records
     * @param records how many there are
     * @param complete false if some were forgotten, so that only the whole index tells what is true
     */
    record Taken(List<byte[]> blocks, int records, boolean complete) {}

    synchronized void add(byte kind, byte[] path) {
        if (tooMany) {
            return;
        }
        records.add(kind, path, path.length);
        count++;
        if (records.size() >= BLOCK_BYTES) {
            full.add(records.take());
            if (full.size() == MAX_BLOCKS) {
                forget();
                tooMany = true;
            }
        }
    }

    synchronized Taken take() {
        if (records.size() > 0) {
            full.add(records.take());
        }
        Taken taken = new Taken(full, count, !tooMany);
        forget();
        tooMany = false;
        return taken;
    }

    private void forget() {
        full = new ArrayList<>();
        records = new IndexRecords.Encoder();
        count = 0;
    }
}
