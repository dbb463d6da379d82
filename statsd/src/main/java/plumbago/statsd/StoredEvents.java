package plumbago.statsd;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.carbon.events.Event;
import plumbago.carbon.events.EventStore;
import plumbago.statsd.packet.EventSink;

/**
 * Puts events into the store's, by a thread of its own, since they go to the disk. While {@value #MOST_WAITING} wait further ones
 * are dropped and counted. Safe for many threads.
 */
final class StoredEvents implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredEvents.class);
    private static final int MOST_WAITING = 10_000;
    private static final int LOGGED_PER_SECOND = 1;
    private static final int STOP_SECONDS = 5;

    private final EventStore events;
    private final LongSupplier seconds;
    private final LogLimit logLimit;
    private final LongAdder dropped = new LongAdder();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            new DefaultThreadFactory("statsd-events", true));

    /** @param seconds the time, since the epoch */
    StoredEvents(EventStore events, LongSupplier seconds) {
        this.events = events;
        this.seconds = seconds;
        logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    @Override
    public void event(OptionalLong when, String title, String text, List<String> tags) {
        long time = Math.max(Event.EARLIEST, Math.min(Event.LATEST, when.orElseGet(seconds)));
        // Blanks divide tags in Graphite.
        List<String> words = tags.stream()
                .limit(Event.MOST_TAGS)
                .map(tag -> cut(tag.replace(' ', '_')))
                .toList();
        try {
            thread.execute(() -> store(time, cut(title), cut(text), words));
        } catch (RejectedExecutionException e) {
            drop("too many wait to be written");
        }
    }

    private static String cut(String text) {
        return text.length() <= Event.MOST_LETTERS ? text : text.substring(0, Event.MOST_LETTERS);
    }

    private void store(long time, String title, String text, List<String> tags) {
        try {
            Event unused = events.add(time, title, text, tags);
        } catch (IOException | RuntimeException e) {
            drop(e.getMessage());
        }
    }

    private void drop(String why) {
        dropped.increment();
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("an event is dropped: {}{}", why, suffix);
        }
    }

    /** Events dropped so far. */
    long dropped() {
        return dropped.sum();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} events are not written", thread.getQueue().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
