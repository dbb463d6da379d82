package plumbago.carbon.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where Graphite keeps a tagged series among the dotted names: {@code _tagged.<3 hex>.<3 hex>.<SHA-256 of the name>}. */
final class TaggedPath {
    static final String FOLDER = "_tagged.";

    private TaggedPath() {}

    static String of(String name) {
        String hash;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            hash = HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        return FOLDER + hash.substring(0, 3) + "." + hash.substring(3, 6) + "." + hash;
    }
}
