package plumbago.carbon.housekeeping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.carbon.index.IndexNode;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.name.TaggedName;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.carbon.storage.Storage;
import plumbago.carbon.tags.TaggedNames;

/**
 * Which metrics there are, and how what is stored of them differs from what the schemas want. Only reads, and needs no
 * queues. Safe for many threads.
 *
 * @param layouts what stored metrics should look like
 * @param taggedNames by which tagged series are known
 */
public record StoredMetrics(MetricIndex index, Storage storage, Layouts layouts, TaggedNames taggedNames) {
    /**
     * The metrics that a path expression matches, in order; tagged ones by their names as far as these are known.
     *
     * @throws IllegalArgumentException if the expression is one that no find would answer
     */
    public List<String> matching(String pattern) {
        List<String> found = new ArrayList<>();
        Map<String, String> byPath = null;
        for (IndexNode node : index.find(pattern)) {
            if (!node.leaf() || !node.isWritable()) {
                continue;
            }
            if (TaggedName.isPath(node.path())) {
                if (byPath == null) {
                    byPath = new HashMap<>();
                    for (String name : taggedNames.names()) {
                        byPath.put(TaggedName.listed(name), name);
                    }
                }
                found.add(byPath.getOrDefault(node.path(), node.path()));
            } else {
                found.add(node.path());
            }
        }
        return found;
    }

    /**
     * How what is stored of a metric differs from what the schemas want, a sentence each; nothing if it does not, or if
     * nothing is stored. Waits for nobody.
     *
     * @throws IOException if it cannot be read, or it is not known which metric's it is
     */
    public List<String> differences(String metric) throws IOException {
        if (TaggedName.isPath(metric)) {
            throw new IOException("the tag index does not know whose file this is, and so neither which schema it has");
        }
        Optional<SeriesLayout> layout = storage.layout(metric);
        return layout.isEmpty() ? List.of() : layout.get().differences(layouts.layoutFor(metric));
    }
}
