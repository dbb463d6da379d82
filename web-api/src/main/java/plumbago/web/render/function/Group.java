package plumbago.web.render.function;

/** The groups that functions are listed under, those of graphite-web. */
public enum Group {
    ALIAS("Alias"),
    CALCULATE("Calculate"),
    COMBINE("Combine"),
    FILTER_DATA("Filter Data"),
    FILTER_SERIES("Filter Series"),
    GRAPH("Graph"),
    SORTING("Sorting"),
    SPECIAL("Special"),
    TRANSFORM("Transform");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /** As {@code /functions} shows it. */
    public String title() {
        return title;
    }
}
