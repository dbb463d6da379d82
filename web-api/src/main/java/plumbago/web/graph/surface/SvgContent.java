package plumbago.web.graph.surface;

import plumbago.base.text.Bytes;

/** What stands in an SVG: its tags, attributes and texts, of which no text can become markup. Used by one thread. */
final class SvgContent {
    private final Bytes out;

    /** @param out where it goes, at once */
    SvgContent(Bytes out) {
        this.out = out;
    }

    /** Markup, or what cannot be mistaken for it, in ASCII. */
    SvgContent raw(String ascii) {
        out.ascii(ascii);
        return this;
    }

    /** Text between tags or in quotes; what XML cannot hold becomes a replacement character. */
    SvgContent text(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                case '"' -> plain.append("&quot;");
                case '\t', '\n', '\r' -> plain.append(' ');
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        plain.append(c).append(text.charAt(++i));
                    } else if (c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE) {
                        plain.append('\uFFFD');
                    } else {
                        plain.append(c);
                    }
                }
            }
        }
        out.utf8(plain.toString());
        return this;
    }

    /** A number to two decimals: a hundredth of a pixel. */
    SvgContent number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.put('-');
            hundredths = -hundredths;
        }
        out.number(hundredths / 100);
        int rest = (int) (hundredths % 100);
        if (rest > 0) {
            out.put('.').put('0' + rest / 10);
            if (rest % 10 > 0) {
                out.put('0' + rest % 10);
            }
        }
        return this;
    }

    /** Two numbers. */
    SvgContent point(double x, double y) {
        number(x);
        out.put(' ');
        return number(y);
    }

    /** An attribute whose value needs no quoting. */
    SvgContent attribute(String name, String ascii) {
        out.put(' ').ascii(name).ascii("=\"").ascii(ascii).put('"');
        return this;
    }

    SvgContent attribute(String name, double value) {
        out.put(' ').ascii(name).ascii("=\"");
        number(value);
        out.put('"');
        return this;
    }

    /** Where a rectangle lies, in pixels. */
    SvgContent box(double x, double y, double width, double height) {
        return attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
    }

    /** @param attribute {@code fill} or {@code stroke} */
    SvgContent paint(String attribute, Color color) {
        attribute(attribute, color.hex());
        return color.opacity() < 1 ? attribute(attribute + "-opacity", color.opacity()) : this;
    }
}
