package plumbago.web.render.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** All answer formats by name. Immutable, safe for any number of threads. */
public final class FormatCatalogue {
    private static final FormatCatalogue STANDARD = new FormatCatalogue(List.of(
            PictureFormat.PNG,
            PictureFormat.SVG,
            PictureFormat.PDF,
            new JsonFormat(),
            new ColumnsFormat(),
            new PickleFormat(),
            new RawFormat(),
            new CsvFormat(),
            new MsgpackFormat(),
            new DygraphFormat(),
            new RickshawFormat(),
            new CarbonapiV2Format(),
            new CarbonapiV3Format()));

    private final List<AnswerFormat> formats;
    private final Map<String, AnswerFormat> byName = new HashMap<>();

    private FormatCatalogue(List<AnswerFormat> formats) {
        this.formats = List.copyOf(formats);
        for (AnswerFormat format : formats) {
            for (String name : format.names()) {
                if (byName.put(name, format) != null) {
                    throw new IllegalStateException("two formats are called " + name);
                }
            }
        }
    }

    /** The formats that Plumbago has. */
    public static FormatCatalogue standard() {
        return STANDARD;
    }

    /**
     * These and one more.
     *
     * @throws IllegalStateException if a format has one of its names already
     */
    public FormatCatalogue with(AnswerFormat another) {
        List<AnswerFormat> more = new ArrayList<>(formats);
        more.add(another);
        return new FormatCatalogue(more);
    }

    /** In the order in which their flags are looked at. */
    public List<AnswerFormat> all() {
        return formats;
    }

    /** The format of that name; where there is none the picture as PNG, as in Graphite. Names are written as they are. */
    public AnswerFormat named(String name) {
        return byName.getOrDefault(name, formats.get(0));
    }

    /**
     * What a request asks for: the format that one of the parameters stands for by being there, or else the one that is
     * named.
     *
     * @param name what {@code format=} says; empty if the request does not say it
     * @param isGiven whether there is a parameter of that name
     */
    public AnswerFormat asked(String name, Predicate<String> isGiven) {
        for (AnswerFormat format : formats) {
            if (format.flags().stream().anyMatch(isGiven)) {
                return format;
            }
        }
        return named(name);
    }
}
