package plumbago.statsd.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import plumbago.base.config.ConfigException;
import plumbago.base.config.Settings;
import plumbago.base.net.ConnectionLimit;
import plumbago.base.net.Descriptors;
import plumbago.base.net.ListenAddress;
import plumbago.base.net.ListenerOptions;
import plumbago.base.part.Listening;
import plumbago.base.part.Part;
import plumbago.base.part.PartDeclaration;
import plumbago.carbon.PartContext;

/**
 * StatsD's cluster proxy, as {@code [statsd-proxy]} says; without a port there there is none. It does not need this
 * process's own StatsD, which may be one of its nodes.
 */
public final class ProxyPart implements Part {
    private static final ListenAddress UDP = new ListenAddress(
            "lines for StatsDs",
            ProxySettings.HOST,
            ProxySettings.LINES_PORT,
            false,
            settings -> !isTcp(settings),
            false);

    private static final ListenAddress TCP = new ListenAddress(
            "lines for StatsDs", ProxySettings.HOST, ProxySettings.LINES_PORT, true, ProxyPart::isTcp, false);

    private static final ListenAddress COMMANDS = new ListenAddress(
            "commands of the StatsD proxy",
            ProxySettings.MGMT_ADDRESS,
            ProxySettings.MGMT_PORT,
            true,
            settings -> settings.get(ProxySettings.LINES_PORT) != 0,
            false);

    /** For the program's list of parts. */
    public static final PartDeclaration<PartContext> DECLARATION =
            new PartDeclaration<>(List.of(ProxySettings.GROUP), List.of(UDP, TCP, COMMANDS), ProxyPart::new);

    private final PartContext context;

    /** Null until it is started, and if its port is shut. */
    private Proxy proxy;

    private ProxyPart(PartContext context) {
        this.context = context;
    }

    private static boolean isTcp(Settings settings) {
        return settings.get(ProxySettings.SERVER).equals(ProxySettings.TCP);
    }

    @Override
    public String name() {
        return "StatsD proxy";
    }

    @Override
    public void start() throws ConfigException, IOException {
        Settings settings = context.settings();
        if (settings.get(ProxySettings.LINES_PORT) == 0) {
            return;
        }
        List<ProxyNode> nodes = settings.get(ProxySettings.NODES);
        if (nodes.isEmpty()) {
            throw new ConfigException(settings.origin(ProxySettings.LINES_PORT)
                    + ": [statsd-proxy] has a port and no nodes:" + " expected nodes = " + ProxyNode.LIST.expected());
        }
        proxy = new Proxy(
                new Proxy.Options(
                        nodes,
                        Duration.ofMillis(settings.get(ProxySettings.CHECK_INTERVAL)),
                        settings.get(ProxySettings.CACHE_SIZE),
                        settings.get(ProxySettings.JOIN_LINES)),
                context.store().counters(),
                context.seconds());
        listen(settings);
        proxy.register(context.store().measures());
    }

    private void listen(Settings settings) throws ConfigException, IOException {
        ListenAddress lines = isTcp(settings) ? TCP : UDP;
        try {
            if (isTcp(settings)) {
                proxy.listenTcp(lines.resolve(settings), senders());
            } else {
                proxy.listenUdp(lines.resolve(settings));
            }
        } catch (IOException e) {
            throw lines.error(settings, e);
        }
        if (COMMANDS.isOpen(settings)) {
            try {
                proxy.listenForCommands(
                        COMMANDS.resolve(settings),
                        new ProxyCommands(proxy.cluster(), ProxyConfigText.of(settings), context.clock()::millis));
            } catch (IOException e) {
                throw COMMANDS.error(settings, e);
            }
        }
    }

    /** As many as of those that ask for waiting points: lines for StatsDs mostly come in datagrams. */
    private static ListenerOptions senders() {
        return ListenerOptions.open()
                .withConnections(new ConnectionLimit(
                        Descriptors.ofThisProcess().queries(), "the limit of file descriptors (ulimit -Hn)"));
    }

    @Override
    public List<Listening> listening() {
        List<Listening> all = new ArrayList<>();
        if (proxy != null) {
            all.add(new Listening(
                    "StatsD proxy",
                    proxy.port(),
                    isTcp(context.settings()) ? "StatsD lines over TCP" : "StatsD lines over UDP"));
            if (proxy.managementPort() != 0) {
                all.add(new Listening("StatsD proxy", proxy.managementPort(), "management commands over TCP"));
            }
        }
        return all;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
