package plumbago.web.graph.surface;

/**
 * A colour that something is painted in.
 *
 * @param rgb {@code 0xRRGGBB}
 * @param opacity from 0, invisible, to 1; what lies beyond counts as the nearer of them
 */
public record Color(int rgb, double opacity) {
    public Color {
        opacity = Math.max(0, Math.min(1, opacity));
    }

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
