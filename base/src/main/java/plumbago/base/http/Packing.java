package plumbago.base.http;

import java.util.Locale;
import plumbago.base.text.Bytes;

/**
 * Packs answers for those who take them packed ({@code Accept-Encoding}, RFC 9110). This is work: for the threads that
 * answer, and not for an event loop.
 */
public final class Packing {
    /** Below this, packing costs more than it saves. */
    private static final int LEAST_PACKED = 1024;

    /** Taken in between two looks at whether anybody still waits for it. */
    private static final int PIECE_BYTES = 64 << 10;

    /** What takes less than such a part of its array gets one of its own. */
    private static final int SHORTENED = 4;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Packing() {}

    /** The most bytes that packing an answer for this client takes beside it; 0 if it goes as it is. */
    public static long bytes(WebRequest request, WebResponse response) {
        return isPacked(request, response) ? bytes(response.length()) : 0;
    }

    /** The same for an answer that is still to be made. */
    static long bytes(WebRequest request, long length) {
        return encoding(request).isEmpty() ? 0 : bytes(length);
    }

    private static long bytes(long length) {
        return longest(length) + length / SHORTENED;
    }

    /** What cannot be packed is stored with a few bytes around each block (RFC 1951, 3.2.4). */
    private static long longest(long length) {
        return length + length / 1024 + LEAST_PACKED;
    }

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
        return isPacked(request, response) ? packed(request, response, encoding(request)) : response;
    }

    private static boolean isPacked(WebRequest request, WebResponse response) {
        return isWorthIt(response)
                && !response.isLeftPlain()
                && response.length() >= LEAST_PACKED
                && !encoding(request).isEmpty();
    }

    private static String encoding(WebRequest request) {
        return chosen(request.header("Accept-Encoding").orElse(""));
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
        // One array that is long enough: an array that grows is there twice for a moment.
        Bytes packed = new Bytes((int) Math.min(LONGEST_ARRAY, longest(response.length())));
        try (Packer packer = new Packer(encoding.equals("gzip"), packed)) {
            for (int from = 0; from < response.length(); from += PIECE_BYTES) {
                if (request.clientIsGone()) {
                    throw new RequestException(499, "the client has gone");
                }
                packer.put(response.body(), from, Math.min(PIECE_BYTES, response.length() - from));
            }
            packer.end();
        }
        if (packed.length() < packed.array().length / SHORTENED) {
            // It may have to wait for its client.
            packed = new Bytes(packed.length()).put(packed.array(), packed.length());
        }
        return response.withBody(packed).header("Content-Encoding", encoding);
    }
}
