package plumbago.carbon.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that somebody has made so that they fall into one place of the tables, as those were, keep no look-up longer. */
class MadeNamesTest {
    private final LabelTable labels = new LabelTable();
    private final NodeTable nodes = new NodeTable(labels);

    private int intern(String label) {
        byte[] bytes = label.getBytes(UTF_8);
        return labels.intern(bytes, 0, bytes.length);
    }

    /** {@code Aa} and {@code BB} have one sum of 31 times the one before, and so have all that are made of them. */
    @Test
    void labelsOfOneOldHash() {
        int names = 1 << 14;
        for (int i = 0; i < names; i++) {
            StringBuilder label = new StringBuilder();
            for (int bit = 0; bit < 14; bit++) {
                label.append((i >>> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertEquals(i, intern(label.toString()));
        }
        assertTrue(labels.longestRun() < 200, labels.longestRun() + " places in a row");
    }

    /** Pairs of a parent and a label are chosen so that the hash of their numbers had the same last sixteen bits. */
    @Test
    void childrenOfOneOldHash() {
        int parents = 2000;
        int children = 2000;
        for (int i = 0; i < children; i++) {
            assertEquals(i, intern("label" + i));
        }
        List<Integer> folders = new ArrayList<>();
        for (int i = 0; i < parents; i++) {
            folders.add(nodes.findOrAdd(NodeTable.ROOT, i));
        }
        int made = 0;
        for (int parent : folders) {
            for (int label = 0; label < children; label++) {
                if ((hashWithoutKey(parent, label) & 0xFF) == 7) {
                    assertEquals(nodes.findOrAdd(parent, label), nodes.find(parent, label));
                    made++;
                }
            }
        }
        assertTrue(made > 10_000, made + " children");
        assertTrue(nodes.longestRun() < 400, nodes.longestRun() + " places in a row");
    }

    private static int hashWithoutKey(int parentNode, int wanted) {
        int h = parentNode * 0x9E3779B1 ^ wanted * 0x85EBCA6B;
        h ^= h >>> 15;
        h *= 0xC2B2AE35;
        return h ^ (h >>> 13);
    }
}
