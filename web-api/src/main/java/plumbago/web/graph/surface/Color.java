package plumbago.web.graph.surface;

/**
 * A colour that something is painted in.
 *
 * @param rgb {@code 0xRRGGBB}
 * @param opacity from 0, invisible, to 1
 */
public record Color(int rgb, double opacity) {
    /** The same colour, as opaque as this. */
    public Color withOpacity(double other) {
        return new Color(rgb, other);
    }

    /** In the form {@code #rrggbb}, without its opacity. */
    public String hex() {
        StringBuilder hex = new StringBuilder(7).append('#');
        for (int shift = 20; shift >= 0; shift -= 4) {
            hex.append(Character.forDigit(rgb >> shift & 15, 16));
        }
        return hex.toString();
    }
}
