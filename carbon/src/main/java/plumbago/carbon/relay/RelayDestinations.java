package plumbago.carbon.relay;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import plumbago.base.config.ConfigException;
import plumbago.base.config.FolderSettings;
import plumbago.base.config.Setting;
import plumbago.base.config.Settings;
import plumbago.base.measure.FileProblem;
import plumbago.base.net.FlowControl;
import plumbago.base.net.Transport;
import plumbago.base.text.UrlEncoding;
import plumbago.carbon.PartContext;
import plumbago.carbon.config.ReceiverSettings;
import plumbago.carbon.config.RelaySettings;
import plumbago.carbon.relay.route.Destination;
import plumbago.carbon.relay.send.DestinationSender;
import plumbago.carbon.relay.send.SenderEvents;
import plumbago.carbon.relay.send.SenderOptions;
import plumbago.carbon.relay.send.TcpSender;
import plumbago.carbon.relay.send.UdpSender;
import plumbago.carbon.relay.send.WireProtocol;
import plumbago.carbon.relay.spool.Spool;

/** Opens destinations, each as the settings say, and knows where their spools are. */
final class RelayDestinations {
    private final Settings settings;
    private final Path folder;
    private final WireProtocol protocol;
    private final Optional<SslContext> tls;
    private final SpoolLimits limits;
    private final RelayPressure pressure;
    private final Transport transport;
    private final Clock clock;
    /** This process as a destination; empty where it keeps nothing. */
    private final Optional<PartContext> local;

    private boolean isStoreListenedTo;

    /** Of all that have been opened: one that comes back goes on with what it had. */
    private final Map<Destination, DestinationCounters> counters = new HashMap<>();

    /**
     * @param daemon whose destinations they are, for the folder
     * @param transport the threads that send; stays the caller's
     * @throws IOException if the authorities' certificates cannot be read
     */
    RelayDestinations(
            Settings settings,
            String daemon,
            RelayPressure pressure,
            Transport transport,
            Clock clock,
            Optional<PartContext> local)
            throws IOException {
        this.settings = settings;
        this.pressure = pressure;
        this.transport = transport;
        this.clock = clock;
        this.local = local;
        folder = settings.get(RelaySettings.SPOOL_DIR).resolve(daemon).resolve(settings.instance());
        protocol = WireProtocol.of(settings.get(RelaySettings.DESTINATION_PROTOCOL));
        tls = tls(settings);
        long full = settings.get(RelaySettings.MAX_SPOOL_BYTES);
        double hard = pressure.isOn() ? Math.max(1, settings.get(RelaySettings.MAX_QUEUE_SIZE_HARD_PCT)) : 1;
        limits = new SpoolLimits(
                full, (long) (full * settings.get(RelaySettings.QUEUE_LOW_WATERMARK_PCT)), (long) (full * hard));
    }

