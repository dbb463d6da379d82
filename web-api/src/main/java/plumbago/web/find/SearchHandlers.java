package plumbago.web.find;

import java.util.function.LongSupplier;
import plumbago.base.http.JsonAnswers;
import plumbago.base.http.Parameters;
import plumbago.base.http.RequestException;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.text.Bytes;
import plumbago.carbon.index.MetricIndex;
import plumbago.carbon.index.NameMatches;

/**
 * {@code /metrics/search}: the series whose names hold some words, for who types them; what {@code /metrics/find} has no
 * expression for. Safe for many threads.
 */
public final class SearchHandlers {
    /** Who types does not wait longer: what was found until then is better than nothing. */
    private static final long LONGEST_NANOS = 1_000_000_000;

    private static final int LIMIT = 50;
    private static final int MOST = 1000;

    private final MetricIndex index;
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes on, in nanoseconds */
    public SearchHandlers(MetricIndex index, LongSupplier nanos) {
        this.index = index;
        this.nanos = nanos;
    }

    /** Has {@code /metrics/search} answered here. */
    public void register(Router router) {
        router.on("GET POST", "/metrics/search", this::search);
    }

    private WebResponse search(WebRequest request) {
        Parameters parameters = request.parameters();
        long end = nanos.getAsLong() + LONGEST_NANOS;
        try {
            NameMatches found = index.search(
                    parameters.get("query", ""),
                    limit(parameters.get("limit", "")),
                    () -> nanos.getAsLong() - end > 0 || request.clientIsGone());
            return JsonAnswers.of(request, json(found));
        } catch (IllegalArgumentException e) {
            throw RequestException.bad("query: " + e.getMessage());
        }
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return LIMIT;
        }
        // More digits than that are too many in any case.
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MOST) {
            throw RequestException.bad("limit must be a whole number from 0 to " + MOST + ", and is '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Bytes json(NameMatches found) {
        Bytes out = new Bytes(4096)
                .ascii("{\"total\": ")
                .number((long) found.total())
                .ascii(", \"complete\": ")
                .ascii(Boolean.toString(found.complete()))
                .ascii(", \"series\": ");
        FindFormats.texts(found.series().stream().map(node -> node.path()).toList(), out);
        out.ascii(", \"branches\": [");
        boolean first = true;
        for (NameMatches.Branch branch : found.branches()) {
            out.ascii(first ? "" : ", ").ascii("{\"path\": ").json(branch.path());
            out.ascii(", \"series\": ").number((long) branch.series()).put('}');
            first = false;
        }
        return out.ascii("]}");
    }
}
