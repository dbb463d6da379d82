package plumbago.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.carbon.housekeeping.Outcome;
import plumbago.carbon.store.SchemaReport;
import plumbago.carbon.tags.TagIndex;
import plumbago.carbon.tags.TaggedNames;

/** Compares files with storage-schemas.conf and storage-aggregation.conf, and makes them what these want. */
@Command(
        name = "schema",
        header = "Compare files with the storage schemas, and bring them in line.",
        mixinStandardHelpOptions = true,
        subcommands = {SchemaCommand.Check.class, SchemaCommand.Apply.class})
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static SchemaReport report(InstanceOptions instance, String pattern, PrintWriter err)
            throws ConfigException, IOException {
        Settings settings = instance.settings();
        Collection<String> tagged = TagIndex.namesIn(InstanceOptions.webFolder(settings));
        SchemaReport report = SchemaReport.of(settings, Clock.systemUTC(), Parts.STORAGES, new Known(tagged), pattern);
        report.warnings().forEach(warning -> err.println("warning: " + Printable.of(warning)));
        report.failed().forEach((name, reason) -> err.println("plumbago: " + Printable.of(name + ": " + reason)));
        return report;
    }

    /** Tagged names as they are at the moment. */
    private record Known(Collection<String> names) implements TaggedNames {
        @Override
        public void removed(String name) {
            throw new IllegalStateException("a report removes nothing");
        }
    }

    @Command(
            name = "check",
            header = "Report files that differ from the schemas. Only reads.",
            description = "%nEnds with 0 if no file differs, with 1 if some do or could not be read, and with 2 if a"
                    + " setting or rule is wrong.%n",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private InstanceOptions instance;

        @Parameters(arity = "0..1", paramLabel = "PATTERN", description = "A path expression; all metrics without.")
        private String pattern = "**";

        @Option(names = "--json", description = "Print the report as JSON.")
        private boolean asJson;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return InstanceOptions.run(spec, () -> {
                PrintWriter out = spec.commandLine().getOut();
                SchemaReport report =
                        report(instance, pattern, spec.commandLine().getErr());
                if (asJson) {
                    out.println(json(report));
                } else {
                    report.differing().forEach((name, differences) -> {
                        out.println(Printable.of(name));
                        differences.forEach(difference -> out.println("  " + difference));
                    });
                    out.println(report.checked() + " files checked: "
                            + report.differing().size() + " differ, "
                            + report.failed().size() + " could not be read");
                }
                return report.differing().isEmpty() && report.failed().isEmpty() ? 0 : 1;
            });
        }

        private static String json(SchemaReport report) throws IOException {
            ObjectMapper json = new ObjectMapper();
            ObjectNode answer = json.createObjectNode().put("checked", report.checked());
            var differing = answer.putArray("differing");
            report.differing().forEach((name, differences) -> {
                var list = differing.addObject().put("name", name).putArray("differences");
                differences.forEach(list::add);
            });
            var failed = answer.putArray("failed");
            report.failed()
                    .forEach((name, reason) ->
                            failed.addObject().put("name", name).put("reason", reason));
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        }
    }

    @Command(
            name = "apply",
            header = "Give files that differ the archives that the schemas want, and keep their points.",
            description = {
                "",
                "Works while the server runs: then the server does it, file by file, and no point is lost. Can be"
                        + " broken off at any time and run again; each file is either as it was or as it should be.",
                ""
            },
            mixinStandardHelpOptions = true)
    static final class Apply implements Callable<Integer> {
        @Mixin
        private InstanceOptions instance;

        @Parameters(arity = "0..1", paramLabel = "PATTERN", description = "A path expression; all metrics without.")
        private String pattern = "**";

        @Option(
                names = {"-n", "--dry-run"},
                description = "Only show what would be done.")
        private boolean dryRun;

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = "Most files in a second; 0 for as many as it goes. Default: ${DEFAULT-VALUE}.",
                defaultValue = "100")
        private double rate;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Logging.toStandardError();
            return InstanceOptions.run(spec, () -> {
                PrintWriter out = spec.commandLine().getOut();
                PrintWriter err = spec.commandLine().getErr();
                SchemaReport report = report(instance, pattern, err);
                List<String> names = List.copyOf(report.differing().keySet());
                if (dryRun) {
                    names.forEach(name -> out.println(Printable.of(name)));
                    err.println("would be changed: " + names.size());
                    return report.failed().isEmpty() ? 0 : 1;
                }
                if (names.isEmpty()) {
                    err.println("nothing to change");
                    return report.failed().isEmpty() ? 0 : 1;
                }
                try (MetricChanges changes = instance.changes()) {
                    Outcome outcome = new Batches(rate).run(names, changes::applySchema, (done, soFar, all) -> {
                        done.done().forEach(name -> out.println(Printable.of(name)));
                        out.flush();
                    });
                    outcome.failed()
                            .forEach((name, reason) -> err.println("plumbago: " + Printable.of(name + ": " + reason)));
                    err.println("changed: " + outcome.done().size() + ", failed: "
                            + outcome.failed().size());
                    return outcome.failed().isEmpty() && report.failed().isEmpty() ? 0 : 1;
                }
            });
        }
    }
}
