package plumbago.web.render;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbago.base.http.Parameters;
import plumbago.base.http.WebResponse;

/**
 * Answers that may be given again for a while, as they were: points that came since are not in them. Two requests are
 * the same if all their parameters are, but those that begin with an underscore. What was not asked for longest goes
 * first when the limit is reached. Safe for any number of threads.
 */
final class AnswerCache {
    /** What an entry takes besides its key and its body, roughly. */
    private static final int OVERHEAD = 200;

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Clock clock;
    private final long maxBytes;
    private long bytes;

    private record Entry(WebResponse response, long made, long until, long bytes) {}

    AnswerCache(Clock clock, long maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /**
     * What makes two requests the same. Each text has its length before it, so that nothing that stands in one can be
     * taken for the end of it.
     */
    static String key(Parameters parameters) {
        List<String> names = new ArrayList<>();
        for (String name : parameters.names()) {
            if (!name.startsWith("_")) {
                names.add(name);
            }
        }
        names.sort(null);
        StringBuilder key = new StringBuilder();
        for (String name : names) {
            List<String> values = parameters.all(name);
            append(key, name).append(values.size()).append(':');
            values.forEach(value -> append(key, value));
        }
        return key.toString();
    }

    private static StringBuilder append(StringBuilder key, String text) {
        return key.append(text.length()).append(':').append(text);
    }

    synchronized Optional<WebResponse> get(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        long now = clock.millis();
        // An answer from the future is one from before the clock was set back.
        if (entry.until() <= now || entry.made() > now) {
            remove(key);
            return Optional.empty();
        }
        return Optional.of(entry.response().again());
    }

    /** Keeps an answer for so many milliseconds, if the limit allows it. */
    synchronized void put(String key, WebResponse response, long millis) {
        remove(key);
        long size = OVERHEAD + 2L * key.length() + response.length();
        if (size > maxBytes) {
            return;
        }
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes + size > maxBytes) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
        long now = clock.millis();
        entries.put(key, new Entry(response.copy(), now, now + millis, size));
        bytes += size;
    }

    private void remove(String key) {
        Entry removed = entries.remove(key);
        if (removed != null) {
            bytes -= removed.bytes();
        }
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized long bytes() {
        return bytes;
    }
}
