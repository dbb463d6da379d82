package plumbago.carbon.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchSizesTest {
    private final MetricIndex index = new MetricIndex();

    private BranchSizes sizes(String branch, int limit) {
        return index.sizes(branch, limit, () -> false);
    }

    private static List<String> text(BranchSizes sizes) {
        return sizes.largest().stream()
                .map(child -> child.label() + " " + child.series() + (child.leaf() ? " leaf" : "")
                        + (child.branch() ? " branch" : ""))
                .toList();
    }

    @Test
    void whatHoldsMostComesFirst() {
        for (String name : List.of("b.x", "b.y.z", "b", "a.x", "c.1", "c.2", "c.3", "c.4", "d", "disk;rack=a1")) {
            index.add(name);
        }
        BranchSizes all = sizes("", 10);
        assertEquals(List.of("c 4 branch", "b 3 leaf branch", "_tagged 1 branch", "a 1 branch", "d 1 leaf"), text(all));
        assertEquals(10, all.series());
        assertEquals(5, all.children());
        assertTrue(all.complete());
        assertEquals(List.of("c 4 branch", "b 3 leaf branch", "_tagged 1 branch"), text(sizes("", 3)));
        assertEquals(List.of("x 1 leaf", "y 1 branch"), text(sizes("b", 10)));
        assertEquals(2, sizes("b", 10).series(), "without the branch's own series");
        assertEquals(List.of(), text(sizes("", 0)));
        assertEquals(10, sizes("", 0).series());
        assertEquals(0, sizes("a.no", 10).series());
    }

    @Test
    void whenTheTimeIsUpItSaysSo() {
        for (int i = 0; i < 20_000; i++) {
            index.add("many.s" + i);
        }
        BranchSizes some = index.sizes("", 10, () -> true);
        assertFalse(some.complete());
        assertTrue(some.series() > 0 && some.series() < 20_000, some.toString());
        assertTrue(index.sizes("", 10, () -> false).complete());
    }

    @Test
    void slicesGiveEachNameOnce() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            names.add("a.b" + i % 7 + ".c" + i);
        }
        names.forEach(index::add);
        index.add("a.b0");
        index.add("disk;rack=a1");
        index.confirm("a.packed", false, true);
        index.add("gone.x");
        index.remove("gone.x");
        List<String> found = new ArrayList<>();
        for (int from = 1; from > 0; ) {
            NameSlice slice = index.slice(from, 100);
            found.addAll(slice.names());
            from = slice.next();
        }
        names.add("a.b0");
        names.sort(null);
        found.sort(null);
        assertEquals(names, found);
    }
}
