package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.carbon.stats.DropExamples.Example;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;

/**
 * {@code /server/dropped}: what was dropped and refused, with examples for those who administer: what comes in on an open port may
 * be anything, such as somebody's password. Safe for many threads.
 */
final class DroppedHandler {
    private final ServerAnswers answers;
    private final PointCounters counters;

    DroppedHandler(ServerAnswers answers, PointCounters counters) {
        this.answers = answers;
        this.counters = counters;
    }

    void register(Router router) {
        router.on("GET", "/server/dropped", this::dropped);
    }

    private WebResponse dropped(WebRequest request) throws IOException {
        ObjectNode answer = answers.begin();
        boolean withheld = answers.withholds(request, answer);
        ArrayNode dropped = answer.putArray("dropped");
        for (DropReason reason : DropReason.values()) {
            ObjectNode one = dropped.addObject().put("reason", reason.label());
            one.put("points", counters.dropped(reason)).put("expected", reason.expected());
            examples(one, withheld ? List.of() : counters.examples().of(reason));
        }
        ArrayNode refused = answer.putArray("refused");
        for (Refusal kind : Refusal.values()) {
            ObjectNode one = refused.addObject().put("kind", kind.label()).put("count", counters.refusals(kind));
            examples(one, withheld ? List.of() : counters.examples().of(kind));
        }
        return answers.of(request, answer);
    }

    private static void examples(ObjectNode of, List<Example> examples) {
        ArrayNode all = of.putArray("examples");
        for (Example example : examples) {
            all.addObject()
                    .put("text", example.text())
                    .put("sender", example.sender())
                    .put("time", example.millis() / 1000)
                    .put("expected", example.expected());
        }
    }
}
