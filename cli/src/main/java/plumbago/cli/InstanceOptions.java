package plumbago.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import plumbago.base.admin.AdminToken;
import plumbago.base.config.ConfigException;
import plumbago.base.config.ConfigSources;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Settings;
import plumbago.carbon.store.FolderInUseException;
import plumbago.web.WebSettings;

/** Which instance a command is about: the options that {@code plumbago start} takes too, and where its server is. */
final class InstanceOptions {
    /** Whatever the server's tag index holds has to go into the command's, which may have less memory. */
    private static final List<String> ALL_TAGS = List.of("web.MAX_TAG_INDEX_BYTES=" + Long.MAX_VALUE);

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The carbon.conf of the instance.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "section.SETTING=value",
            description = "Overrides one setting, as for plumbago start. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The running server, such as http://127.0.0.1:8080, if it is not where the settings say.")
    private String server;

    Settings settings() throws ConfigException {
        return settings(List.of());
    }

    private Settings settings(List<String> more) throws ConfigException {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        ConfigSources sources = ConfigSources.of(System.getenv()).withOverrides(all);
        return Settings.load(config == null ? sources : sources.withConfig(config), Parts.settings());
    }

    /** The folder of the tag index. */
    static Path webFolder(Settings settings) {
        return settings.get(FolderSettings.STORAGE_DIR).resolve("web");
    }

    /**
     * The means to change metrics: the server that has the data folder, or the folder itself if nobody has it.
     *
     * @throws IOException if the folder cannot be used
     */
    MetricChanges changes() throws ConfigException, IOException {
        if (server != null) {
            Settings settings = settings();
            boolean ofThisMachine = isOfThisMachine(server);
            boolean known =
                    ofThisMachine && "https".equalsIgnoreCase(URI.create(server).getScheme());
            return new ServerChanges(server, token(settings, ofThisMachine), client(settings, known));
        }
        try {
            return new FolderChanges(settings(ALL_TAGS));
        } catch (FolderInUseException e) {
            Settings settings = settings();
            String host = settings.get(WebSettings.HTTP_INTERFACE);
            if (host.equals("0.0.0.0") || host.equals("::")) {
                host = "127.0.0.1";
            }
            boolean encrypted = !settings.get(WebSettings.HTTP_TLS_CERTIFICATE).isEmpty()
                    && settings.get(WebSettings.HTTP_TLS_REQUIRED);
            return new ServerChanges(
                    (encrypted ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                            + settings.get(WebSettings.HTTP_PORT),
                    token(settings, true),
                    client(settings, encrypted));
        }
    }

    /**
     * What the server wants to be shown: the token of the settings, else the one that its process has left beside its data
     * for users like this one.
     */
    private static Optional<String> token(Settings settings, boolean ofThisMachine) throws ConfigException {
        Optional<String> configured = AdminToken.configured(settings);
        return configured.isPresent() || !ofThisMachine ? configured : AdminToken.read(AdminToken.file(settings));
    }

    /**
     * What asks the server.
     *
     * @param known whether it is a server of this machine that encrypts, which has to show the certificate of the settings;
     *     others show one that Java trusts, or none
     */
    private static HttpClient client(Settings settings, boolean known) throws IOException {
        String certificate = settings.get(WebSettings.HTTP_TLS_CERTIFICATE);
        return certificate.isEmpty() || !known
                ? HttpClient.newHttpClient()
                : HttpClient.newBuilder()
                        .sslContext(KnownCertificate.trusting(
                                settings.get(FolderSettings.CONF_DIR).resolve(certificate)))
                        .build();
    }

    /** The token beside the data is shown to nobody else. */
    private static boolean isOfThisMachine(String server) {
        String host = URI.create(server).getHost();
        return host != null
                && (host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"));
    }

    /** Runs a command, and prints what kept it from its end. */
    static int run(CommandLine.Model.CommandSpec spec, Body body) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            return body.run();
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("plumbago: " + problem));
            return 2;
        } catch (IllegalArgumentException e) {
            err.println("plumbago: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("plumbago: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            err.flush();
            spec.commandLine().getOut().flush();
        }
    }

    /** What a command does. */
    interface Body {
        int run() throws ConfigException, IOException, InterruptedException;
    }
}
