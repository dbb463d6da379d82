package plumbago.carbon.query;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.text.Bytes;
import plumbago.base.text.pickle.PickleException;
import plumbago.base.text.pickle.PickleReader;
import plumbago.base.text.pickle.PickleValues;
import plumbago.base.text.pickle.PickleWriter;
import plumbago.carbon.cache.QueueReader;
import plumbago.carbon.cache.QueuedPoints;
import plumbago.carbon.stats.PointCounters;

/**
 * Answers the requests that carbon-cache knows, all of them pickled dictionaries with a {@code type}:
 *
 * <pre>
 *   cache-query       metric               {datapoints: [(timestamp, value), ...]}
 *   cache-query-bulk  metrics              {datapointsByMetric: {metric: [(timestamp, value), ...], ...}}
 *   get-metadata      metric, key          {value: ...}
 *   set-metadata      metric, key, value   {old_value: ..., new_value: ...}     token may be there, too
 * </pre>
 *
 * {@link Metadata} has the keys. Points stand in the order in which they came, each time once with the value
 * that came last. Names are looked up as they are: whoever asks has to bring tags into order. As in carbon an unknown
 * type, and what goes wrong with metadata, are answered with {@code {error: text}}; a request that cannot be understood is
 * not answered. Belongs to one thread at a time.
 */
final class CacheQueries {
    private static final Logger LOG = LoggerFactory.getLogger(CacheQueries.class);

    private static final int USUAL_ANSWER_BYTES = 1024;

    /** Longest answer; space for some millions of points. */
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final PickleReader reader = new PickleReader();
    private final PickleValues values = reader.values();
    private final QueuedPoints points = new QueuedPoints();
    private final QueueReader queues;
    private final Metadata metadata;
    private final PointCounters counters;
    private final boolean logged;

    /** @param logged whether every query is logged (LOG_CACHE_HITS) */
    CacheQueries(QueueReader queues, Metadata metadata, PointCounters counters, boolean logged) {
        this.queues = queues;
        this.metadata = metadata;
        this.counters = counters;
        this.logged = logged;
    }

    /** A request that cannot be understood. */
    static final class BadQueryException extends Exception {
        private static final long serialVersionUID = 1;

        BadQueryException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Answers one request.
     *
     * @param out gets the pickled answer
     * @param client who asks, for the log
     * @param refusal why who asks may change nothing, by the token that was brought; empty if they may
     * @throws BadQueryException if it cannot be understood
     */
    void answer(
            byte[] request,
            int length,
            ByteBuf out,
            Object client,
            Function<Optional<String>, Optional<String>> refusal)
            throws BadQueryException {
        int query = read(request, length);
        Bytes pickle = new Bytes(USUAL_ANSWER_BYTES);
        PickleWriter answer = new PickleWriter(pickle);
        answer.beginDict();
        int type = field(query, "type");
        String typeName = values.isText(type) ? values.text(type) : "";
        switch (typeName) {
            case "cache-query" -> one(field(query, "metric"), answer, client);
            case "cache-query-bulk" -> many(field(query, "metrics"), pickle, out, answer, client);
            case "get-metadata" -> {
                int metric = field(query, "metric");
                metadata(metric, field(query, "key"), Optional.empty(), answer);
            }
            case "set-metadata" -> {
                int metric = field(query, "metric");
                int key = field(query, "key");
                int value = field(query, "value");
                Optional<String> refused = refusal.apply(token(query));
                if (refused.isEmpty()) {
                    metadata(metric, key, Optional.of(value), answer);
                } else {
                    answer.text("error").text("PermissionError: " + refused.get());
                }
            }
            default -> answer.text("error").text("Invalid request type \"" + typeName + "\"");
        }
        answer.endDict().end();
        moveOn(pickle, out);
    }

    /** Passes on what has been written, so that a long answer does not lie in the heap. */
    private static void moveOn(Bytes pickle, ByteBuf out) {
        out.writeBytes(pickle.array(), 0, pickle.length());
        pickle.length(0);
    }

