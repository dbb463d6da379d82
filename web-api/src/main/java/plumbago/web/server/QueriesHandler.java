package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.web.render.RenderActivity;

/** {@code /server/queries}: the renders that run, and the last ones that took long. Safe for many threads. */
final class QueriesHandler {
    private final ServerAnswers answers;
    private final RenderActivity activity;

    QueriesHandler(ServerAnswers answers, RenderActivity activity) {
        this.answers = answers;
        this.activity = activity;
    }

    void register(Router router) {
        router.on("GET", "/server/queries", this::queries);
    }

    private WebResponse queries(WebRequest request) throws IOException {
        ObjectNode answer = answers.begin().put("slowFrom", activity.slowLimit().toMillis());
        put(answer.putArray("running"), activity.running());
        put(answer.putArray("slow"), activity.slow());
        return answers.of(request, answer);
    }

    private static void put(ArrayNode all, List<RenderActivity.Ended> renders) {
        for (RenderActivity.Ended render : renders) {
            ObjectNode one = all.addObject()
                    .put("since", render.sinceMillis() / 1000)
                    .put("milliseconds", render.spentMillis())
                    .put("targets", render.targets())
                    .put("from", render.from())
                    .put("until", render.until())
                    .put("series", render.series())
                    .put("points", render.points());
            if (!render.outcome().isEmpty()) {
                one.put("outcome", render.outcome());
            }
        }
    }
}
