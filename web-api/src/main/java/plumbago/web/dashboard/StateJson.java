package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The JSON of a dashboard as a text. No tree is made of it, which would take a multiple of memory. Safe for many threads. */
final class StateJson {
    /** Characters of one with line breaks: deep nesting indents very far. */
    static final int MAX_INDENTED = 4 * DashboardLimits.MAX_STATE;

    static final JsonFactory JSON = new JsonFactory();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(LINES)
            .withArrayIndenter(LINES);

    private static final int TAG_BYTES = 16;

    private StateJson() {}

    /**
     * The same JSON without blanks.
     *
     * @throws JsonProcessingException if it is none; the message has no place in it, and the exception has
     */
    static String compact(String text) throws IOException {
        BoundedText out = new BoundedText(Integer.MAX_VALUE);
        try (JsonParser parser = JSON.createParser(text);
                JsonGenerator generator = JSON.createGenerator(out)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "there is nothing");
            }
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there must be nothing behind it");
            }
        }
        return out.toString();
    }

    /** The same JSON in lines; or as it is if these would be too long. */
    static String indented(String compact) {
        BoundedText out = new BoundedText(MAX_INDENTED);
        try (JsonParser parser = JSON.createParser(compact);
                JsonGenerator generator = JSON.createGenerator(out)) {
            generator.setPrettyPrinter(PRETTY.createInstance());
            parser.nextToken();
            generator.copyCurrentStructureExact(parser);
        } catch (BoundedText.TooLong e) {
            return compact;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** A strong entity tag, over the JSON without blanks: breaking lines in a file changes nothing. */
    static String tag(String compact) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(Arrays.copyOf(sum, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
