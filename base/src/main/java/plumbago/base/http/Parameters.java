package plumbago.base.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.base.text.UrlEncoding;

/** What a request asks with: names with one or more values each, in the order they came. */
public final class Parameters {
    /** More than any sensible question has; each takes some hundred bytes, however short it is. */
    private static final int MOST = 100_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int count;

    public Parameters() {}

    /**
     * Reads {@code a=1&b=two+words&b=%C3%A9}. What is no proper percent sequence stands for itself.
     *
     * @throws RequestException with 400 if these are too many
     */
    public Parameters addForm(String text) {
        int from = 0;
        int equals = -1;
        while (from <= text.length()) {
            int to = text.indexOf('&', from);
            if (to < 0) {
                to = text.length();
            }
            if (to > from) {
                // Looked for once, and not by each that has none.
                if (equals < from) {
                    equals = text.indexOf('=', from);
                    equals = equals < 0 ? text.length() : equals;
                }
                boolean hasValue = equals < to;
                String name = UrlEncoding.decode(text.substring(from, hasValue ? equals : to));
                add(name, hasValue ? UrlEncoding.decode(text.substring(equals + 1, to)) : "");
            }
            from = to + 1;
        }
        return this;
    }

    /** @throws RequestException with 400 if there are as many as there may be */
    public Parameters add(String name, String value) {
        if (count++ == MOST) {
            throw RequestException.bad("the request has more than " + MOST + " parameters");
        }
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    /** All values of a name; none if it is not there. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The last value of a name. */
    public Optional<String> get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    public String get(String name, String fallback) {
        return get(name).orElse(fallback);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Iterable<String> names() {
        return values.keySet();
    }
}
