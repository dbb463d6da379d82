package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of the names, for who goes over all of them and should not keep the index from others meanwhile: between two slices names
 * may come and go, of which some are missed or given twice.
 *
 * @param names of series that take points; without tagged ones, whose paths are not their names, and without those in folders
 *     with dots, which no points are written to
 * @param next where the next slice begins; -1 if this was the last one
 */
public record NameSlice(List<String> names, int next) {
    private static final String TAGGED = "_tagged.";

    /** @param most nodes that are looked at */
    static NameSlice of(LabelTable labels, NodeTable nodes, int from, int most) {
        List<String> names = new ArrayList<>();
        int end = Math.min(nodes.size(), from + most);
        StringBuilder path = new StringBuilder();
        for (int node = Math.max(from, 1); node < end; node++) {
            if (!nodes.isFree(node) && nodes.isLeaf(node) && !nodes.isReadOnly(node)) {
                path.setLength(0);
                append(labels, nodes, node, path);
                String name = path.toString();
                if (!name.startsWith(TAGGED) && !FoldersWithDots.areIn(name)) {
                    names.add(name);
                }
            }
        }
        return new NameSlice(names, end == nodes.size() ? -1 : end);
    }

    private static void append(LabelTable labels, NodeTable nodes, int node, StringBuilder path) {
        if (nodes.parent(node) != NodeTable.ROOT) {
            append(labels, nodes, nodes.parent(node), path);
            path.append('.');
        }
        path.append(text(labels, nodes.label(node)));
    }

    static String text(LabelTable labels, int label) {
        return new String(labels.bytes(), labels.start(label), labels.length(label), StandardCharsets.UTF_8);
    }
}
