package plumbago.base.http;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Spares a client what it has already: an answer carries a weak entity tag, and a request that names the same one in
 * {@code If-None-Match} is answered with 304 and no body. An answer that has a tag of its own keeps it.
 */
final class EntityTag {
    private EntityTag() {}

    /** The answer as it goes to this client. */
    static WebResponse apply(WebRequest request, WebResponse response) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        // What may not be stored cannot be asked for again.
        boolean stored = !response.headers().getOrDefault("Cache-Control", "").contains("no-store");
        if (!reads || !stored || response.status() != 200) {
            return response;
        }
        String tag = response.headers().computeIfAbsent("ETag", name -> of(response));
        if (!isKnown(request.header("If-None-Match").orElse(""), tag)) {
            return response;
        }
        WebResponse unchanged = WebResponse.of(304, response.contentType(), new byte[0]);
        response.headers().forEach(unchanged::header);
        return unchanged;
    }

    private static String of(WebResponse response) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        one.update(response.body(), 0, response.length());
        other.update(response.body(), 0, response.length());
        long sums = one.getValue() << 32 | other.getValue();
        return "W/\"" + Long.toHexString(sums) + '-' + Integer.toHexString(response.length()) + '"';
    }

    private static boolean isKnown(String header, String tag) {
        for (String known : header.split(",")) {
            String stripped = known.strip();
            if (stripped.equals("*") || stripped.equals(tag) || tag.equals("W/" + stripped)) {
                return true;
            }
        }
        return false;
    }
}
