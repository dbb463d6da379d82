package plumbago.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbago.statsd.config.ConfigImport;
import plumbago.statsd.config.ImportedConfig;

/** What is done for StatsD without a server. */
@Command(
        name = "statsd",
        header = "Take over the configuration of a StatsD.",
        mixinStandardHelpOptions = true,
        subcommands = StatsdCommand.Import.class)
final class StatsdCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            header = "Print the section of carbon.conf that a StatsD's config.js means.",
            description =
                    "%nReads the file as data and runs nothing in it; what is code is named on standard error, and the"
                            + " rest is taken over. The configuration of a cluster proxy becomes a section [statsd-proxy]. Ends with"
                            + " 0, and with 2 if the file cannot be read.%n",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The config.js.")
        private Path file;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return InstanceOptions.run(spec, () -> {
                ImportedConfig imported = ConfigImport.of(file);
                PrintWriter out = spec.commandLine().getOut();
                out.print(imported.text());
                out.flush();
                PrintWriter err = spec.commandLine().getErr();
                imported.warnings().forEach(warning -> err.println("warning: " + Printable.of(warning)));
                err.flush();
                return 0;
            });
        }
    }
}
