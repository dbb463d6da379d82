package plumbago.web.tags;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import plumbago.base.http.AnswerQuota;
import plumbago.base.http.Handler;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.TimeLimit;
import plumbago.base.python.PythonPattern;
import plumbago.base.text.Bytes;
import plumbago.carbon.tags.TagException;
import plumbago.carbon.tags.TagIndex;
import plumbago.carbon.tags.TagIndex.Listed;

/**
 * Everything under {@code /tags}, with the answers of graphite-web. Tag expressions that cannot be read, and names with
 * tags that cannot be kept, are answered with status 400 and the reason. Safe for many threads.
 */
public final class TagHandlers {
    private static final int DEFAULT_COMPLETIONS = 100;

    /** What a tag or value takes in a list besides its text. */
    private static final int LISTED_BYTES = 64;

    private final TagIndex index;
    private final LongSupplier nanos;
    private final Duration maxTime;
    private final Consumer<Collection<String>> untagged;
    private final AnswerQuota quota;

    /**
     * @param index what tags are looked up in and changed; stays the caller's
     * @param untagged notified of the series that were removed from the index, and may be stored all the same
     * @param quota what answers take their memory from
     * @param nanos a clock that only goes on, in nanoseconds, for {@code maxTime}
     * @param maxTime longest time that patterns are tried for a request (MAX_RENDER_TIME)
     */
    public TagHandlers(
            TagIndex index,
            Consumer<Collection<String>> untagged,
            AnswerQuota quota,
            LongSupplier nanos,
            Duration maxTime) {
        this.index = index;
        this.untagged = untagged;
        this.quota = quota;
        this.nanos = nanos;
        this.maxTime = maxTime;
    }

    /** Has {@code /tags} and all below it answered here. */
    public void register(Router router) {
        router.on("GET", "/tags", explained(this::tags));
        router.on("GET", "/tags/{tag}", explained(this::tag));
        router.on("POST", "/tags/tagSeries", explained(this::tagSeries), RouteTrait.WRITES);
        router.on("POST", "/tags/tagMultiSeries", explained(this::tagMultiSeries), RouteTrait.WRITES);
        router.on("POST", "/tags/delSeries", explained(this::deleteSeries), RouteTrait.ADMINISTERS);
        router.on("GET POST", "/tags/findSeries", explained(this::findSeries));
        router.on("GET POST", "/tags/autoComplete/tags", explained(this::completeTags));
        router.on("GET POST", "/tags/autoComplete/values", explained(this::completeValues));
    }

