package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import plumbago.base.http.RouteTrait;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.carbon.config.AggregationRule;
import plumbago.carbon.config.Schema;
import plumbago.carbon.store.RuleUse;

/** {@code /server/rules}: the rules about storage, and for how many series each is there. Safe for many threads. */
final class RulesHandler {
    private static final long LONGEST_NANOS = 2_000_000_000;

    private final ServerAnswers answers;
    private final RuleUse use;
    private final LongSupplier nanos;

    RulesHandler(ServerAnswers answers, RuleUse use, LongSupplier nanos) {
        this.answers = answers;
        this.use = use;
        this.nanos = nanos;
    }

    void register(Router router) {
        router.on("GET", "/server/rules", this::rules, RouteTrait.LONG);
    }

    private WebResponse rules(WebRequest request) throws IOException {
        long end = nanos.getAsLong() + LONGEST_NANOS;
        RuleUse.Report report = use.count(() -> nanos.getAsLong() - end > 0 || request.clientIsGone());
        ObjectNode answer = answers.begin().put("complete", report.complete()).put("judged", report.judged());
        answer.put("byParts", report.byParts()).put("time", report.millis() / 1000);
        ArrayNode schemas = answer.putArray("schemas");
        for (RuleUse.Use<Schema> one : report.schemas()) {
            Schema schema = one.rule();
            begin(schemas, schema.name(), schema.pattern().source(), one)
                    .put(
                            "retentions",
                            schema.retentions().stream().map(Object::toString).collect(Collectors.joining(",")));
        }
        ArrayNode aggregation = answer.putArray("aggregation");
        for (RuleUse.Use<AggregationRule> one : report.aggregation()) {
            AggregationRule rule = one.rule();
            begin(aggregation, rule.name(), rule.pattern().source(), one)
                    .put("xFilesFactor", rule.xFilesFactor())
                    .put("aggregationMethod", rule.method().label());
        }
        return answers.of(request, answer);
    }

    private static ObjectNode begin(ArrayNode all, String name, String pattern, RuleUse.Use<?> one) {
        return all.addObject()
                .put("name", name)
                .put("line", one.line())
                .put("pattern", pattern)
                .put("series", one.series());
    }
}
