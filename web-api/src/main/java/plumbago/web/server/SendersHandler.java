package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import plumbago.base.http.RequestException;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.carbon.receiver.Senders;
import plumbago.carbon.receiver.Senders.Counts;
import plumbago.carbon.receiver.Senders.Sent;

/** {@code /server/senders}: who sends most; the addresses are for those who administer. Safe for many threads. */
final class SendersHandler {
    private static final int LIMIT = 50;
    private static final Map<String, ToLongFunction<Counts>> ORDERS =
            Map.of("points", Counts::points, "bytes", Counts::bytes, "refused", Counts::refused);

    private final ServerAnswers answers;
    private final Senders senders;

    SendersHandler(ServerAnswers answers, Senders senders) {
        this.answers = answers;
        this.senders = senders;
    }

    void register(Router router) {
        router.on("GET", "/server/senders", this::senders);
    }

    private WebResponse senders(WebRequest request) throws IOException {
        int limit = ServerAnswers.limit(request, LIMIT, Senders.MOST);
        String sort = request.parameters().get("sort", "points");
        ToLongFunction<Counts> order = ORDERS.get(sort);
        if (order == null) {
            throw RequestException.bad("sort must be points, bytes or refused, and is '" + sort + "'");
        }
        List<Sent> all = senders.all();
        ObjectNode answer = answers.begin();
        boolean withheld = answers.withholds(request, answer);
        answer.put("known", all.size()).put("sort", sort);
        ArrayNode list = answer.putArray("senders");
        all.stream()
                .sorted(Comparator.comparingLong((Sent one) -> order.applyAsLong(one.sent()))
                        .reversed())
                .limit(limit)
                .forEach(one -> put(list.addObject(), one, withheld));
        return answers.of(request, answer);
    }

    private static void put(ObjectNode to, Sent one, boolean withheld) {
        if (!withheld) {
            to.put("address", one.address().getHostAddress());
        }
        to.put("protocol", one.protocol());
        put(to, one.sent());
        to.put("last", one.last());
        put(to.putObject("mayMiss"), one.mayMiss());
    }

    private static void put(ObjectNode to, Counts counts) {
        to.put("points", counts.points()).put("bytes", counts.bytes()).put("refused", counts.refused());
    }
}
