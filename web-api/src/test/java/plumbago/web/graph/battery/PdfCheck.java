package plumbago.web.graph.battery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** Holds a PDF against what is recorded of the original's: the size of its page and its texts. */
final class PdfCheck {
    private static final double POINTS = 0.75;

    private static final Pattern MEDIA_BOX =
            Pattern.compile("/MediaBox\\s*\\[\\s*([-\\d.]+)\\s+([-\\d.]+)\\s+([-\\d.]+)\\s+([-\\d.]+)\\s*\\]");

    private PdfCheck() {}

    static void run(JsonNode want, byte[] body, Differences differences) throws IOException {
        String plain = new String(body, StandardCharsets.ISO_8859_1);
        if (!plain.startsWith("%PDF-")) {
            differences.say("no PDF");
            return;
        }
        Matcher box = MEDIA_BOX.matcher(plain);
        if (box.find()) {
            double width = Double.parseDouble(box.group(3)) - Double.parseDouble(box.group(1));
            double height = Double.parseDouble(box.group(4)) - Double.parseDouble(box.group(2));
            JsonNode page = want.get("page");
            differences.close("width of the page", page.get(0).asDouble(), width, POINTS);
            differences.close("height of the page", page.get(1).asDouble(), height, POINTS);
        } else {
            differences.say("no MediaBox that can be read without unpacking streams");
        }
        try (PDDocument document = Loader.loadPDF(body)) {
            String text = Texts.withoutBlanks(new PDFTextStripper().getText(document));
            for (JsonNode wanted : want.get("texts")) {
                if (!text.contains(Texts.withoutBlanks(wanted.asText()))) {
                    differences.say("the text " + wanted + " is not in the page");
                }
            }
        }
    }
}
