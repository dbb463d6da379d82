package plumbago.carbon.storage.whisper;

import java.util.List;
import plumbago.carbon.storage.AggregationMethod;
import plumbago.carbon.storage.Layouts;
import plumbago.carbon.storage.Retention;
import plumbago.carbon.storage.SeriesLayout;
import plumbago.whisper.Header;
import plumbago.whisper.WhisperException;
import plumbago.whisper.WhisperLayout;

/** The layouts of series as layouts of files, and the other way round. Safe for many threads. */
final class FileLayouts {
    private final Layouts layouts;

    /** Most new series are shaped like the one before. */
    private volatile Known last;

    private record Known(SeriesLayout layout, WhisperLayout file) {}

    FileLayouts(Layouts layouts) {
        this.layouts = layouts;
    }

    /** The layout of the file of a new series. */
    @SuppressWarnings("ReferenceEquality") // an equal one is only worked out once more
    WhisperLayout layoutFor(String metric) {
        SeriesLayout layout = layouts.layoutFor(metric);
        Known known = last;
        if (known == null || known.layout() != layout) {
            known = new Known(layout, of(layout));
            last = known;
        }
        return known.file();
    }

    /** @throws IllegalStateException if no file can be so laid out, which whoever reads the rules finds out */
    static WhisperLayout of(SeriesLayout layout) {
        List<plumbago.whisper.Retention> retentions = layout.retentions().stream()
                .map(retention -> new plumbago.whisper.Retention(retention.secondsPerPoint(), retention.points()))
                .toList();
        try {
            return WhisperLayout.of(retentions, layout.xFilesFactor(), of(layout.aggregationMethod()));
        } catch (WhisperException e) {
            throw new IllegalStateException("rules are checked when they are read", e);
        }
    }

    /** @throws ArithmeticException if a number in it is larger than any that is read from rules */
    static SeriesLayout of(Header header) {
        List<Retention> retentions = header.archives().stream()
                .map(archive ->
                        new Retention(Math.toIntExact(archive.secondsPerPoint()), Math.toIntExact(archive.points())))
                .toList();
        return new SeriesLayout(retentions, header.xFilesFactor(), of(header.aggregationMethod()));
    }

    static plumbago.whisper.AggregationMethod of(AggregationMethod method) {
        return switch (method) {
            case AVERAGE -> plumbago.whisper.AggregationMethod.AVERAGE;
            case SUM -> plumbago.whisper.AggregationMethod.SUM;
            case LAST -> plumbago.whisper.AggregationMethod.LAST;
            case MAX -> plumbago.whisper.AggregationMethod.MAX;
            case MIN -> plumbago.whisper.AggregationMethod.MIN;
            case AVG_ZERO -> plumbago.whisper.AggregationMethod.AVG_ZERO;
            case ABSMAX -> plumbago.whisper.AggregationMethod.ABSMAX;
            case ABSMIN -> plumbago.whisper.AggregationMethod.ABSMIN;
        };
    }

    static AggregationMethod of(plumbago.whisper.AggregationMethod method) {
        return AggregationMethod.ofLabel(method.label());
    }
}
