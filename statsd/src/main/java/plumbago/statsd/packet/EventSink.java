package plumbago.statsd.packet;

import java.util.List;
import java.util.OptionalLong;

/** Takes events. Called by the thread that receives, which must not wait for a disk. */
@FunctionalInterface
public interface EventSink {
    /**
     * Something that happened.
     *
     * @param when seconds since the epoch; empty for now
     * @param tags as {@code name:value} or a word each
     */
    void event(OptionalLong when, String title, String text, List<String> tags);
}
