package plumbago.web.graph;

import java.util.List;
import plumbago.web.render.series.Series;

/** What a picture is called, for people who cannot see it and for windows: its title, or the names of what it shows. */
public final class PictureTitle {
    /** Who would listen to more? */
    private static final int LONGEST = 200;

    private PictureTitle() {}

    /** Never empty. */
    public static String of(List<Series> series, GraphOptions options) {
        StringBuilder text = new StringBuilder();
        for (String line : options.titles().title()) {
            append(text, " ", line);
        }
        for (int i = 0;
                text.length() < LONGEST
                        && i < series.size()
                        && options.titles().title().isEmpty();
                i++) {
            append(text, ", ", series.get(i).name());
        }
        if (text.toString().isBlank()) {
            return "Graph";
        }
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
    }

    private static void append(StringBuilder text, String gap, String more) {
        text.append(text.length() == 0 ? "" : gap).append(more);
    }
}
