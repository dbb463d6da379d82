package plumbago.web.render;

import java.util.function.Supplier;

/**
 * What the server's settings say of pictures.
 *
 * @param templates those in force; asked by each picture, from any thread
 * @param defaultTemplate for requests that name none, or one that there is not; where there is not even that, {@code default}
 * @param legendMaxItems how many series a legend has at most that nobody asked for
 * @param dateFormat of days along the axis of time, as of C's {@code strftime}
 * @param maxPixels of a picture, width times height, with its scale; a larger one is refused
 */
public record GraphSettings(
        Supplier<GraphTemplates> templates,
        String defaultTemplate,
        int legendMaxItems,
        String dateFormat,
        int maxPixels) {
    /** See {@link #defaults}. */
    public static final int LEGEND_MAX_ITEMS = 10;

    /** See {@link #defaults}. */
    public static final String DATE_FORMAT = "%m/%d";

    /** See {@link #defaults}. */
    public static final int MAX_PIXELS = 25_000_000;

    /** Those of graphite-web, with the templates that come along. */
    public static GraphSettings defaults() {
        return new GraphSettings(
                GraphTemplates::builtIn, GraphTemplates.DEFAULT, LEGEND_MAX_ITEMS, DATE_FORMAT, MAX_PIXELS);
    }

    /** The template of a request. */
    GraphTemplate template(String asked) {
        GraphTemplates all = templates.get();
        return all.named(asked)
                .or(() -> all.named(defaultTemplate))
                .or(() -> all.named(GraphTemplates.DEFAULT))
                .orElseThrow();
    }
}
