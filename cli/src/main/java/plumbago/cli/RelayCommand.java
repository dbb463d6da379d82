package plumbago.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.relay.route.RelayRule;

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

    /** Nothing reads aggregation-rules.conf yet. */
    private static RelayConfiguration read(Settings settings) throws ConfigException {
        return RelayConfiguration.read(settings, unread -> {
            throw new ConfigException(unread.origin(RelaySettings.RELAY_METHOD) + ": RELAY_METHOD = "
                    + unread.get(RelaySettings.RELAY_METHOD) + ": aggregation rules cannot be read yet");
        });
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
            ConfigSources sources =
                    ConfigSources.of(System.getenv()).withOverrides(overrides).withInstance(Section.RELAY, instance);
            return Settings.load(config == null ? sources : sources.withConfig(config), Parts.settings());
        }
    }

    @Command(
            name = "where",
            header = "Print the destinations of metrics, and why it is these.",
            description = "%nReads carbon.conf and the rules, and asks nobody. Ends with 0, and with 2 if a setting or"
                    + " rule is wrong.%n",
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
                RelayConfiguration configuration = read(relay.settings());
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
                RelayConfiguration configuration = read(settings);
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
                List<String> doubts = configuration.doubts(settings, shares);
                doubts.forEach(doubt -> err.println("warning: " + Printable.of(doubt)));
                return doubts.isEmpty() ? 0 : 1;
            });
        }

        private static String summary(RelayConfiguration configuration) {
            String summary = configuration.options().method() + ", destinations: "
                    + configuration.destinations().size();
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
