package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.LongSupplier;
import plumbago.base.http.RequestException;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.carbon.index.BranchSizes;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.store.NewestSeries;

/** {@code /server/names}: how many series a branch has, and which of what lies below has most. Safe for many threads. */
final class NamesHandler {
    /** What was counted until then is better than nothing. */
    private static final long LONGEST_NANOS = 500_000_000;

    private static final int LIMIT = 50;
    private static final int MOST = 1000;

    private final ServerAnswers answers;
    private final MetricIndex index;
    private final NewestSeries newest;
    private final LongSupplier nanos;

    NamesHandler(ServerAnswers answers, MetricIndex index, NewestSeries newest, LongSupplier nanos) {
        this.answers = answers;
        this.index = index;
        this.newest = newest;
        this.nanos = nanos;
    }

    void register(Router router) {
        router.on("GET", "/server/names", this::names);
    }

    private WebResponse names(WebRequest request) throws IOException {
        String prefix = request.parameters().get("prefix", "");
        if (prefix.endsWith(".")) {
            throw RequestException.bad("prefix must be the path of a branch, without a dot at its end");
        }
        long end = nanos.getAsLong() + LONGEST_NANOS;
        BranchSizes sizes = index.sizes(
                prefix,
                ServerAnswers.limit(request, LIMIT, MOST),
                () -> nanos.getAsLong() - end > 0 || request.clientIsGone());
        ObjectNode answer = answers.begin().put("prefix", prefix).put("series", sizes.series());
        answer.put("complete", sizes.complete()).put("children", sizes.children());
        String begin = prefix.isEmpty() ? "" : prefix + ".";
        ArrayNode largest = answer.putArray("largest");
        for (BranchSizes.Child child : sizes.largest()) {
            largest.addObject()
                    .put("path", begin + child.label())
                    .put("series", child.series())
                    .put("leaf", child.leaf())
                    .put("branch", child.branch());
        }
        ArrayNode made = answer.putArray("newest");
        for (NewestSeries.Made one : newest.all()) {
            if (one.name().startsWith(begin)) {
                made.addObject().put("name", one.name()).put("time", one.millis() / 1000);
            }
        }
        return answers.of(request, answer);
    }
}
