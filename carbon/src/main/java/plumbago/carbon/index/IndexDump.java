package plumbago.carbon.index;

import java.util.ArrayList;
import java.util.List;

/** Writes the whole tree as records of the {@link IndexFile}. Runs under the index's read lock and changes nothing. */
final class IndexDump {
    private final LabelTable labels;
    private final NodeTable nodes;
    private final int blockBytes;
    private final List<byte[]> blocks = new ArrayList<>();
    private final IndexRecords.Encoder encoder = new IndexRecords.Encoder();
    private byte[] path = new byte[256];

    IndexDump(LabelTable labels, NodeTable nodes, int blockBytes) {
        this.labels = labels;
        this.nodes = nodes;
        this.blockBytes = blockBytes;
    }

    List<byte[]> blocks() {
        if (nodes.childCount(NodeTable.ROOT) > 0) {
            below(NodeTable.ROOT, 0);
        }
        if (encoder.size() > 0) {
            blocks.add(encoder.take());
        }
        return blocks;
    }

    private void below(int node, int length) {
        for (int child : nodes.sortedChildren(node)) {
            int label = nodes.label(child);
            int n = labels.length(label);
            path = Growth.ensureCapacity(path, length + n + 1);
            System.arraycopy(labels.bytes(), labels.start(label), path, length, n);
            int end = length + n;
            if (nodes.isLeaf(child)) {
                record(nodes.isReadOnly(child) ? IndexRecords.READ_ONLY : IndexRecords.SERIES, end);
            }
            if (nodes.childCount(child) > 0) {
                path[end] = '.';
                below(child, end + 1);
            } else if (nodes.isBranch(child)) {
                record(IndexRecords.BRANCH, end);
            }
        }
    }

    private void record(byte kind, int length) {
        encoder.add(kind, path, length);
        if (encoder.size() >= blockBytes) {
            blocks.add(encoder.take());
        }
    }
}
