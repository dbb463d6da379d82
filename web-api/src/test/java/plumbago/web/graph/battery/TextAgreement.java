package plumbago.web.graph.battery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Finds the texts of an SVG in the PDF of the same picture, at the same places. */
final class TextAgreement {
    /** How far the anchor of a text may be off, in pixels. */
    private static final double PLACE = 1;

    private static final double ANGLE = 1;

    private final List<PdfTexts.Letter> letters = new ArrayList<>();
    private final StringBuilder all = new StringBuilder();
    private final List<Integer> letterOf = new ArrayList<>();
    private final List<Polyline> feet = new ArrayList<>();
    private final boolean[] used;

    TextAgreement(PdfTexts texts) {
        for (PdfTexts.Letter letter : texts.letters()) {
            String text = Texts.withoutBlanks(letter.text());
            if (!text.isEmpty()) {
                all.append(text);
                text.chars().forEach(each -> letterOf.add(letters.size()));
                letters.add(letter);
            }
        }
        used = new boolean[letters.size()];
    }

    void run(SvgPicture svg, Differences differences) {
        for (SvgElement text : svg.texts()) {
            find(text, differences);
        }
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < used.length; i++) {
            more.append(used[i] ? "" : letters.get(i).text());
        }
        if (!more.isEmpty()) {
            differences.say("the PDF has letters that the SVG has not at their place: " + more);
        }
    }

    /** The lines on which the texts of the page stand, in pixels. */
    List<Polyline> feet() {
        return feet;
    }

    private void find(SvgElement element, Differences differences) {
        String text = Texts.withoutBlanks(element.text());
        if (text.isEmpty()) {
            return;
        }
        SvgElement.Place place = element.place();
        String nearest = "";
        double nearestOff = Double.POSITIVE_INFINITY;
        for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
            int begin = letterOf.get(at);
            int end = letterOf.get(at + text.length() - 1);
            PdfTexts.Letter first = letters.get(begin);
            PdfTexts.Letter last = letters.get(end);
            double along = switch (place.anchor()) {
                case "middle" -> 0.5;
                case "end" -> 1;
                default -> 0;
            };
            double x = first.x() + along * (last.endX() - first.x());
            double y = first.y() + along * (last.endY() - first.y());
            double off = Math.hypot(x - place.x(), y - place.y());
            boolean turned = Math.abs(Differences.turn(first.angle(), place.angle())) > ANGLE;
            if (off <= PLACE && !turned && !used[begin]) {
                Arrays.fill(used, begin, end + 1, true);
                feet.add(Polyline.of(first.x(), first.y(), last.endX(), last.endY()));
                return;
            }
            if (off < nearestOff) {
                nearestOff = off;
                nearest = String.format(
                        Locale.ROOT, ", the nearest is at (%.2f, %.2f), turned by %.1f°", x, y, first.angle());
            }
        }
        differences.say(String.format(
                Locale.ROOT,
                "the text %s stands at (%.2f, %.2f) in the SVG, turned by %.1f°, and not so in the PDF%s",
                element.text(),
                place.x(),
                place.y(),
                place.angle(),
                nearest));
    }
}
