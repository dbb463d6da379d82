package plumbago.carbon.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import plumbago.base.text.pickle.PickleException;
import plumbago.base.text.pickle.PickleReader;
import plumbago.base.text.pickle.PickleValues;

/** Shows pickles as JSON, for comparisons. All numbers are floating point. */
public final class PickledJson {
    private PickledJson() {}

    /** What is in a pickle. */
    public static JsonNode read(byte[] pickle) {
        PickleReader reader = new PickleReader();
        try {
            return json(reader.values(), reader.read(pickle, 0, pickle.length));
        } catch (PickleException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(PickleValues values, int value) {
        if (values.isText(value)) {
            return TextNode.valueOf(values.text(value));
        }
        if (values.isDict(value)) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach(value, key -> {
                String name = values.text(key);
                object.set(name, json(values, values.get(value, name).orElseThrow()));
            });
            return object;
        }
        if (values.isIterable(value)) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(value, element -> array.add(json(values, element)));
            return array;
        }
        return values.isNumber(value) ? DoubleNode.valueOf(values.number()) : JsonNodeFactory.instance.nullNode();
    }

    /** The same JSON with all numbers floating point. */
    public static JsonNode withDoubles(JsonNode json) {
        if (json.isNumber()) {
            return DoubleNode.valueOf(json.asDouble());
        }
        if (json.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> array.add(withDoubles(element)));
            return array;
        }
        if (json.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(member -> object.set(member.getKey(), withDoubles(member.getValue())));
            return object;
        }
        return json;
    }
}
