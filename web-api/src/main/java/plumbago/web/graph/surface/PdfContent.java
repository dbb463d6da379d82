package plumbago.web.graph.surface;

import plumbago.base.text.Bytes;

/** What stands on a page of a PDF: its operators, each behind its operands. Used by one thread. */
final class PdfContent {
    /** Beyond this there is nothing to be seen, and programs that show a PDF need not be able to count further. */
    private static final double FARTHEST = 1e7;

    private static final int POINT_DECIMALS = 2;
    private static final int FACTOR_DECIMALS = 5;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000};

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private final Bytes bytes = new Bytes(4 << 10);

    /** All of it so far. */
    Bytes bytes() {
        return bytes;
    }

    /** An operator whose operands stand there, or none. */
    PdfContent operator(String name) {
        bytes.ascii(name).put('\n');
        return this;
    }

    /** A place or a length, to a hundredth of a pixel. */
    PdfContent length(double pixels) {
        return decimal(pixels, POINT_DECIMALS);
    }

    /** A place. */
    PdfContent point(double x, double y) {
        return length(x).length(y);
    }

    /** A number near 1. */
    PdfContent factor(double value) {
        return decimal(value, FACTOR_DECIMALS);
    }

    /** Red, green and blue, each from 0 to 1. */
    PdfContent rgb(int rgb) {
        return factor((rgb >> 16 & 0xFF) / 255.0)
                .factor((rgb >> 8 & 0xFF) / 255.0)
                .factor((rgb & 0xFF) / 255.0);
    }

    /** The name of something that the page has in its resources. */
    PdfContent name(String name) {
        bytes.put('/').ascii(name).put(' ');
        return this;
    }

    /** Something that is a number's neighbour, such as the brackets of an array. */
    PdfContent raw(String text) {
        bytes.ascii(text);
        return this;
    }

    /** Two bytes of a string in hexadecimal digits. */
    PdfContent hex(int sixteenBits) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes.put(HEX[sixteenBits >> shift & 15]);
        }
        return this;
    }

    private PdfContent decimal(double value, int decimals) {
        long power = POWERS[decimals];
        long scaled = Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, value)) * power);
        if (scaled < 0) {
            bytes.put('-');
            scaled = -scaled;
        }
        bytes.number(scaled / power);
        long rest = scaled % power;
        if (rest > 0) {
            bytes.put('.');
            while (rest > 0) {
                power /= 10;
                bytes.put('0' + (int) (rest / power));
                rest %= power;
            }
        }
        bytes.put(' ');
        return this;
    }
}
