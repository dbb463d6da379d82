package plumbago.web.render;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Packing;
import plumbago.base.http.Parameters;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.Measures;
import plumbago.base.text.Bytes;
import plumbago.carbon.events.EventStore;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.storage.SeriesReader;
import plumbago.carbon.tags.TagIndex;
import plumbago.web.render.explain.Explanation;
import plumbago.web.render.format.AnswerArrays;
import plumbago.web.render.format.AnswerFormat;
import plumbago.web.render.format.CarbonapiV3Format;
import plumbago.web.render.format.ExplainFormat;
import plumbago.web.render.format.FormatCatalogue;
import plumbago.web.render.function.EvaluationListener;
import plumbago.web.render.series.Series;
import plumbago.web.render.service.Render;
import plumbago.web.render.service.RenderLimits;
import plumbago.web.render.service.RenderMemory;
import plumbago.web.render.service.RenderRequest;
import plumbago.web.render.service.RenderService;

/**
 * {@code /render}: reads requests, has {@link RenderService} make their series, and writes these in the format asked for;
 * answers may be kept and given again, as Graphite's are. Safe for many threads.
 */
public final class RenderHandler {
    private static final String WARNING = "X-Plumbago-Warning";

    private final RenderService service;
    private final FormatCatalogue formats;
    private final Clock clock;
    private final ZoneId zone;
    private final GraphSettings graphs;
    private final AnswerCaching caching;
    private final AnswerCache cache;
    private final RenderActivity activity;
    private final AnswerArrays arrays = new AnswerArrays();

    /**
     * With the formats that there are.
     *
     * @param nanos a clock that only goes on, in nanoseconds, for what a request takes
     * @param zone what times in requests are of that name none
     */
    public RenderHandler(
            MetricIndex index,
            SeriesReader reader,
            TagIndex tags,
            EventStore events,
            Clock clock,
            LongSupplier nanos,
            ZoneId zone,
            RenderLimits limits,
            AnswerCaching caching,
            GraphSettings graphs) {
        this(
                new RenderService(index, reader, tags, events, clock, nanos, zone, limits),
                FormatCatalogue.standard(),
                clock,
                zone,
                limits.slow(),
                caching,
                graphs);
    }

    /**
     * With formats of one's own.
     *
     * @param clock for requests that do not say what time it is, and for how long answers are kept
     * @param zone what times in requests are of that name none
     * @param slow what takes as long or longer is logged with what it cost
     * @param graphs what the settings say of pictures
     */
    public RenderHandler(
            RenderService service,
            FormatCatalogue formats,
            Clock clock,
            ZoneId zone,
            Duration slow,
            AnswerCaching caching,
            GraphSettings graphs) {
        this.service = service;
        this.formats = formats;
        this.clock = clock;
        this.zone = zone;
        this.graphs = graphs;
        this.caching = caching;
        this.cache = new AnswerCache(clock, caching.maxBytes());
        this.activity = new RenderActivity(clock, slow);
    }

    /** Has {@code /render} answered here. */
    public void register(Router router) {
        router.on("GET POST", "/render", this::render, RouteTrait.LONG);
    }

    /** Registers how many there are and were, and what they and their answers take. */
    public void register(Measures measures) {
        measures.gauge("", "plumbago_renders_running", "Renders that are being made.", activity::runningCount)
                .count("", "plumbago_renders_total", "Renders that were begun.", activity::begun)
                .count("", "plumbago_renders_slow_total", "Renders that took SLOW_RENDER_TIME.", activity::slowCount)
                .gauge("", "plumbago_render_bytes", "What renders hold of memory, an estimate.", service::heldBytes)
                .gauge("", "plumbago_answers_kept", "Answers that are kept to be given again.", cache::size)
                .gauge("", "plumbago_answers_kept_bytes", "What answers that are kept take.", cache::bytes);
    }

    /** The renders that run, and those that were slow. */
    public RenderActivity activity() {
        return activity;
    }

