package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;

/** Runs everything in the foreground until it is stopped. */
@Command(
        name = "start",
        header = "Take points, keep them, and answer queries, in the foreground.",
        description = {
            "",
            "Reads carbon.conf from FILE, else from $GRAPHITE_CONF_DIR, else from $GRAPHITE_ROOT/conf, else from the"
                    + " folder conf beside the program or the working directory; without any, built-in defaults run"
                    + " everything on this machine. storage-schemas.conf and the other rule files are read from the"
                    + " same folder.",
            "",
            "Of carbon's daemons it runs the cache, the relay where [relay] has DESTINATIONS, and the aggregator where"
                    + " there are aggregation rules; with --role one of them alone, by the settings of its section. A relay or"
                    + " an aggregator alone keeps no series, and has no data folder.",
            "",
            "Ctrl-C or SIGTERM stops it within seconds; what is not in the files by then is in the journal, and the next"
                    + " start goes on with it. SIGHUP has the rule files be read again.",
            ""
        },
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The carbon.conf to use.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "section.SETTING=value",
            description = "Overrides one setting, for example cache.LINE_RECEIVER_PORT=2103. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = Role.Converter.class,
            completionCandidates = Role.Labels.class,
            description = "What to run: ${COMPLETION-CANDIDATES}. Without it all.")
    private Role role = Role.ALL;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description =
                    "The instance, as of carbon's daemons: [cache:NAME] goes before [cache], and so on. Without it"
                            + " " + ConfigSources.DEFAULT_INSTANCE + ".")
    private String instance = ConfigSources.DEFAULT_INSTANCE;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Logging.toStandardError();
        try {
            ConfigSources sources = ConfigSources.of(System.getenv()).withOverrides(overrides);
            if (config != null) {
                sources = sources.withConfig(config);
            }
            Daemons daemons = Daemons.load(sources, role, instance, Parts.FORWARDING);
            daemons.warnings().forEach(warning -> err.println("warning: " + warning));
            daemons.notes().forEach(note -> err.println("note: " + note));
            err.flush();
            // While it starts, the files are just read.
            Hangup.runs(() -> {});
            ThreadSupply.check(ThreadSupply.needed());
            Server server = Server.start(daemons, Clock.systemUTC());
            Hangup.runs(server::reload);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            server.warnings().forEach(warning -> err.println("warning: " + warning));
            err.flush();
            server.announce(out);
            out.flush();
            server.awaitStop();
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("plumbago: " + problem));
            err.flush();
            return 2;
        } catch (IOException e) {
            err.println("plumbago: " + e.getMessage());
            err.flush();
            return 1;
        } catch (OutOfMemoryError e) {
            err.println("plumbago: "
                    + (ThreadSupply.isWanted(e)
                            ? ThreadSupply.TOO_FEW
                            : "there is not enough memory to start; give more with JAVA_OPTS=-Xmx2g, for example"));
            err.flush();
            return 1;
        }
    }
}