    private static Handler explained(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (TagException e) {
                throw RequestException.bad(e.getMessage());
            }
        };
    }

    private Runnable watcher(WebRequest request) {
        return new TimeLimit(nanos, maxTime, request::clientIsGone)::check;
    }

    /** As with targets, the form with brackets counts only if there is none without. */
    private static List<String> several(Parameters parameters, String name) {
        List<String> values = parameters.all(name);
        return values.isEmpty() ? parameters.all(name + "[]") : values;
    }

    private static List<String> paths(WebRequest request) {
        List<String> paths = several(request.parameters(), "path");
        if (paths.isEmpty()) {
            throw RequestException.bad("no path specified");
        }
        return paths;
    }

    private WebResponse tagSeries(WebRequest request) throws IOException {
        List<String> paths = paths(request);
        String name = index.register(paths.get(paths.size() - 1));
        index.save();
        return JsonAnswers.sorted(request, new Bytes(256).json(name));
    }

    private WebResponse tagMultiSeries(WebRequest request) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (String path : paths(request)) {
                names.add(index.register(path));
            }
        } finally {
            index.save();
        }
        return texts(request, names);
    }

    /** What still gets points is added again with the next one. */
    private WebResponse deleteSeries(WebRequest request) throws IOException {
        List<String> removed = new ArrayList<>();
        try {
            for (String path : paths(request)) {
                if (index.remove(path)) {
                    removed.add(TagIndex.canonical(path));
                }
            }
        } finally {
            index.save();
            if (!removed.isEmpty()) {
                untagged.accept(removed);
            }
        }
        return JsonAnswers.sorted(request, new Bytes(4).ascii("true"));
    }

    private WebResponse findSeries(WebRequest request) {
        List<String> expressions = several(request.parameters(), "expr");
        if (expressions.isEmpty()) {
            throw RequestException.bad("no tag expressions specified");
        }
        return texts(request, index.find(expressions, watcher(request)));
    }

    private WebResponse texts(WebRequest request, Collection<String> texts) {
        long bytes = 2;
        for (String text : texts) {
            bytes += 2 + AnswerQuota.json(text);
        }
        quota.take(request, bytes);
        Bytes out = new Bytes((int) Math.min(Integer.MAX_VALUE - 8, bytes)).put('[');
        boolean first = true;
        for (String text : texts) {
            out.ascii(first ? "" : ", ").json(text);
            first = false;
        }
        return JsonAnswers.sorted(request, out.put(']'));
    }

    /** For all that could be listed; what is filtered is less. The answer grows to twice what it has. */
    private void takeRoom(WebRequest request, List<Listed> all) {
        long bytes = 0;
        for (Listed one : all) {
            bytes += LISTED_BYTES + AnswerQuota.json(one.text());
        }
        quota.take(request, 2 * bytes);
    }

    private Predicate<String> filter(WebRequest request) {
        String filter = request.parameters().get("filter", "");
        if (filter.isEmpty()) {
            return text -> true;
        }
        try {
            return PythonPattern.compile(filter, watcher(request))::isAtStartOf;
        } catch (PatternSyntaxException e) {
            throw RequestException.bad("filter '" + filter + "' is " + PythonPattern.whatIsWrong(e));
        }
    }

    private static int limit(WebRequest request, int fallback) {
        if (!request.parameters().has("limit")) {
            return fallback;
        }
        String text = request.parameters().get("limit", "");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RequestException.bad("limit must be a whole number, and is '" + text + "'");
        }
    }

    /** Nothing means all, and so does a number below zero, as to SQLite. */
    private static int mostListed(WebRequest request) {
        boolean isEmpty = request.parameters().get("limit", "").isEmpty();
        int limit = isEmpty ? Integer.MAX_VALUE : limit(request, Integer.MAX_VALUE);
        return limit < 0 ? Integer.MAX_VALUE : limit;
    }

    private WebResponse tags(WebRequest request) {
        Predicate<String> filter = filter(request);
        int limit = mostListed(request);
        List<Listed> all = index.tags();
        takeRoom(request, all);
        Bytes out = new Bytes(1024).put('[');
        int n = 0;
        for (Listed tag : all) {
            if (n < limit && filter.test(tag.text())) {
                out.ascii(n++ == 0 ? "" : ", ").ascii("{\"id\": ").number(tag.id());
                out.ascii(", \"tag\": ").json(tag.text()).put('}');
            }
        }
        return JsonAnswers.sorted(request, out.put(']'));
    }

    private WebResponse tag(WebRequest request) {
        Predicate<String> filter = filter(request);
        int limit = mostListed(request);
        Optional<List<Listed>> found = index.values(request.pathVariable("tag"));
        if (found.isEmpty()) {
            return JsonAnswers.sorted(request, new Bytes(4).ascii("null"));
        }
        takeRoom(request, found.get());
        Listed tag = found.get().get(0);
        Bytes out = new Bytes(1024).ascii("{\"id\": ").number(tag.id());
        out.ascii(", \"tag\": ").json(tag.text()).ascii(", \"values\": [");
        int n = 0;
        for (Listed value : found.get().subList(1, found.get().size())) {
            if (n < limit && filter.test(value.text())) {
                out.ascii(n++ == 0 ? "" : ", ").ascii("{\"id\": ").number(value.id());
                out.ascii(", \"value\": ").json(value.text());
                out.ascii(", \"count\": ").number(value.count()).put('}');
            }
        }
        return JsonAnswers.sorted(request, out.ascii("]}"));
    }

    private WebResponse completeTags(WebRequest request) {
        List<String> expressions = several(request.parameters(), "expr");
        Collection<String> tags = expressions.isEmpty()
                ? index.tags().stream().map(Listed::text).toList()
                : index.tagsOf(expressions, watcher(request));
        return completions(request, tags, request.parameters().get("tagPrefix", ""));
    }

    private WebResponse completeValues(WebRequest request) {
        String tag = request.parameters().get("tag", "");
        if (tag.isEmpty()) {
            throw RequestException.bad("no tag specified");
        }
        List<String> expressions = several(request.parameters(), "expr");
        Collection<String> values = expressions.isEmpty()
                ? index.values(tag).orElse(List.of()).stream()
                        .skip(1)
                        .map(Listed::text)
                        .toList()
                : index.valuesOf(tag, expressions, watcher(request));
        return completions(request, values, request.parameters().get("valuePrefix", ""));
    }

    private WebResponse completions(WebRequest request, Collection<String> all, String prefix) {
        int limit = limit(request, DEFAULT_COMPLETIONS);
        return texts(
                request,
                all.stream()
                        .filter(text -> text.startsWith(prefix))
                        .limit(Math.max(0, limit))
                        .toList());
    }
}
