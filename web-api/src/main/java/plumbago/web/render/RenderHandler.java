package plumbago.web.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Packing;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.TimeLimit;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.LogLimit;
import plumbago.base.measure.Work;
import plumbago.base.text.Bytes;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.events.EventStore;
import plumbago.web.render.format.AnswerArrays;
import plumbago.web.render.format.CarbonapiFormats;
import plumbago.web.render.format.ClusterFormats;
import plumbago.web.render.format.CsvFormat;
import plumbago.web.render.format.DygraphFormat;
import plumbago.web.render.format.JsonFormat;
import plumbago.web.render.format.RawFormat;
import plumbago.web.render.format.RickshawFormat;
import plumbago.web.render.function.Catalogue;
import plumbago.web.render.function.Context;
import plumbago.web.render.function.Evaluator;
import plumbago.web.render.function.InvalidArgumentException;
import plumbago.web.render.graph.Graph;
import plumbago.web.render.graph.UndrawableException;
import plumbago.web.render.graph.UnknownColorException;
import plumbago.web.render.series.Series;
import plumbago.web.render.expression.Expression;
import plumbago.web.render.expression.TargetParser;
import plumbago.web.render.expression.TargetSyntaxException;
import plumbago.web.render.target.Expression;
import plumbago.web.render.target.TargetParser;
import plumbago.web.render.target.TargetSyntaxException;
import plumbago.web.tags.TagIndex;

/** {@code /render}. */
public final class RenderHandler {
    private static final String WARNING = "X-Plumbago-Warning";
    private static final int LOGGED_PER_SECOND = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final Evaluator evaluator = new Evaluator(Catalogue.standard());
    private final MetricIndex index;
    private final SeriesReader reader;
    private final TagIndex tags;
    private final EventStore events;
    private final Clock clock;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final RenderLimits limits;
    private final AnswerCaching caching;
    private final AnswerCache cache;
    private final LogLimit unreadable;
    private final SlowRequests slow;
    private final RenderMemory memory;
    private final AnswerArrays arrays = new AnswerArrays();

    /** @param nanos a clock that only goes on, for what a request takes */
    public RenderHandler(
            MetricIndex index,
            SeriesReader reader,
            TagIndex tags,
            EventStore events,
            Clock clock,
            LongSupplier nanos,
            ZoneId zone,
            RenderLimits limits,
            AnswerCaching caching) {
        this.index = index;
        this.reader = reader;
        this.tags = tags;
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
        this.zone = zone;
        this.limits = limits;
        this.caching = caching;
        this.cache = new AnswerCache(clock, caching.maxBytes());
        this.memory = new RenderMemory(limits.maxBytes());
        this.unreadable = new LogLimit(LOGGED_PER_SECOND, () -> clock.millis() / 1000);
        this.slow = new SlowRequests(limits.slow());
    }

    public void register(Router router) {
        router.on("GET POST", "/render", this::render, RouteTrait.LONG);
    }

    private WebResponse render(WebRequest request) {
        RenderMemory.Share share = share(request);
        WebResponse response = CarbonapiHandlers.isMessage(request) ? fetches(request, share) : known(request, share);
        return share.claimIfThereIs(Packing.bytes(request, response)) ? response : response.leftPlain();
    }

    private WebResponse known(WebRequest request, RenderMemory.Share share) {
        Parameters parameters = parameters(request);
        RenderRequest asked = RenderRequest.of(parameters, zone, clock.instant().getEpochSecond());
        long seconds = keptFor(parameters, asked);
        if (seconds == 0) {
            boolean refused = parameters.has("noCache");
            return answer(request, asked, share).header("Cache-Control", refused ? "no-cache, no-store" : "no-cache");
        }
        String key = AnswerCache.key(parameters);
        Optional<WebResponse> known = cache.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        WebResponse response = answer(request, asked, share).header("Cache-Control", "max-age=" + seconds);
        // It is copied for that.
        if (!response.headers().containsKey(WARNING) && share.claimIfThereIs(response.length())) {
            cache.put(key, response, seconds * 1000);
            share.keepOnly(share.claimed() - response.length());
        }
        return response;
    }

