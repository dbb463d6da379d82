package plumbago.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers of all formats as JSON trees, to be compared. */
final class Decoders {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Decoders() {}

    static JsonNode decode(String kind, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (kind) {
            case "json" -> JSON.readTree(text.replace("Infinity", "1e9999"));
            case "jsonp" -> {
                int open = text.indexOf('(');
                ObjectNode node = MAKE.objectNode();
                node.put("callback", text.substring(0, open));
                yield node.set("json", JSON.readTree(text.substring(open + 1, text.lastIndexOf(')'))));
            }
            case "csv" -> csv(text);
            case "raw" -> raw(text);
            case "text" -> MAKE.textNode(text.strip());
            case "pickle" -> pickle(ByteBuffer.wrap(body));
            case "msgpack" -> msgpack(ByteBuffer.wrap(body));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    static ArrayNode raw(String text) {
        ArrayNode lines = MAKE.arrayNode();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                int bar = line.lastIndexOf('|');
                String[] head = line.substring(0, bar).split(",(?=[^,]*,[^,]*,[^,]*$)|,(?=[^,]*,[^,]*$)|,(?=[^,]*$)");
                ArrayNode values = MAKE.arrayNode();
                for (String value : line.substring(bar + 1).split(",", -1)) {
                    values.add(value);
                }
                ArrayNode parts = MAKE.arrayNode();
                for (String part : head) {
                    parts.add(part);
                }
                lines.add(parts.add(values));
            }
        }
        return lines;
    }

    private static ArrayNode csv(String text) {
        ArrayNode rows = MAKE.arrayNode();
        ArrayNode row = MAKE.arrayNode();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = MAKE.arrayNode();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return rows;
    }

    private static JsonNode msgpack(ByteBuffer in) {
        int kind = in.get() & 0xFF;
        if (kind < 0x80) {
            return MAKE.numberNode(kind);
        }
        if (kind < 0x90) {
            return map(in, kind & 15);
        }
        if (kind < 0xA0) {
            return list(in, kind & 15);
        }
        if (kind < 0xC0) {
            return text(in, kind & 31);
        }
        return switch (kind) {
            case 0xC0 -> MAKE.nullNode();
            case 0xC2 -> MAKE.booleanNode(false);
            case 0xC3 -> MAKE.booleanNode(true);
            case 0xCB -> MAKE.numberNode(in.getDouble());
            case 0xCE -> MAKE.numberNode(in.getInt() & 0xFFFF_FFFFL);
            case 0xD3 -> MAKE.numberNode(in.getLong());
            case 0xD9 -> text(in, in.get() & 0xFF);
            case 0xDA -> text(in, in.getShort() & 0xFFFF);
            case 0xDB -> text(in, in.getInt());
            case 0xDC -> list(in, in.getShort() & 0xFFFF);
            case 0xDD -> list(in, in.getInt());
            default -> {
                if (kind >= 0xE0) {
                    yield MAKE.numberNode(kind - 256);
                }
                throw new IllegalArgumentException("msgpack: unknown kind " + kind);
            }
        };
    }

    private static JsonNode text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return MAKE.textNode(new String(bytes, StandardCharsets.UTF_8));
    }

    private static ArrayNode list(ByteBuffer in, int size) {
        ArrayNode node = MAKE.arrayNode();
        for (int i = 0; i < size; i++) {
            node.add(msgpack(in));
        }
        return node;
    }

    private static ObjectNode map(ByteBuffer in, int size) {
        ObjectNode node = MAKE.objectNode();
        for (int i = 0; i < size; i++) {
            String key = msgpack(in).asText();
            node.set(key, msgpack(in));
        }
        return node;
    }

    private static JsonNode pickle(ByteBuffer in) {
        Deque<JsonNode> stack = new ArrayDeque<>();
        Deque<Integer> marks = new ArrayDeque<>();
        while (true) {
            int code = in.get() & 0xFF;
            switch (code) {
                case 0x80 -> in.get();
                case 'N' -> stack.push(MAKE.nullNode());
                case 0x88 -> stack.push(MAKE.booleanNode(true));
                case 0x89 -> stack.push(MAKE.booleanNode(false));
                case 'J' -> stack.push(MAKE.numberNode(littleEndian(in).getInt()));
                case 0x8A -> {
                    in.get();
                    stack.push(MAKE.numberNode(littleEndian(in).getLong()));
                }
                case 'G' ->
                    stack.push(MAKE.numberNode(in.order(ByteOrder.BIG_ENDIAN).getDouble()));
                case 'X' -> stack.push(text(in, littleEndian(in).getInt()));
                case ']' -> stack.push(MAKE.arrayNode());
                case '}' -> stack.push(MAKE.objectNode());
                case '(' -> marks.push(stack.size());
                case 'e' -> {
                    List<JsonNode> values = popped(stack, marks.pop());
                    ArrayNode list = (ArrayNode) stack.peek();
                    values.forEach(list::add);
                }
                case 'u' -> {
                    List<JsonNode> values = popped(stack, marks.pop());
                    ObjectNode map = (ObjectNode) stack.peek();
                    for (int i = 0; i < values.size(); i += 2) {
                        map.set(values.get(i).asText(), values.get(i + 1));
                    }
                }
                case 0x86 -> {
                    JsonNode second = stack.pop();
                    stack.push(MAKE.arrayNode().add(stack.pop()).add(second));
                }
                case '.' -> {
                    return stack.pop();
                }
                default -> throw new IllegalArgumentException("pickle: unknown code " + code);
            }
        }
    }

    private static ByteBuffer littleEndian(ByteBuffer in) {
        return in.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<JsonNode> popped(Deque<JsonNode> stack, int size) {
        List<JsonNode> values = new ArrayList<>();
        while (stack.size() > size) {
            values.add(0, stack.pop());
        }
        return values;
    }
}
