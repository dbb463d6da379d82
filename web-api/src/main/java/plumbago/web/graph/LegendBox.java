package plumbago.web.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import plumbago.web.graph.surface.Anchor;
import plumbago.web.graph.surface.Color;
import plumbago.web.graph.surface.Mark;
import plumbago.web.graph.surface.Part;
import plumbago.web.graph.surface.Surface;
import plumbago.web.graph.surface.TextStyle;

/**
 * The names below the area, in columns, each with a swatch of its colour. With two axes names of the right one stand on the
 * right, if there is room.
 */
final class LegendBox {
    private static final double PADDING = 5;
    private static final Mark SWATCH = Mark.of("swatch");
    private static final Mark NAME = Mark.of("");
    private static final Color BORDER = new Color(0x6F6F6F, 1);

    /** @param onRight whether it belongs to the axis on the right of two */
    record Entry(String name, Color color, boolean onRight) {}

    private final Area area;
    private final int pictureWidth;
    private final TextStyle style;
    private final Surface surface;
    private final double swatch;
    private final double rowHeight;

    LegendBox(Area area, int pictureWidth, TextStyle style, Surface surface) {
        this.area = area;
        this.pictureWidth = pictureWidth;
        this.style = style;
        this.surface = surface;
        this.swatch = style.height() - 1;
        this.rowHeight = style.height() + 1;
    }

    /** Draws entries below the area and takes their room off it. */
    void draw(List<Entry> all, boolean unique, boolean twoAxes) {
        List<Entry> entries = unique ? firstOfEachName(all) : all;
        if (entries.isEmpty()) {
            return;
        }
        surface.begin(Part.LEGEND);
        String longest = longest(entries);
        double column = style.width(longest) + 2 * (swatch + PADDING);
        double twoColumns = style.width(longest + " " + longest) + 2 * (swatch + PADDING);
        if (twoAxes && twoColumns + 50 < pictureWidth) {
            onBothSides(entries, column);
        } else {
            inRows(entries, column);
        }
        surface.end();
    }

    private static List<Entry> firstOfEachName(List<Entry> entries) {
        Set<String> names = new HashSet<>();
        List<Entry> first = new ArrayList<>();
        for (Entry entry : entries) {
            if (names.add(entry.name())) {
                first.add(entry);
            }
        }
        return first;
    }

    /** The last of those with most letters; how wide they are does not count, as in graphite-web. */
    private static String longest(List<Entry> entries) {
        String longest = "";
        int most = -1;
        for (Entry entry : entries) {
            int letters = entry.name().codePointCount(0, entry.name().length());
            if (letters >= most) {
                most = letters;
                longest = entry.name();
            }
        }
        return longest;
    }

    private void inRows(List<Entry> entries, double column) {
        int columns = Math.max(1, (int) Math.floor(pictureWidth / column));
        int rows = (entries.size() + columns - 1) / columns;
        area.bottom(area.bottom() - (rows * rowHeight + PADDING));
        double y = area.bottom() + 2 * PADDING;
        double x = area.left();
        int inRow = 0;
        for (Entry entry : entries) {
            if (entry.onRight()) {
                entry(entry, x + column + PADDING, x + column, Anchor.END, y);
            } else {
                entry(entry, x, x + swatch + PADDING, Anchor.START, y);
            }
            x += column;
            if (++inRow == columns) {
                inRow = 0;
                x = area.left();
                y += rowHeight;
            }
        }
    }

    private void onBothSides(List<Entry> entries, double column) {
        int columns = Math.max(1, (int) Math.floor(Math.floor((pictureWidth - area.left()) / column) / 2));
        long onRight = entries.stream().filter(Entry::onRight).count();
        double lines = Math.max(entries.size() - onRight, onRight);
        area.bottom(area.bottom() - (Math.max(1, lines / columns) * rowHeight + PADDING));
        double top = area.bottom() + 2 * PADDING;
        double rightmost = area.right() - area.left();
        int left = 0;
        int right = 0;
        for (Entry entry : entries) {
            if (entry.onRight()) {
                double x = rightmost - right % columns * column;
                int row = right / columns;
                entry(entry, x - PADDING, x - swatch, Anchor.END, top + row * rowHeight);
                right++;
            } else {
                double x = area.left() + left % columns * column;
                int row = left / columns;
                entry(entry, x, x + swatch + PADDING, Anchor.START, top + row * rowHeight);
                left++;
            }
        }
    }

    private void entry(Entry entry, double swatchX, double nameX, Anchor anchor, double top) {
        surface.swatch(SWATCH, swatchX, top, swatch, entry.color(), BORDER);
        surface.text(NAME, nameX, top + style.ascent(), entry.name(), anchor, 0, style);
    }
}
