package plumbago.web.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Makes a template of a dashboard, and a dashboard of a template: a word in its targets stands for any. The words are put
 * into JSON's strings, so that one with a quote in it makes no other JSON. Safe for many threads.
 */
final class TemplateText {
    /** Stands for the word, as in graphite-web. */
    private static final String MARK = "__VALUE__";

    /** Characters of a dashboard that is made. */
    private static final int MAX_MADE = 4 * DashboardLimits.MAX_STATE;

    private TemplateText() {}

    /**
     * The template: where a graph names its targets, the key becomes the mark.
     *
     * @param state JSON without blanks
     * @throws IllegalArgumentException if it is no dashboard, or too large
     */
    static String of(String state, String key) throws IOException {
        try (JsonParser parser = StateJson.JSON.createParser(state)) {
            boolean graphs = false;
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (!graphs && parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    graphs = parser.nextToken() == JsonToken.START_ARRAY && field.equals("graphs");
                    parser.skipChildren();
                }
            }
            if (!graphs) {
                throw new IllegalArgumentException("a template is made of a dashboard with a list of 'graphs'");
            }
        }
        return rewritten(state, key, MARK, TemplateText::namesTargets, null);
    }

    /**
     * The dashboard of a template and a value, with both as its name.
     *
     * @throws IllegalArgumentException if it would be too large
     */
    static String filled(String template, String name, String value) throws IOException {
        return rewritten(template, MARK, value, context -> true, name + '/' + value);
    }

    /** @param name to be given to the whole; null for the one that it has */
    private static String rewritten(
            String json, String from, String to, Predicate<JsonStreamContext> where, String name) throws IOException {
        BoundedText out = new BoundedText(MAX_MADE);
        try (JsonParser parser = StateJson.JSON.createParser(json);
                JsonGenerator generator = StateJson.JSON.createGenerator(out)) {
            while (parser.nextToken() != null) {
                boolean atTop = parser.getParsingContext().getParent() != null
                        && parser.getParsingContext().getParent().inRoot();
                if (name != null
                        && atTop
                        && parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("name")) {
                    parser.nextToken();
                    parser.skipChildren();
                } else if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    generator.writeFieldName(name == null ? field : replaced(field, from, to));
                } else if (parser.currentToken() == JsonToken.VALUE_STRING && where.test(parser.getParsingContext())) {
                    generator.writeString(replaced(parser.getText(), from, to));
                } else {
                    boolean begins = parser.currentToken() == JsonToken.START_OBJECT;
                    generator.copyCurrentEventExact(parser);
                    if (name != null
                            && begins
                            && parser.getParsingContext().getParent().inRoot()) {
                        generator.writeStringField("name", name);
                    }
                }
            }
        } catch (BoundedText.TooLong e) {
            throw new IllegalArgumentException("with this word in it the dashboard would be too large", e);
        }
        return out.toString();
    }

    private static String replaced(String text, String from, String to) {
        int at = text.indexOf(from);
        if (at < 0) {
            return text;
        }
        long times = 0;
        for (int next = at; next >= 0; next = text.indexOf(from, next + from.length())) {
            times++;
        }
        if (text.length() + times * Math.max(0, to.length() - from.length()) > MAX_MADE) {
            throw new IllegalArgumentException("with this word in it the dashboard would be too large");
        }
        return text.replace(from, to);
    }

    /**
     * Whether a string is one of {@code graphs[i][0]}, {@code graphs[i][2]}, or in {@code graphs[i][1].target}: a graph has
     * its targets as a query, with all its parameters, and as an address.
     */
    private static boolean namesTargets(JsonStreamContext context) {
        if (context.inArray() && isGraph(context)) {
            return context.getCurrentIndex() == 0 || context.getCurrentIndex() == 2;
        }
        JsonStreamContext parameters = context.inArray() ? context.getParent() : context;
        return parameters.inObject()
                && "target".equals(parameters.getCurrentName())
                && isGraph(parameters.getParent())
                && parameters.getParent().getCurrentIndex() == 1;
    }

    private static boolean isGraph(JsonStreamContext context) {
        return context != null && context.inArray() && isGraphs(context.getParent());
    }

    private static boolean isGraphs(JsonStreamContext context) {
        return context.inArray()
                && context.getParent().inObject()
                && "graphs".equals(context.getParent().getCurrentName())
                && context.getParent().getParent().inRoot();
    }
}
