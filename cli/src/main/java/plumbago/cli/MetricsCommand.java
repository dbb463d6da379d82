package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbago.carbon.housekeeping.Outcome;

/** Deletes, renames and expires metrics: through the server that has the data folder, or without one. */
@Command(
        name = "metrics",
        header = "Delete, rename or expire metrics.",
        description = {
            "",
            "If a server runs on the data folder it does the work, so that waiting points, names and tags follow the"
                    + " files; else this process does. Either way --dry-run only shows what would be done.",
            ""
        },
        mixinStandardHelpOptions = true,
        subcommands = {MetricsCommand.Delete.class, MetricsCommand.Rename.class, MetricsCommand.Expire.class})
final class MetricsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What all three have in common. */
    private abstract static class Change implements Callable<Integer> {
        @Mixin
        InstanceOptions instance;

        @Option(
                names = {"-n", "--dry-run"},
                description = "Only show what would be done.")
        boolean dryRun;

        @Spec
        CommandSpec spec;

        abstract Outcome change(MetricChanges changes) throws IOException, InterruptedException;

        @Override
        public Integer call() {
            Logging.toStandardError();
            return InstanceOptions.run(spec, () -> {
                try (MetricChanges changes = instance.changes()) {
                    return report(change(changes));
                }
            });
        }

        private int report(Outcome outcome) {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            outcome.done().forEach(name -> out.println(Printable.of(name)));
            outcome.failed().forEach((name, reason) -> err.println("plumbago: " + Printable.of(name + ": " + reason)));
            err.println((dryRun ? "would be done: " : "done: ") + outcome.done().size() + ", failed: "
                    + outcome.failed().size());
            return outcome.failed().isEmpty() ? 0 : 1;
        }
    }

    /** What those that delete have in common. */
    private abstract static class Deletion extends Change {
        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "Most metrics to delete in a second; without it as many as it goes.")
        double rate;
    }

    @Command(
            name = "delete",
            header = "Delete metrics: files, waiting points, names and tags.",
            mixinStandardHelpOptions = true)
    static final class Delete extends Deletion {
        @Parameters(
                arity = "1..*",
                paramLabel = "METRIC",
                description = "A metric, with tags or without, or a path expression such as servers.old-*.**.")
        private List<String> metrics;

        @Override
        Outcome change(MetricChanges changes) throws IOException, InterruptedException {
            List<String> names = new ArrayList<>();
            for (String metric : metrics) {
                if (metric.indexOf(';') >= 0) {
                    names.add(metric);
                } else {
                    names.addAll(changes.matching(metric).done());
                }
            }
            return new Batches(dryRun ? 0 : rate)
                    .run(names, batch -> changes.delete(batch, dryRun), (outcome, soFar, all) -> {});
        }
    }

    @Command(
            name = "rename",
            header = "Give a metric another name, or all below a branch another branch.",
            mixinStandardHelpOptions = true)
    static final class Rename extends Change {
        @Parameters(index = "0", paramLabel = "FROM", description = "A metric or a branch.")
        private String from;

        @Parameters(index = "1", paramLabel = "TO", description = "Its new name. Nothing is overwritten.")
        private String to;

        @Override
        Outcome change(MetricChanges changes) throws IOException {
            return changes.rename(from, to, dryRun);
        }
    }

    @Command(
            name = "expire",
            header = "Delete metrics that have had no point for some time.",
            mixinStandardHelpOptions = true)
    static final class Expire extends Deletion {
        @Parameters(arity = "0..*", paramLabel = "PATTERN", description = "Path expressions; all metrics without any.")
        private List<String> patterns = List.of("**");

        @Option(
                names = "--age",
                required = true,
                paramLabel = "TIME",
                description = "Time without a point, such as 30d or 12h.")
        private String age;

        @Override
        Outcome change(MetricChanges changes) throws IOException, InterruptedException {
            List<String> names = new ArrayList<>();
            Map<String, String> unreadable = new LinkedHashMap<>();
            for (String pattern : patterns) {
                Outcome found = changes.expired(pattern, age);
                names.addAll(found.done());
                unreadable.putAll(found.failed());
            }
            Outcome outcome = dryRun
                    ? new Outcome(names, List.of(), new LinkedHashMap<>())
                    : new Batches(rate).run(names, batch -> changes.expire(batch, age), (done, soFar, all) -> {});
            outcome.failed().putAll(unreadable);
            return outcome;
        }
    }
}
