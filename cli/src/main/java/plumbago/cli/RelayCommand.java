package plumbago.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.Section;
import plumbago.base.config.Settings;
import plumbago.carbon.aggregator.AggregatorPart;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.route.RelayRule;
import plumbago.carbon.rules.AggregationRules;

/** Tells what a relay's configuration means, without a relay. */
@Command(
        name = "relay",
        header = "Tell where a relay sends metrics, and what is wrong with its files.",
        mixinStandardHelpOptions = true,
        subcommands = {RelayCommand.Where.class, RelayCommand.Check.class})
final class RelayCommand implements Runnable {
    private static final int SAMPLE = 10_000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Which relay it is about. */
    static final class RelayOptions {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "The carbon.conf with the section [relay].")
        private Path config;

        @Option(
                names = "--set",
                paramLabel = "section.SETTING=value",
                description = "Overrides one setting, as for plumbago start. Repeatable.")
        private List<String> overrides = new ArrayList<>();

        @Option(
                names = "--instance",
                paramLabel = "NAME",
                description =
                        "The instance, whose section [relay:NAME] goes before [relay]. Default: ${DEFAULT-VALUE}.",
                defaultValue = ConfigSources.DEFAULT_INSTANCE)
        private String instance;

        Settings settings() throws ConfigException {
            return Settings.load(sources(Section.RELAY), Parts.settings());
        }

        /** What decides whether the aggregator runs, and by which rules: the rest of its section is not looked at. */
        Settings ofAggregator() throws ConfigException {
            return Settings.loadOnly(sources(Section.AGGREGATOR), Parts.settings(), AggregatorPart.DECISIVE);
        }

        private ConfigSources sources(Section daemon) {
            ConfigSources sources =
                    ConfigSources.of(System.getenv()).withOverrides(overrides).withInstance(daemon, instance);
            return config == null ? sources : sources.withConfig(config);
        }
    }

    @Command(
            name = "where",
            header = "Print the destinations of metrics, and why it is these.",
            description =
                    "%nReads carbon.conf and the rules, those of the aggregates too where the method asks for them,"
                            + " and connects to nobody. Ends with 0, and with 2 if a setting or rule is wrong.%n",
            mixinStandardHelpOptions = true)
    static final class Where implements Callable<Integer> {
        @Mixin
        private RelayOptions relay;

        @Parameters(
                arity = "1..*",
                paramLabel = "NAME",
                description = "Names of metrics, as the relay would hash them.")
        private List<String> names;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return InstanceOptions.run(spec, () -> {
                PrintWriter out = spec.commandLine().getOut();
                Settings settings = relay.settings();
                if (Destination.of(settings).isEmpty()) {
                    nowhere(settings);
                    return 0;
                }
                RelayConfiguration configuration = RelayConfiguration.read(settings);
                for (String name : names) {
                    out.println(Printable.of(name));
                    for (int index : configuration.router().destinations(name)) {
                        out.println("  "
                                + Printable.of(
                                        configuration.destinations().get(index).toString()));
                    }
                    out.println("  " + Printable.of(configuration.router().reason(name)));
                }
                return 0;
            });
        }

        private void nowhere(Settings settings) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "warning: " + Printable.of(settings.origin(RelaySettings.DESTINATIONS))
                                    + ": DESTINATIONS is empty, so there is nobody to send to, and plumbago start runs no relay");
            PrintWriter out = spec.commandLine().getOut();
            for (String name : names) {
                out.println(Printable.of(name));
                out.println("  nowhere: DESTINATIONS is empty");
            }
        }
    }

    @Command(
            name = "check",
            header = "Read a relay's files and print what they mean, and what is wrong.",
            description = "%nEnds with 0 if all is well, with 1 if something can hardly be meant so, and with 2 if a"
                    + " setting or rule is wrong.%n",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private RelayOptions relay;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return InstanceOptions.run(spec, () -> {
                PrintWriter out = spec.commandLine().getOut();
                PrintWriter err = spec.commandLine().getErr();
                Settings settings = relay.settings();
                settings.warnings().forEach(warning -> err.println("warning: " + Printable.of(warning)));
                RelayConfiguration configuration = RelayConfiguration.read(settings);
                Settings ofAggregator = relay.ofAggregator();
                Optional<AggregationRules> aggregator = AggregatorPart.isOfUse(ofAggregator)
                        ? Optional.of(RelayConfiguration.aggregationRules(ofAggregator))
                        : Optional.empty();
                int[] shares = configuration.shares(SAMPLE);
                out.println(summary(configuration));
                if (configuration.rules().isPresent()) {
                    configuration.rules().get().rules().forEach(rule -> out.println("  " + Printable.of(line(rule))));
                } else {
                    for (int i = 0; i < shares.length; i++) {
                        out.printf(
                                Locale.ROOT,
                                "  %s gets %.1f %% of %,d sample names%n",
                                Printable.of(configuration.destinations().get(i).toString()),
                                100.0 * shares[i] / SAMPLE,
                                SAMPLE);
                    }
                }
                aggregator.ifPresent(rules -> out.println("aggregator, rules: "
                        + rules.rules().size() + " ("
                        + Printable.of(
                                RelayConfiguration.aggregationFile(ofAggregator).toString())
                        + ")"));
                // The two may read the same file.
                Set<String> doubts = new LinkedHashSet<>(configuration.doubts(settings, shares));
                aggregator.map(AggregationRules::warnings).ifPresent(doubts::addAll);
                doubts.forEach(doubt -> err.println("warning: " + Printable.of(doubt)));
                return doubts.isEmpty() ? 0 : 1;
            });
        }

        private static String summary(RelayConfiguration configuration) {
            String summary = configuration.options().method() + ", destinations: "
                    + configuration.destinations().size()
                    + configuration
                            .aggregates()
                            .map(rules ->
                                    ", aggregation rules: " + rules.rules().size())
                            .orElse("");
            if (!configuration.options().method().isHashing()) {
                return summary;
            }
            boolean diverse = configuration.options().diverseReplicas()
                    && !configuration.options().hashType().isOfCRelay();
            return summary + ", hash: " + configuration.options().hashType() + ", copies: "
                    + configuration.options().replicationFactor() + (diverse ? ", each on another host" : "");
        }

        private static String line(RelayRule rule) {
            String to = rule.destinations().stream().map(Object::toString).collect(Collectors.joining(", "));
            return "[" + rule.name() + "] "
                    + rule.pattern().map(pattern -> "pattern = " + pattern).orElse("default") + ": " + to
                    + (rule.continues() ? ", and continue" : "") + " (" + rule.place() + ")";
        }
    }
}
