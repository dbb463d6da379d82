package plumbago.statsd.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.javascript.Inspection;
import plumbago.statsd.metric.MetricDump;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;

/** The commands of the management port, answered word for word as the original does. */
final class StatsdCommands implements ManagementCommands {
    private static final String HELP =
            "Commands: stats, counters, timers, gauges, delcounters, deltimers, delgauges, health, config, quit\n\n";

    /** Names that the original takes for deleted without having had them: its objects have them all. */
    private static final Set<String> OF_EVERY_OBJECT = Set.of(
            "constructor",
            "__proto__",
            "__defineGetter__",
            "__defineSetter__",
            "__lookupGetter__",
            "__lookupSetter__",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable",
            "toLocaleString",
            "toString",
            "valueOf");

    private final Executor receiver;
    private final Executor background;
    private final Metrics metrics;
    private final PacketIntake intake;
    private final List<Backend> backends;
    private final String config;
    private final LongSupplier seconds;
    private final long started;
    private final Runnable commit;

    private volatile String health = "up";

    /**
     * @param receiver the thread that metrics belong to
     * @param background for what takes long
     * @param config answer to the command of that name
     * @param seconds the time, since the epoch
     * @param commit is called on the receiver's thread after a change
     */
    StatsdCommands(
            Executor receiver,
            Executor background,
            Metrics metrics,
            PacketIntake intake,
            List<Backend> backends,
            String config,
            LongSupplier seconds,
            Runnable commit) {
        this.receiver = receiver;
        this.background = background;
        this.metrics = metrics;
        this.intake = intake;
        this.backends = backends;
        this.config = config;
        this.seconds = seconds;
        this.commit = commit;
        started = seconds.getAsLong();
    }

    @Override
    public void run(String command, List<String> arguments, ManagementReply reply) {
        switch (command) {
            case "help" -> answer(HELP, reply);
            case "config" -> answer(config, reply);
            case "health" -> health(arguments, reply);
            case "stats" -> answer(stats(), reply);
            case "counters" -> dump(MetricType.COUNTER, reply);
            case "timers" -> dump(MetricType.TIMER, reply);
            case "gauges" -> dump(MetricType.GAUGE, reply);
            case "delcounters" -> delete(MetricType.COUNTER, arguments, reply);
            case "deltimers" -> delete(MetricType.TIMER, arguments, reply);
            case "delgauges" -> delete(MetricType.GAUGE, arguments, reply);
            case "quit" -> reply.end();
            default -> answer("ERROR\n", reply);
        }
    }

    private static void answer(String text, ManagementReply reply) {
        reply.write(text);
        reply.done();
    }

    private void health(List<String> arguments, ManagementReply reply) {
        if (!arguments.isEmpty()) {
            String wanted = arguments.get(0);
            if (wanted.equalsIgnoreCase("up") || wanted.equalsIgnoreCase("down")) {
                health = wanted.equalsIgnoreCase("up") ? "up" : "down";
            }
        }
        answer("health: " + health + "\n", reply);
    }

    private String stats() {
        long now = seconds.getAsLong();
        StringBuilder text = new StringBuilder();
        text.append("uptime: ").append(now - started).append('\n');
        text.append("messages.last_msg_seen: ")
                .append(now - intake.lastMessage())
                .append('\n');
        text.append("messages.bad_lines_seen: ").append(intake.badLines()).append('\n');
        for (Backend backend : backends) {
            backend.status((statistic, value) -> text.append(backend.name())
                    .append('.')
                    .append(statistic)
                    .append(": ")
                    .append(statistic.startsWith("last_") ? now - value : value)
                    .append('\n'));
        }
        return text.append("END\n\n").toString();
    }

    private void dump(MetricType type, ManagementReply reply) {
        onReceiver(() -> metrics.dump(type), dump -> {
            reply.write(Inspection.of(dump.byName()) + "\nEND\n\n");
            reply.done();
        });
    }

    /** Has a dump made by the thread that metrics belong to, and used by another one: printing takes long. */
    private void onReceiver(Supplier<MetricDump> made, Consumer<MetricDump> used) {
        receiver.execute(() -> {
            MetricDump dump = made.get();
            background.execute(() -> used.accept(dump));
        });
    }

    /** What is meant is found out by another thread: while it takes its time packets come in. */
    private void delete(MetricType type, List<String> patterns, ManagementReply reply) {
        onReceiver(() -> metrics.dump(type), dump -> {
            List<List<Integer>> ids = dump.matching(patterns);
            String text = deleted(dump, patterns, ids);
            receiver.execute(() -> {
                ids.forEach(some -> some.forEach(id -> metrics.remove(type, id, dump)));
                commit.run();
                answer(text, reply);
            });
        });
    }

    private static String deleted(MetricDump dump, List<String> patterns, List<List<Integer>> ids) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < patterns.size(); i++) {
            if (ids.get(i).isEmpty()) {
                String pattern = patterns.get(i);
                boolean known = OF_EVERY_OBJECT.contains(pattern);
                text.append(known ? "deleted: " + pattern : "metric " + pattern + " not found")
                        .append('\n');
            }
            for (int id : ids.get(i)) {
                text.append("deleted: ").append(dump.name(id)).append('\n');
            }
        }
        return text.append("END\n\n").toString();
    }
}
