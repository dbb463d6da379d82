package plumbago.web.server;

import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import plumbago.base.http.Guard;
import plumbago.base.http.Router;
import plumbago.carbon.receiver.Senders;
import plumbago.carbon.store.SeriesStore;
import plumbago.web.render.RenderActivity;

/** Everything under {@code /server}. Safe for many threads. */
public final class ServerHandlers {
    private final StatusHandler status;
    private final DroppedHandler dropped;
    private final QueriesHandler queries;
    private final RulesHandler rules;
    private final NamesHandler names;
    private final SendersHandler senders;

    /**
     * @param guard says who may see addresses of senders, and what they sent
     * @param store what is told of; stays the caller's
     * @param problems what is wrong at the moment, a sentence each
     * @param nanos a clock that only goes on, in nanoseconds
     * @param version of Plumbago
     */
    public ServerHandlers(
            Guard guard,
            SeriesStore store,
            Senders senders,
            RenderActivity renders,
            Supplier<List<String>> problems,
            Clock clock,
            LongSupplier nanos,
            String version) {
        ServerAnswers answers = new ServerAnswers(guard);
        status = new StatusHandler(answers, store, problems, clock, version);
        dropped = new DroppedHandler(answers, store.counters());
        queries = new QueriesHandler(answers, renders);
        rules = new RulesHandler(answers, store.ruleUse(), nanos);
        this.senders = new SendersHandler(answers, senders);
        names = new NamesHandler(answers, store.index(), store.newest(), nanos);
    }

    /** Has all of it answered here. */
    public void register(Router router) {
        status.register(router);
        dropped.register(router);
        queries.register(router);
        rules.register(router);
        names.register(router);
        senders.register(router);
    }
}
