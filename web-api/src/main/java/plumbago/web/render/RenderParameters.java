package plumbago.web.render;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.web.render.format.AnswerFormat;
import plumbago.web.render.format.AnswerOptions;
import plumbago.web.render.format.CarbonapiV3Format;
import plumbago.web.render.format.FormatCatalogue;
import plumbago.web.render.service.RenderRequest;
import plumbago.web.render.time.TimeGrammar;
import plumbago.web.render.time.TimeSyntaxException;
import plumbago.web.render.time.TimeZones;

/**
 * Reads what a render request asks from its parameters, with Graphite's names and defaults.
 *
 * @param request what series it wants
 * @param format as what they are to be written
 * @param options how
 */
record RenderParameters(RenderRequest request, AnswerFormat format, AnswerOptions options) {
    /** So many digits always fit. */
    private static final int MOST_DIGITS = 9;

    private static final List<String> PICTURES = List.of("png", "svg", "pdf");

    /**
     * Reads the parameters.
     *
     * @param graphs what the settings say of pictures
     * @param defaultZone for requests without {@code tz}
     * @param present seconds since the epoch, for requests that do not say what time it is
     * @throws RequestException with status 400 if one of them makes no sense; it names the parameter and what is right
     */
    static RenderParameters of(
            Parameters parameters, FormatCatalogue formats, GraphSettings graphs, ZoneId defaultZone, long present) {
        ZoneId zone = TimeZones.named(parameters.get("tz", "")).orElse(defaultZone);
        long now = time(parameters, "now", zone, present, present);
        long from = time(parameters, "from", zone, now, now - 24 * 3600);
        long until = time(parameters, "until", zone, now, now);
        if (from == until) {
            throw RequestException.bad("from and until are the same point in time, " + from);
        }
        checkWhole(parameters, "cacheTimeout");
        String graphType = parameters.get("graphType", "line").toLowerCase(Locale.ROOT);
        if (!graphType.equals("line") && !graphType.equals("pie")) {
            throw RequestException.bad("graphType must be line or pie, and is '" + graphType + "'");
        }
        Map<String, String> templateValues = new HashMap<>();
        for (String name : parameters.names()) {
            if (name.startsWith("template[") && name.endsWith("]")) {
                templateValues.put(name.substring("template[".length(), name.length() - 1), parameters.get(name, ""));
            }
        }
        AnswerFormat format = format(parameters, formats);
        AnswerOptions options = new AnswerOptions(
                Math.min(from, until),
                Math.max(from, until),
                zone,
                maxDataPoints(parameters),
                parameters.has("noNullPoints"),
                () -> GraphParameters.of(parameters, graphs, zone),
                () -> GraphParameters.scale(parameters));
        RenderRequest request = new RenderRequest(
                targets(parameters),
                options.from(),
                options.until(),
                now,
                zone,
                xFilesFactor(parameters),
                templateValues,
                graphType.equals("pie"));
        return new RenderParameters(request, format, options);
    }

    /** What one fetch of a carbonapi's message asks, for which nothing more can be said. */
    static RenderParameters of(
            CarbonapiHandlers.Fetch fetch, FormatCatalogue formats, ZoneId defaultZone, long present) {
        return new RenderParameters(
                RenderRequest.fetch(fetch.name(), fetch.from(), fetch.until(), present, defaultZone),
                formats.named(CarbonapiV3Format.NAME),
                new AnswerOptions(fetch.from(), fetch.until(), defaultZone, 0, false));
    }

    /** The same, written in another format. */
    RenderParameters as(AnswerFormat other) {
        return new RenderParameters(request, other, options);
    }

    /** Whether it is asked how the answer comes about. */
    static boolean isExplained(Parameters parameters) {
        String asked = parameters.get("explain", "");
        return parameters.has("explain") && !asked.equals("0") && !asked.equals("false");
    }

    /** Among pictures {@code outputFormat} goes before {@code format=}, as in graphite-web. */
    private static AnswerFormat format(Parameters parameters, FormatCatalogue formats) {
        AnswerFormat asked = formats.asked(parameters.get("format", ""), parameters::has);
        ParameterValues values = new ParameterValues(parameters, name -> true);
        return values.has("outputFormat") && asked.names().stream().anyMatch(PICTURES::contains)
                ? formats.named(values.oneOf("outputFormat", PICTURES))
                : asked;
    }

    private static List<String> targets(Parameters parameters) {
        List<String> written = parameters.all("target");
        if (written.isEmpty()) {
            written = parameters.all("target[]");
        }
        List<String> targets = new ArrayList<>();
        for (String target : written) {
            if (!target.isBlank()) {
                targets.add(target.strip());
            }
        }
        return targets;
    }

    private static int maxDataPoints(Parameters parameters) {
        String text = parameters.get("maxDataPoints", "");
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        long number = text.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(text);
        if (number == 0) {
            throw RequestException.bad("maxDataPoints must be at least 1");
        }
        return (int) number;
    }

    private static double xFilesFactor(Parameters parameters) {
        String text = parameters.get("xFilesFactor", "");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw RequestException.bad("xFilesFactor must be a number from 0 to 1, and is '" + text + "'");
        }
    }

    private static void checkWhole(Parameters parameters, String name) {
        String text = parameters.get(name, "");
        if (!text.isEmpty() && !isWhole(text)) {
            throw RequestException.bad(name + " must be a whole number, and is '" + text + "'");
        }
    }

    private static boolean isWhole(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        boolean digits = text.length() > from && text.length() <= from + MOST_DIGITS;
        for (int i = from; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    private static long time(Parameters parameters, String name, ZoneId zone, long now, long fallback) {
        if (!parameters.has(name)) {
            return fallback;
        }
        try {
            return TimeGrammar.parse(parameters.get(name, ""), zone, now);
        } catch (TimeSyntaxException e) {
            throw RequestException.bad(name + ": " + e.getMessage());
        }
    }
}
