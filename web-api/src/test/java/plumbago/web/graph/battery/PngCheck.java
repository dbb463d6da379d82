package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Holds a PNG against what is recorded of the original's: its size, its background, and how much there is of each colour. */
final class PngCheck {
    private static final Paint WHITE = Paint.of(0xffffff, 1);
    private static final int BACKGROUND = 2;

    /** How far red, green and blue of a pixel may be from a colour to be counted as it. */
    private static final int COUNTED = 26;

    private PngCheck() {}

    static void run(JsonNode want, byte[] body, Differences differences) throws IOException {
        PngPixels pixels = PngPixels.read(body);
        if (!SvgCheck.size(differences, want.get("size"), pixels.width(), pixels.height())) {
            return;
        }
        JsonNode corner = want.get("corner");
        Paint wanted = new Paint(
                corner.get(0).asInt(), corner.get(1).asInt(), corner.get(2).asInt(), 1);
        Paint found = pixels.paint(0, 0).over(WHITE);
        if (found.distance(wanted) > BACKGROUND) {
            differences.say("top left pixel over white: expected " + wanted.hex() + ", got " + found.hex());
        }
        Map<Integer, Integer> counts = counts(pixels);
        want.get("colors").properties().forEach(color -> {
            Paint paint = Paint.parse(color.getKey()).orElseThrow();
            int count = 0;
            for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
                count += Paint.of(entry.getKey(), 1).distance(paint) <= COUNTED ? entry.getValue() : 0;
            }
            int recorded = color.getValue().asInt();
            if ((recorded >= 4 && count == 0) || count < recorded * 0.4 - 4 || count > recorded * 2.2 + 40) {
                differences.say(color.getKey() + ": expected about " + recorded + " pixels, got " + count);
            }
        });
    }

    /** How many pixels, laid over white, there are of each colour. */
    private static Map<Integer, Integer> counts(PngPixels pixels) {
        Map<Integer, Integer> ofPixels = new HashMap<>();
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                ofPixels.merge(pixels.rgba(x, y), 1, Integer::sum);
            }
        }
        Map<Integer, Integer> overWhite = new HashMap<>();
        ofPixels.forEach((rgba, count) -> {
            Paint paint = Paint.of(rgba >>> 8, (rgba & 0xff) / 255.0).over(WHITE);
            overWhite.merge(paint.rgb(), count, Integer::sum);
        });
        return overWhite;
    }
}
