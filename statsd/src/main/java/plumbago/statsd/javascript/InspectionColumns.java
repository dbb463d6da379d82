package plumbago.statsd.javascript;

import java.util.ArrayList;
import java.util.List;

/** Sets the entries of an array in columns: about a square, if a letter is two and a half times as high as wide. */
final class InspectionColumns {
    private static final int SEPARATOR = 2;
    private static final double HEIGHT_OF_A_LETTER = 2.5;
    private static final int MOST_COLUMNS = 12;
    private static final int SHORT = 6;

    private final List<String> entries;
    private final boolean more;
    private final boolean numbers;
    private final int indentation;
    /** Letters of each entry, without the line that counts what is left out. */
    private final int[] widths;

    private int widest;
    private int total;

    /**
     * @param more whether the last entry counts what is left out
     * @param numbers whether all are numbers, which are set to the right
     */
    InspectionColumns(List<String> entries, boolean more, boolean numbers, int indentation, InspectionColours colours) {
        this.entries = entries;
        this.more = more;
        this.numbers = numbers;
        this.indentation = indentation;
        this.widths = new int[more ? entries.size() - 1 : entries.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = JsText.width(colours.without(entries.get(i)));
            widest = Math.max(widest, widths[i]);
            total += widths[i] + SEPARATOR;
        }
    }

    /** The entries themselves if they are of too different lengths, or there is no space for columns. */
    List<String> lines() {
        int columns = columns();
        if (columns <= 1) {
            return entries;
        }
        int[] widthOfColumn = new int[columns];
        for (int i = 0; i < widths.length; i++) {
            widthOfColumn[i % columns] = Math.max(widthOfColumn[i % columns], widths[i] + SEPARATOR);
        }
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < widths.length; start += columns) {
            int last = Math.min(start + columns, widths.length) - 1;
            StringBuilder line = new StringBuilder();
            for (int i = start; i < last; i++) {
                pad(line, entries.get(i) + ", ", widthOfColumn[i - start] - widths[i] - SEPARATOR);
            }
            pad(line, entries.get(last), numbers ? widthOfColumn[last - start] - widths[last] - SEPARATOR : 0);
            lines.add(line.toString());
        }
        if (more) {
            lines.add(entries.get(widths.length));
        }
        return lines;
    }

    private int columns() {
        int most = widest + SEPARATOR;
        boolean alike = (double) total / most > 5 || widest <= SHORT;
        if (most * 3 + indentation >= Inspection.LINE || !alike) {
            return 1;
        }
        double bias = Math.sqrt(most - (double) total / entries.size());
        double width = Math.max(most - 3 - bias, 1);
        long square = Math.round(Math.sqrt(HEIGHT_OF_A_LETTER * width * widths.length) / width);
        return (int) Math.min(Math.min(square, (Inspection.LINE - indentation) / most), MOST_COLUMNS);
    }

    private void pad(StringBuilder line, String text, int spaces) {
        String padding = " ".repeat(spaces);
        if (numbers) {
            line.append(padding).append(text);
        } else {
            line.append(text).append(padding);
        }
    }
}
