package plumbago.carbon.store;

import java.time.Clock;
import java.util.Optional;
import plumbago.base.config.Settings;
import plumbago.carbon.cache.QueueLimits;
import plumbago.carbon.config.CacheSettings;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.WriterSettings;
import plumbago.carbon.point.Timestamps;
import plumbago.carbon.writer.WriteLimits;
import plumbago.carbon.writer.WriteStrategy;
import plumbago.carbon.writer.Writer;

/** What the settings say to each piece of the store. */
final class StoreOptions {
    private StoreOptions() {}

    static QueueLimits queues(Settings settings) {
        return new QueueLimits(
                limit(settings.get(CacheSettings.MAX_CACHE_SIZE)),
                settings.get(CacheSettings.MAX_CACHE_BYTES),
                settings.get(ReceiverSettings.USE_FLOW_CONTROL));
    }

    private static long limit(double points) {
        return Double.isInfinite(points) ? Long.MAX_VALUE : (long) points;
    }

    static Timestamps timestamps(Settings settings, Clock clock) {
        return new Timestamps(
                Math.max(1, settings.get(ReceiverSettings.MIN_TIMESTAMP_RESOLUTION)),
                settings.get(ReceiverSettings.ACCEPT_MILLISECONDS),
                () -> clock.millis() / 1000);
    }

    static Writer.Options writer(Settings settings, WriteStrategy strategy) {
        return new Writer.Options(
                strategy,
                settings.get(WriterSettings.MIN_TIMESTAMP_LAG),
                settings.get(WriterSettings.LOG_UPDATES),
                settings.get(WriterSettings.LOG_CACHE_QUEUE_SORTS));
    }

    static WriteLimits pace(Settings settings) {
        return new WriteLimits(
                settings.get(WriterSettings.MAX_UPDATES_PER_SECOND),
                settings.get(WriterSettings.MAX_CREATES_PER_MINUTE),
                settings.get(WriterSettings.MAX_UPDATES_PER_SECOND_ON_SHUTDOWN));
    }

    /** What the user should know of a limit of memory that memory does not allow. */
    static Optional<String> warning(Settings settings) {
        long bytes = settings.get(CacheSettings.MAX_CACHE_BYTES);
        long heap = Runtime.getRuntime().maxMemory();
        return bytes <= heap / 4 * 3
                ? Optional.empty()
                : Optional.of(settings.origin(CacheSettings.MAX_CACHE_BYTES)
                        + ": MAX_CACHE_BYTES is more than memory allows: " + (bytes >> 20)
                        + "M, where the heap has " + (heap >> 20)
                        + "M at most; JAVA_OPTS=-Xmx8g in the environment gives it 8G, or choose less");
    }
}
