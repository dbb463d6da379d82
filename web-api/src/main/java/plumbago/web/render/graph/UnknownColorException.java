package plumbago.web.render.graph;

/** A text that names no colour; the message says where it stood and what was expected. */
public final class UnknownColorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the parameter or function that it was given to
     * @param text what names no colour
     */
    public UnknownColorException(String where, String text) {
        super(where + ": '" + text + "' is no colour; expected a name such as red, or rrggbb");
    }
}