    private WebResponse render(WebRequest request) {
        RenderMemory.Share share = service.share();
        // It is held until the answer has been handed to the system.
        request.onEnd(share::end);
        try {
            WebResponse response =
                    CarbonapiHandlers.isMessage(request) ? fetches(request, share) : known(request, share);
            return share.claimIfThereIs(Packing.bytes(request, response)) ? response : response.leftPlain();
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    private WebResponse known(WebRequest request, RenderMemory.Share share) {
        Parameters parameters = JsonForm.parameters(request);
        RenderParameters asked = RenderParameters.of(parameters, formats, graphs, zone, now());
        long seconds = keptFor(parameters, asked.request());
        if (RenderParameters.isExplained(parameters)) {
            Explanation explanation = service.explanation();
            RenderParameters explained = asked.as(new ExplainFormat(explanation, asked.format(), seconds));
            return answer(request, explained, share, explanation).header("Cache-Control", "no-cache, no-store");
        }
        if (seconds == 0) {
            boolean refused = parameters.has("noCache");
            return answer(request, asked, share, EvaluationListener.NONE)
                    .header("Cache-Control", refused ? "no-cache, no-store" : "no-cache");
        }
        String key = AnswerCache.key(parameters);
        Optional<WebResponse> known = cache.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        WebResponse response =
                answer(request, asked, share, EvaluationListener.NONE).header("Cache-Control", "max-age=" + seconds);
        // It is copied for that.
        if (!response.headers().containsKey(WARNING) && share.claimIfThereIs(response.length())) {
            cache.put(key, response, seconds * 1000);
            share.keepOnly(share.claimed() - response.length());
        }
        return response;
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

    private WebResponse answer(
            WebRequest request, RenderParameters asked, RenderMemory.Share share, EvaluationListener listener) {
        Render render = service.begin(share, request::clientIsGone, listener);
        RenderRequest what = asked.request();
        RenderActivity.Running running = activity.begin(render, what.from(), what.until(), what.targets());
        String outcome = "no answer";
        int kept = 0;
        try {
            List<Series> series = render.evaluate(what);
            WebResponse response = written(request, asked, series, render, share);
            kept = response.body().length;
            outcome = series.size() + " series and " + response.length() + " bytes answered";
            return warned(response, render);
        } catch (RuntimeException e) {
            outcome = Refusals.outcome(e);
            throw e;
        } finally {
            // The answer may have to wait behind others that the client does not take; what it was made of is not
            // needed.
            share.keepOnly(kept);
            activity.ended(running, outcome);
        }
    }

    private WebResponse written(
            WebRequest request, RenderParameters asked, List<Series> series, Render render, RenderMemory.Share share) {
        AnswerFormat format = asked.format();
        long expected = format.mostBytes(series, asked.options(), render.work());
        share.claimToWrite(expected, JsonAnswers.times(request));
        Bytes out = arrays.take(RenderMemory.atFirst(expected));
        request.onEnd(() -> arrays.giveBack(out));
        format.write(series, asked.options(), render.work(), render::claim, out);
        if (format.contentType().equals("image/svg+xml") && JsonAnswers.isForScript(request)) {
            // As graphite-web: the picture is the text that the function is called with.
            render.claim(4L * out.length());
            return JsonAnswers.plain(
                    request,
                    new Bytes(out.length()).json(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8)));
        }
        if (!format.contentType().equals("application/json")) {
            return WebResponse.of(200, format.contentType(), out);
        }
        return format.knowsPretty() ? JsonAnswers.of(request, out, render.work()) : JsonAnswers.plain(request, out);
    }

    /** Answers a carbonapi's message with several fetches, each over its own range. */
    private WebResponse fetches(WebRequest request, RenderMemory.Share share) {
        Render render = service.begin(share, request::clientIsGone);
        List<CarbonapiHandlers.Fetch> fetches = CarbonapiHandlers.fetches(request);
        RenderActivity.Running running = activity.begin(
                render,
                fetches.stream().mapToLong(CarbonapiHandlers.Fetch::from).min().orElse(0),
                fetches.stream().mapToLong(CarbonapiHandlers.Fetch::until).max().orElse(0),
                fetches.stream().map(CarbonapiHandlers.Fetch::name).toList());
        Bytes out = new Bytes(4096);
        int kept = 0;
        try {
            for (CarbonapiHandlers.Fetch fetch : fetches) {
                RenderParameters asked = RenderParameters.of(fetch, formats, zone, now());
                List<Series> series = render.evaluate(asked.request());
                if (!fetch.pathExpression().isEmpty()) {
                    series.forEach(one -> one.pathExpression(fetch.pathExpression()));
                }
                AnswerFormat format = asked.format();
                share.claimToWrite(format.mostBytes(series, asked.options(), render.work()), 1);
                format.write(series, asked.options(), render.work(), render::claim, out);
                // The series are not needed any more, and the answer has its length.
                share.keepOnly(out.array().length);
            }
            kept = out.array().length;
        } finally {
            share.keepOnly(kept);
            activity.ended(running, out.length() + " bytes answered");
        }
        return warned(WebResponse.of(200, CarbonapiV3Format.CONTENT_TYPE, out), render);
    }

    private static WebResponse warned(WebResponse response, Render render) {
        return render.warnings().isEmpty() ? response : response.header(WARNING, String.join("; ", render.warnings()));
    }

    /** Seconds since the epoch. */
    private long now() {
        return clock.instant().getEpochSecond();
    }
}
