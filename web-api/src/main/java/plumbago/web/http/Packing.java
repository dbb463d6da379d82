package plumbago.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import plumbago.web.render.format.Bytes;

/**
 * Packs answers for those who take them packed ({@code Accept-Encoding}, RFC 9110). This is work: for the threads that
 * answer, and not for an event loop.
 */
final class Packing {
    /** Below this, packing costs more than it saves. */
    private static final int LEAST_PACKED = 1024;

    /** Taken in between two looks at whether anybody still waits for it. */
    private static final int PIECE_BYTES = 256 << 10;

    private static final int BUFFER_BYTES = 16 << 10;

    private Packing() {}

    /**
     * The answer as it goes to this client.
     *
     * @throws RequestException if the client has gone meanwhile
     */
    static WebResponse apply(WebRequest request, WebResponse response) {
        if (!isWorthIt(response)) {
            return response;
        }
        response.vary("Accept-Encoding");
        String encoding = response.length() < LEAST_PACKED
                ? ""
                : chosen(request.header("Accept-Encoding").orElse(""));
        return encoding.isEmpty() ? response : packed(request, response, encoding);
    }

    /** Pictures are packed already. */
    private static boolean isWorthIt(WebResponse response) {
        return !response.contentType().startsWith("image/png")
                && !response.headers().containsKey("Content-Encoding");
    }

    /** {@code gzip} or {@code deflate}, or nothing if the client takes neither. */
    private static String chosen(String accepted) {
        double gzip = -1;
        double deflate = -1;
        double others = 0;
        for (String one : accepted.toLowerCase(Locale.ROOT).split(",")) {
            int semicolon = one.indexOf(';');
            String coding = (semicolon < 0 ? one : one.substring(0, semicolon)).strip();
            double weight = semicolon < 0 ? 1 : weight(one.substring(semicolon + 1));
            switch (coding) {
                case "gzip", "x-gzip" -> gzip = weight;
                case "deflate" -> deflate = weight;
                case "*" -> others = weight;
                default -> {}
            }
        }
        gzip = gzip < 0 ? others : gzip;
        deflate = deflate < 0 ? others : deflate;
        if (gzip <= 0 && deflate <= 0) {
            return "";
        }
        return gzip >= deflate ? "gzip" : "deflate";
    }

    private static double weight(String parameter) {
        String text = parameter.strip();
        if (!text.startsWith("q=")) {
            return 1;
        }
        try {
            return Double.parseDouble(text.substring(2).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static WebResponse packed(WebRequest request, WebResponse response, String encoding) {
        Bytes packed = new Bytes(response.length() / 8 + LEAST_PACKED);
        try (OutputStream out =
                encoding.equals("gzip") ? new Gzip(new BytesStream(packed)) : new Deflated(new BytesStream(packed))) {
            for (int from = 0; from < response.length(); from += PIECE_BYTES) {
                if (request.clientIsGone()) {
                    throw new RequestException(499, "the client has gone");
                }
                out.write(response.body(), from, Math.min(PIECE_BYTES, response.length() - from));
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return response.withBody(packed).header("Content-Encoding", encoding);
    }

    /** Of the least effort: most of what there is to gain is gained with it. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** The same without a header of gzip. */
    private static final class Deflated extends DeflaterOutputStream {
        Deflated(OutputStream out) {
            super(out, new Deflater(Deflater.BEST_SPEED), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                def.end();
            }
        }
    }

    private static final class BytesStream extends OutputStream {
        private final Bytes bytes;

        BytesStream(Bytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int one) {
            bytes.put(one);
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes.put(some, from, length);
        }
    }
}