    /** Answers a carbonapi's message with several fetches, each over its own range. */
    private WebResponse fetches(WebRequest request, RenderMemory.Share share) {
        TimeLimit time = new TimeLimit(nanos, limits.maxTime(), request::clientIsGone);
        StoredSeries source = new StoredSeries(index, reader, tags, events, clock, limits, share, unreadable, time);
        List<CarbonapiHandlers.Fetch> fetches = CarbonapiHandlers.fetches(request);
        Bytes out = new Bytes(4096);
        int kept = 0;
        try {
            for (CarbonapiHandlers.Fetch fetch : fetches) {
                RenderRequest asked = RenderRequest.fetch(
                        fetch.name(),
                        fetch.from(),
                        fetch.until(),
                        clock.instant().getEpochSecond(),
                        zone);
                List<Series> series = evaluate(asked, source);
                share.claim(AnswerSize.toWrite(AnswerSize.bytes(asked, series, source.work())));
                CarbonapiFormats.v3(series, fetch.pathExpression(), fetch.from(), fetch.until(), source.work(), out);
                // The series are not needed any more, and the answer has its length.
                share.keepOnly(out.array().length);
            }
            kept = out.array().length;
        } finally {
            share.keepOnly(kept);
            slow.ended(
                    time,
                    source,
                    out.length() + " bytes answered",
                    fetches.stream()
                            .mapToLong(CarbonapiHandlers.Fetch::from)
                            .min()
                            .orElse(0),
                    fetches.stream()
                            .mapToLong(CarbonapiHandlers.Fetch::until)
                            .max()
                            .orElse(0),
                    fetches.stream().map(CarbonapiHandlers.Fetch::name).toList());
        }
        WebResponse response = WebResponse.of(200, CarbonapiFormats.V3_TYPE, out);
        return warned(response, source);
    }

    /** What the request holds until its answer is on its way. */
    private RenderMemory.Share share(WebRequest request) {
        RenderMemory.Share share = memory.share();
        request.onEnd(share::end);
        return share;
    }

    private static WebResponse warned(WebResponse response, StoredSeries source) {
        return source.warnings().isEmpty() ? response : response.header(WARNING, String.join("; ", source.warnings()));
    }

    /** How many seconds the answer may be given again; 0 for never. */
    private long keptFor(Parameters parameters, RenderRequest asked) {
        if (parameters.has("noCache")) {
            return 0;
        }
        String given = parameters.get("cacheTimeout", "");
        long seconds =
                given.isEmpty() ? caching.forRange(asked.until() - asked.from()).toSeconds() : Long.parseLong(given);
        return Math.max(0, seconds);
    }

    private WebResponse answer(WebRequest request, RenderRequest asked, RenderMemory.Share share) {
        TimeLimit time = new TimeLimit(nanos, limits.maxTime(), request::clientIsGone);
        StoredSeries source = new StoredSeries(index, reader, tags, events, clock, limits, share, unreadable, time);
        String outcome = "no answer";
        int kept = 0;
        try {
            List<Series> series = evaluate(asked, source);
            long expected = AnswerSize.bytes(asked, series, source.work());
            share.claim(AnswerSize.toWrite(expected) * JsonAnswers.times(request));
            WebResponse response =
                    format(request, asked, source, series, (int) Math.min(AnswerSize.MOST_AT_FIRST, expected));
            kept = response.body().length;
            outcome = series.size() + " series and " + response.length() + " bytes answered";
            return warned(response, source);
        } catch (RequestException e) {
            outcome = "refused with " + e.status();
            throw e;
        } catch (UnknownColorException e) {
            outcome = "refused with 400";
            throw RequestException.bad(e.getMessage());
        } catch (UndrawableException e) {
            outcome = "not drawn";
            throw new RequestException(503, e.getMessage());
        } finally {
            // The answer may have to wait behind others that the client does not take; what it was made of is not
            // needed.
            share.keepOnly(kept);
            slow.ended(time, source, outcome, asked.from(), asked.until(), asked.targets());
        }
    }