    private static Optional<SslContext> tls(Settings settings) throws IOException {
        if (!settings.get(RelaySettings.DESTINATION_TRANSPORT).equals("ssl")) {
            return Optional.empty();
        }
        SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
        String authorities = settings.get(RelaySettings.DESTINATION_SSL_CA);
        if (!authorities.isEmpty()) {
            Path file = settings.get(FolderSettings.CONF_DIR).resolve(authorities);
            try {
                builder.trustManager(file.toFile());
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        settings.origin(RelaySettings.DESTINATION_SSL_CA) + ": DESTINATION_SSL_CA " + file
                                + " cannot be used: expected a PEM file with certificates"
                                + (Files.isReadable(file) ? "" : ", and it cannot be read"),
                        e);
            }
        }
        return Optional.of(builder.build());
    }

    /** Whether blanks in names can go on. */
    boolean mayHaveBlanks() {
        return protocol == WireProtocol.PICKLE || protocol == WireProtocol.PROTOBUF;
    }

    /**
     * Opens one, with what waits for it since before.
     *
     * @throws IOException if its spool cannot be used
     */
    RelayDestination open(Destination destination) throws IOException {
        if (local.isPresent() && isListenedOn(destination, local.get().settings())) {
            FlowControl store = local.get().intake().flowControl();
            if (!isStoreListenedTo) {
                isStoreListenedTo = true;
                store.addListener(paused -> pressure.set(local.get(), paused));
            }
            return new LocalDestination(destination, local.get().intake().sink(), store::paused, counters(destination));
        }
        return openSpool(destination);
    }

    /** The same, also if it is this process. */
    SpooledDestination openSpool(Destination destination) throws IOException {
        Spool spool = Spool.open(spoolFolder(destination), limits.most());
        return new SpooledDestination(
                destination,
                spool,
                limits,
                pressure,
                counters(destination),
                () -> clock.millis() / 1000,
                events -> sender(destination, spool, events));
    }

    private DestinationCounters counters(Destination destination) {
        return counters.computeIfAbsent(destination, one -> new DestinationCounters());
    }

    private DestinationSender sender(Destination destination, Spool spool, SenderEvents events) {
        SenderOptions options = new SenderOptions(
                destination.host(),
                destination.port(),
                protocol,
                tls,
                settings.get(RelaySettings.MAX_DATAPOINTS_PER_MESSAGE),
                settings.get(RelaySettings.MAX_CATCH_UP_PER_SECOND),
                settings.get(RelaySettings.MAX_SPOOL_AGE));
        return protocol == WireProtocol.UDP
                ? new UdpSender(options, spool, transport, events, clock::millis)
                : new TcpSender(options, spool, transport, events, clock::millis);
    }

    private Path spoolFolder(Destination destination) {
        return folder.resolve(UrlEncoding.encode(destination.toString()));
    }

    /** Those that a spool is there for, whether or not they are in the settings. */
    List<Destination> withSpools() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Destination> found = new ArrayList<>();
        try (Stream<Path> spools = Files.list(folder)) {
            for (Path spool : spools.filter(Files::isDirectory).toList()) {
                try {
                    found.add(Destination.parse(
                            UrlEncoding.decode(spool.getFileName().toString())));
                } catch (IllegalArgumentException e) {
                    // Somebody else's folder.
                }
            }
        } catch (IOException e) {
            throw new IOException("the spools in " + folder + " cannot be listed: " + FileProblem.of(e), e);
        }
        return found;
    }

    /**
     * Makes sure that no destination is the daemon that sends to it.
     *
     * @throws ConfigException if one is; it names it
     */
    void refuseOneself(List<Destination> destinations) throws ConfigException {
        for (Destination destination : destinations) {
            if (isListenedOn(destination, settings)) {
                throw new ConfigException(
                        settings.origin(RelaySettings.DESTINATIONS) + ": DESTINATIONS: " + destination
                                + " is where this daemon itself listens; expected other ones, or points would go round for ever");
            }
        }
    }

    private static boolean isListenedOn(Destination destination, Settings daemon) {
        return isListenedOn(
                        destination,
                        daemon,
                        ReceiverSettings.LINE_RECEIVER_INTERFACE,
                        ReceiverSettings.LINE_RECEIVER_PORT)
                || isListenedOn(
                        destination,
                        daemon,
                        ReceiverSettings.PICKLE_RECEIVER_INTERFACE,
                        ReceiverSettings.PICKLE_RECEIVER_PORT)
                || isListenedOn(
                        destination,
                        daemon,
                        ReceiverSettings.PROTOBUF_RECEIVER_INTERFACE,
                        ReceiverSettings.PROTOBUF_RECEIVER_PORT);
    }

    private static boolean isListenedOn(
            Destination destination, Settings daemon, Setting<String> address, Setting<Integer> port) {
        if (destination.port() != daemon.get(port)) {
            return false;
        }
        try {
            InetAddress to = InetAddress.getByName(destination.host());
            InetAddress at = InetAddress.getByName(daemon.get(address));
            boolean isOfThisMachine = to.isLoopbackAddress() || NetworkInterface.getByInetAddress(to) != null;
            return isOfThisMachine && (at.isAnyLocalAddress() || at.equals(to));
        } catch (IOException e) {
            // It is not known now; that it is somewhere else is the usual case.
            return false;
        }
    }
}
