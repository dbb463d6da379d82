package plumbago.web.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import plumbago.base.http.Router;
import plumbago.base.http.WebRequest;
import plumbago.base.http.WebResponse;
import plumbago.base.measure.Measures;
import plumbago.carbon.stats.DropReason;
import plumbago.carbon.stats.PointCounters;
import plumbago.carbon.stats.Refusal;
import plumbago.carbon.store.SeriesStore;

/** {@code /server/status}: the accounts, and how much there is of all. Safe for many threads. */
final class StatusHandler {
    private final ServerAnswers answers;
    private final SeriesStore store;
    private final Measures measures;
    private final PointCounters counters;
    private final Supplier<List<String>> problems;
    private final Clock clock;
    private final String version;

    StatusHandler(
            ServerAnswers answers, SeriesStore store, Supplier<List<String>> problems, Clock clock, String version) {
        this.answers = answers;
        this.store = store;
        this.measures = store.measures();
        this.counters = store.counters();
        this.problems = problems;
        this.clock = clock;
        this.version = version;
    }

    void register(Router router) {
        router.on("GET", "/server/status", this::status);
    }

    private WebResponse status(WebRequest request) throws IOException {
        long now = clock.millis() / 1000;
        ObjectNode answer = answers.begin();
        answer.put("version", version).put("now", now);
        double begin = measures.value("process_start_time_seconds").orElse((double) now);
        answer.put("started", (long) begin).put("uptime", Math.max(0, now - (long) begin));
        problems.get().forEach(answer.putArray("problems")::add);
        points(answer.putObject("points"));
        series(answer.putObject("series"));
        queues(answer.putObject("queues"), now);
        writes(answer.putObject("writes"));
        journal(answer);
        disk(answer.putObject("disk"));
        web(answer.putObject("web"));
        process(answer.putObject("process"));
        return answers.of(request, answer);
    }

    /** Copied once each, so that the sum in the answer is that of its numbers. */
    private void points(ObjectNode points) {
        long stored = counters.stored();
        long waiting = store.queuedPoints();
        long all = 0;
        ObjectNode reasons = answers.begin();
        for (DropReason reason : DropReason.values()) {
            long dropped = counters.dropped(reason);
            all += dropped;
            reasons.put(reason.label(), dropped);
        }
        long received = counters.received();
        long replayed = counters.replayed();
        points.put("received", received).put("replayed", replayed);
        points.put("stored", stored).put("waiting", waiting).put("dropped", all);
        points.put("underWay", received + replayed - stored - waiting - all);
        points.set("droppedFor", reasons);
        ObjectNode refused = points.putObject("refused");
        for (Refusal kind : Refusal.values()) {
            refused.put(kind.label(), counters.refusals(kind));
        }
        points.put("notANumber", counters.notANumbers());
    }

    private void series(ObjectNode series) {
        put(series, "known", "plumbago_index_metrics");
        series.put("created", counters.creates());
        put(series, "sentSinceStart", "plumbago_names");
        series.put("refusedPoints", counters.dropped(DropReason.TOO_MANY_METRICS));
        put(series, "tagged", "plumbago_tag_index_series");
        put(series, "namesBytes", "plumbago_index_bytes");
    }

    private void queues(ObjectNode queues, long now) {
        put(queues, "series", "plumbago_series_waiting");
        put(queues, "points", "plumbago_points_waiting");
        put(queues, "bytes", "plumbago_queues_bytes");
        queues.put("sendersWait", measures.value("plumbago_senders_wait").orElse(0) > 0);
        OptionalLong oldest = store.oldestAccepted();
        queues.put("oldestWait", oldest.isEmpty() ? 0 : Math.max(0, now - oldest.getAsLong()));
        put(queues, "senders", "plumbago_connections");
    }

    private void writes(ObjectNode writes) {
        writes.put("done", counters.updates()).put("failed", counters.errors());
        writes.put("seconds", counters.updateNanos() / 1e9);
    }

    /** Null where there is none. */
    private void journal(ObjectNode answer) {
        if (measures.value("plumbago_journal_bytes").isEmpty()) {
            answer.putNull("journal");
            return;
        }
        ObjectNode journal = answer.putObject("journal");
        put(journal, "segments", "plumbago_journal_segments");
        put(journal, "bytes", "plumbago_journal_bytes");
        journal.put("full", measures.value("plumbago_journal_full").orElse(0) > 0);
        put(journal, "appendedRecords", "plumbago_journal_appended_records_total");
        put(journal, "appendedBytes", "plumbago_journal_appended_bytes_total");
        OptionalDouble age = measures.value("plumbago_journal_sync_age_seconds");
        if (age.isPresent()) {
            journal.put("syncAge", age.getAsDouble());
        }
        ObjectNode recovery = journal.putObject("recovery").put("points", counters.replayed());
        put(recovery, "series", "plumbago_journal_recovered_series");
        put(recovery, "segments", "plumbago_journal_recovered_segments");
        recovery.put(
                "seconds", measures.value("plumbago_journal_recovery_seconds").orElse(0));
        put(recovery, "damages", "plumbago_journal_damages_total");
        put(recovery, "damagedBytes", "plumbago_journal_damaged_bytes_total");
        put(recovery, "lostPoints", "plumbago_journal_lost_points_total");
    }

    private void disk(ObjectNode disk) {
        for (String folder : List.of("data", "journal")) {
            ObjectNode one = disk.putObject(folder);
            put(one, "free", "plumbago_disk_free_bytes{folder=\"" + folder + "\"}");
            put(one, "bytes", "plumbago_disk_bytes{folder=\"" + folder + "\"}");
        }
    }

    private void web(ObjectNode web) {
        put(web, "requests", "plumbago_http_requests_total");
        put(web, "connections", "plumbago_http_connections");
        put(web, "refusedConnections", "plumbago_http_refused_connections_total");
        put(web, "bodyBytes", "plumbago_http_body_bytes");
        put(web, "renders", "plumbago_renders_total");
        put(web, "slowRenders", "plumbago_renders_slow_total");
        put(web, "rendersRunning", "plumbago_renders_running");
        put(web, "renderBytes", "plumbago_render_bytes");
        put(web, "answersKept", "plumbago_answers_kept");
        put(web, "answersKeptBytes", "plumbago_answers_kept_bytes");
    }

    private void process(ObjectNode process) {
        process.put("cpuSeconds", measures.value("process_cpu_seconds_total").orElse(0));
        put(process, "residentBytes", "process_resident_memory_bytes");
        put(process, "heapBytes", "jvm_memory_used_bytes{area=\"heap\"}");
        put(process, "heapMaxBytes", "jvm_memory_max_bytes{area=\"heap\"}");
        put(process, "threads", "jvm_threads_current");
        put(process, "openDescriptors", "process_open_fds");
    }

    /** A number that is whole, if there is such a measure. */
    private void put(ObjectNode to, String name, String series) {
        OptionalDouble value = measures.value(series);
        if (value.isPresent()) {
            to.put(name, (long) value.getAsDouble());
        }
    }
}
