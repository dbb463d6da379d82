package plumbago.web.graph.surface;

/** The parts of a picture that are kept apart where the form knows parts; their names are those in graphite-web's SVG. */
public enum Part {
    TITLE("title"),
    VTITLE("vtitle"),
    VTITLE_RIGHT("vtitleRight"),
    LEGEND("legend"),
    AXES("axes"),
    GRID("grid"),
    LINES("lines"),
    PIE("pie");

    private final String group;

    Part(String group) {
        this.group = group;
    }

    /** What the group is called in an SVG. */
    public String group() {
        return group;
    }
}