    private int read(byte[] request, int length) throws BadQueryException {
        try {
            int query = reader.read(request, 0, length);
            if (!values.isDict(query)) {
                throw new BadQueryException("it is no dictionary");
            }
            return query;
        } catch (PickleException e) {
            throw new BadQueryException(e.getMessage());
        }
    }

    private int field(int query, String name) throws BadQueryException {
        return values.get(query, name).orElseThrow(() -> new BadQueryException("it has no " + name));
    }

    /** Carbon knows none; it is for who asks from elsewhere than from this machine. */
    private Optional<String> token(int query) {
        return values.get(query, "token").map(this::textOrNone);
    }

    private void one(int metric, PickleWriter answer, Object client) throws BadQueryException {
        if (!values.isHashable(metric)) {
            throw new BadQueryException("its metric is no text");
        }
        counters.cacheQuery();
        answer.text("datapoints");
        String name = values.isText(metric) ? values.text(metric) : "";
        int count = points(name, answer);
        if (logged) {
            LOG.info("{} asked for {}: {} points", client, name, count);
        }
    }

    private void many(int metrics, Bytes pickle, ByteBuf out, PickleWriter answer, Object client)
            throws BadQueryException {
        if (!values.isIterable(metrics)) {
            throw new BadQueryException("its metrics are no list");
        }
        // Each name once, also if it is asked for twice.
        Set<String> names = new LinkedHashSet<>();
        values.forEach(metrics, metric -> names.add(values.isText(metric) ? values.text(metric) : ""));
        counters.cacheBulkQuery(names.size());
        answer.text("datapointsByMetric").beginDict();
        for (String name : names) {
            answer.text(name);
            points(name, answer);
            moveOn(pickle, out);
            if (out.readableBytes() > MAX_ANSWER_BYTES) {
                throw new BadQueryException("its answer has more than " + MAX_ANSWER_BYTES + " bytes");
            }
        }
        answer.endDict();
        if (logged) {
            LOG.info("{} asked for {} metrics", client, names.size());
        }
    }

    /** Writes what waits of a metric; returns how many points that are. */
    private int points(String metric, PickleWriter answer) {
        queues.peek(metric, points);
        answer.beginList();
        int size = points.size();
        int count = 0;
        if (isAscending()) {
            for (; count < size; count++) {
                point(count, answer);
            }
        } else {
            // A time that comes again keeps its place and gets the new value.
            Map<Long, Integer> last = new HashMap<>();
            for (int i = 0; i < size; i++) {
                last.put(points.timestamps()[i], i);
            }
            for (int i = 0; i < size; i++) {
                Integer latest = last.remove(points.timestamps()[i]);
                if (latest != null) {
                    answer.whole(points.timestamps()[i])
                            .real(points.values()[latest])
                            .pair();
                    count++;
                }
            }
        }
        answer.endList();
        return count;
    }

    private void point(int i, PickleWriter answer) {
        answer.whole(points.timestamps()[i]).real(points.values()[i]).pair();
    }

    private boolean isAscending() {
        for (int i = 1; i < points.size(); i++) {
            if (points.timestamps()[i] <= points.timestamps()[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Sets a value if there is a new one, else tells it. */
    private void metadata(int metric, int key, Optional<Integer> newValue, PickleWriter answer) {
        try {
            if (newValue.isEmpty()) {
                String value = metadata.get(textOrNone(metric), textOrNone(key));
                answer.text("value").text(value);
                return;
            }
            Metadata.Change change = metadata.set(textOrNone(metric), textOrNone(key), textOrNone(newValue.get()));
            answer.text("old_value").text(change.before()).text("new_value").text(change.after());
        } catch (MetadataException e) {
            answer.text("error").text(e.getMessage());
        }
    }

    private String textOrNone(int value) {
        return values.isText(value) ? values.text(value) : "";
    }
}
