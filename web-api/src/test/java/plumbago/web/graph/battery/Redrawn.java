package plumbago.web.graph.battery;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;

/** Draws what an SVG shows once more, by other means than the program's: as a PNG without its texts, as a PDF of its texts. */
final class Redrawn {
    private static final float POINTS_PER_PIXEL = 0.75f;

    private Redrawn() {}

    static byte[] png(SvgPicture svg) throws IOException {
        BufferedImage image = new BufferedImage((int) svg.width(), (int) svg.height(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (SvgElement element : svg.elements()) {
            graphics.setClip(null);
            if (element.groups().contains("lines")) {
                Box box = DrawingArea.of(svg.metadata().get("area"), 0).box();
                graphics.setClip(new Rectangle2D.Double(box.x0(), box.y0(), box.x1() - box.x0(), box.y1() - box.y0()));
            }
            draw(element, graphics);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static void draw(SvgElement element, Graphics2D graphics) {
        Path2D path = new Path2D.Double(element.evenOdd() ? Path2D.WIND_EVEN_ODD : Path2D.WIND_NON_ZERO);
        for (Polyline line : element.lines()) {
            path.moveTo(line.x(0), line.y(0));
            for (int i = 1; i < line.size(); i++) {
                path.lineTo(line.x(i), line.y(i));
            }
        }
        element.fill().ifPresent(paint -> {
            graphics.setColor(color(paint));
            graphics.fill(path);
        });
        element.stroke().ifPresent(paint -> {
            graphics.setColor(color(paint));
            graphics.setStroke(
                    new BasicStroke((float) element.strokeWidth(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            graphics.draw(path);
        });
    }

    private static Color color(Paint paint) {
        return new Color(paint.red(), paint.green(), paint.blue(), (int) Math.rint(255 * paint.opacity()));
    }

    static byte[] pdf(SvgPicture svg) throws IOException {
        try (PDDocument document = new PDDocument()) {
            float height = (float) svg.height() * POINTS_PER_PIXEL;
            PDPage page = new PDPage(new PDRectangle((float) svg.width() * POINTS_PER_PIXEL, height));
            document.addPage(page);
            PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                for (SvgElement element : svg.texts()) {
                    text(element, font, height, content);
                }
                content.endText();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes, CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    private static void text(SvgElement element, PDFont font, float height, PDPageContentStream content)
            throws IOException {
        SvgElement.Place place = element.place();
        float size = (float) element.fontSize() * POINTS_PER_PIXEL;
        float width = font.getStringWidth(element.text()) / 1000 * size;
        double before = switch (place.anchor()) {
            case "middle" -> width / 2;
            case "end" -> width;
            default -> 0;
        };
        double turn = Math.toRadians(-place.angle());
        double x = place.x() * POINTS_PER_PIXEL - before * Math.cos(turn);
        double y = height - place.y() * POINTS_PER_PIXEL - before * Math.sin(turn);
        content.setFont(font, size);
        content.setTextMatrix(Matrix.getRotateInstance(turn, (float) x, (float) y));
        content.showText(element.text());
    }
}