    /** The parameters of URL and form; a body of JSON counts like a form. */
    private Parameters parameters(WebRequest request) {
        if (!request.contentType().equals("application/json") || request.body().length == 0) {
            return request.parameters();
        }
        try {
            JsonNode body = json.readTree(request.body());
            if (!body.isObject()) {
                throw RequestException.bad("a body of JSON must be an object with a render request's parameters");
            }
            body.properties().forEach(field -> {
                JsonNode value = field.getValue();
                if (value.isArray()) {
                    value.forEach(one -> request.parameters().add(field.getKey(), one.asText()));
                } else {
                    request.parameters().add(field.getKey(), value.asText());
                }
            });
            return request.parameters();
        } catch (JsonProcessingException e) {
            throw RequestException.bad("the body cannot be read as JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw RequestException.bad("the body cannot be read as JSON");
        }
    }

    private List<Series> evaluate(RenderRequest asked, StoredSeries source) {
        Set<String> pathsByPosition = new HashSet<>();
        List<Expression> expressions = new ArrayList<>();
        Context context = new Context(
                asked.from(),
                asked.until(),
                asked.now(),
                asked.zone(),
                zone,
                asked.xFilesFactor(),
                asked.templateValues(),
                pathsByPosition,
                source);
        List<Series> series = new ArrayList<>();
        for (String target : asked.targets()) {
            try {
                Expression expression = TargetParser.parse(target);
                PathsByPosition.collect(expression, pathsByPosition);
                expressions.add(expression);
            } catch (TargetSyntaxException e) {
                throw refused(e, target);
            }
        }
        for (int i = 0; i < expressions.size(); i++) {
            try {
                series.addAll(evaluator.evaluate(expressions.get(i), context));
            } catch (InvalidArgumentException | TargetSyntaxException e) {
                throw refused(e, asked.targets().get(i));
            }
        }
        return series;
    }

    private static RequestException refused(RuntimeException reason, String target) {
        return RequestException.bad(reason.getMessage() + " (target: " + brief(target) + ")");
    }

    private static String brief(String target) {
        return target.length() <= 300 ? target : target.substring(0, 300) + "…";
    }

    private WebResponse format(
            WebRequest request, RenderRequest asked, StoredSeries source, List<Series> series, int expected) {
        Work work = source.work();
        Bytes out = arrays.take(expected);
        request.onEnd(() -> arrays.giveBack(out));
        if (CarbonapiFormats.isV2(asked.format())) {
            CarbonapiFormats.v2(series, work, out);
            return WebResponse.of(200, CarbonapiFormats.V2_TYPE, out);
        }
        switch (asked.format()) {
            case "carbonapi_v3_pb" -> {
                CarbonapiFormats.v3(series, "", asked.from(), asked.until(), work, out);
                return WebResponse.of(200, CarbonapiFormats.V3_TYPE, out);
            }
            case "json" -> {
                JsonFormat.write(series, asked.maxDataPoints(), asked.noNullPoints(), work, out);
                return JsonAnswers.of(request, out, work);
            }
            case "raw" -> {
                RawFormat.write(series, work, out);
                return WebResponse.of(200, "text/plain", out);
            }
            case "csv" -> {
                CsvFormat.write(series, asked.zone(), work, out);
                return WebResponse.of(200, "text/csv", out);
            }
            case "pickle" -> {
                ClusterFormats.pickle(series, work, out);
                return WebResponse.of(200, "application/pickle", out);
            }
            case "msgpack" -> {
                ClusterFormats.msgpack(series, work, out);
                return WebResponse.of(200, "application/x-msgpack", out);
            }
            case "dygraph" -> {
                DygraphFormat.write(series, work, source::claim, out);
                return JsonAnswers.plain(request, out);
            }
            case "rickshaw" -> {
                RickshawFormat.write(series, work, out);
                return JsonAnswers.of(request, out, work);
            }
            case "svg" -> {
                return WebResponse.of(
                        200,
                        "image/svg+xml",
                        Graph.svg(series, GraphParameters.of(request.parameters(), asked.zone()), work, source::claim));
            }
            default -> {
                return WebResponse.of(
                        200,
                        "image/png",
                        Graph.png(series, GraphParameters.of(request.parameters(), asked.zone()), work, source::claim));
            }
        }
    }
}
