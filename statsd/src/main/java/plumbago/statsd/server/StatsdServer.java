package plumbago.statsd.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.net.ConnectionCounters;
import plumbago.base.net.DatagramListener;
import plumbago.base.net.DatagramOptions;
import plumbago.base.net.FlowControl;
import plumbago.base.net.ListenerOptions;
import plumbago.base.net.TcpListener;
import plumbago.base.net.Transport;
import plumbago.base.net.UnfinishedQuota;
import plumbago.base.net.UnixSocket;
import plumbago.statsd.backend.Backend;
import plumbago.statsd.backend.PacketCopy;
import plumbago.statsd.config.StatsdOptions;
import plumbago.statsd.flush.Flusher;
import plumbago.statsd.journal.CountJournal;
import plumbago.statsd.metric.EndedInterval;
import plumbago.statsd.metric.Metrics;
import plumbago.statsd.packet.BadLines;
import plumbago.statsd.packet.DogStatsd;
import plumbago.statsd.packet.EventSink;
import plumbago.statsd.packet.KeyFrequencies;
import plumbago.statsd.packet.UnusualLines;

/**
 * A StatsD server: one thread reads all sockets and adds up, another one flushes. When an interval ends, the first hands its
 * sums over as they are and begins with others, which takes no longer than copying the values of all gauges.
 */
public final class StatsdServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatsdServer.class);

    private static final int DATAGRAMS_PER_CALL = 32;
    private static final int STOP_SECONDS = 5;

    /** What the heap is divided by for lines of connections whose end has not come in. */
    private static final int UNFINISHED_PART = 32;

    private final StatsdOptions options;
    private final Clock clock;
    private final LongSupplier seconds;
    private final Metrics metrics;
    private final CountJournal journal;
    private final Flusher flusher;
    private final FlushCycle cycle;
    private final PacketIntake intake;
    private final List<PacketCopy> copies;
    private final Optional<KeyFrequencies> frequencies;
    private final Transport transport = new Transport(1);
    private final EventLoop receiver = transport.loops().next();
    private final ExecutorService flushing =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("statsd-flush", true));
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("statsd-background", true));

    private final List<DatagramListener> datagrams = new ArrayList<>();
    private final List<TcpListener> connections = new ArrayList<>();
    private final byte[] packetSpace = PacketConnection.packetSpace();
    private final UnfinishedQuota quota = UnfinishedQuota.ofThisProcess(UNFINISHED_PART, FlowControl.NONE);

    /** Null until it listens, and where the port is shut. */
    private ManagementListener management;

    /**
     * What a server is made of.
     *
     * @param journal folder of the journal; empty to keep nothing beyond the process
     * @param journalBytes how large it may become in an interval
     * @param backends in order; closed with the server
     * @param copies get every packet; closed with the server
     * @param events gets DogStatsD's events; empty to have its lines be as unknown as to the original
     * @param keyFrequencies whether names are counted for {@link #frequencies}
     * @param dumpMessages whether every line is logged
     * @param quietUntilUsed whether nothing is flushed, not even its own metrics, before a packet has come in, in this process or
     *     in an earlier one
     */
    public record Setup(
            StatsdOptions options,
            Clock clock,
            Optional<Path> journal,
            long journalBytes,
            List<Backend> backends,
            List<PacketCopy> copies,
            Optional<EventSink> events,
            boolean keyFrequencies,
            boolean dumpMessages,
            boolean quietUntilUsed) {}

    /**
     * Reads what an earlier process left, and flushes what that had begun to; nothing is listened on yet.
     *
     * @throws IOException if the journal cannot be read
     */
    public StatsdServer(Setup setup) throws IOException {
        options = setup.options();
        clock = setup.clock();
        seconds = () -> clock.millis() / 1000;
        copies = List.copyOf(setup.copies());
        metrics = new Metrics(options.maxMetrics(), options.timerExactValues(), options.maxTimerValues());
        if (options.deleteGauges()) {
            metrics.forgetGaugesAfter(options.gaugesMaxTtl());
        }
        journal = setup.journal().isPresent()
                ? CountJournal.open(setup.journal().get(), setup.journalBytes(), metrics, background)
                : CountJournal.none();
        flusher = new Flusher(options, setup.backends());
        cycle = new FlushCycle(
                receiver,
                flushing,
                clock,
                options,
                metrics,
                journal,
                flusher,
                () -> !setup.quietUntilUsed() || metrics.lastEnd() != Long.MIN_VALUE || packets() > 0);
        frequencies =
                setup.keyFrequencies() ? Optional.of(new KeyFrequencies(options.keyNameSanitize())) : Optional.empty();
        UnusualLines unusual = new UnusualLines(
                metrics,
                new BadLines(seconds),
                options.keyNameSanitize(),
                setup.events().map(sink -> new DogStatsd(metrics, sink)).orElse(null));
        intake = new PacketIntake(
                metrics, journal, unusual, copies, frequencies, setup.dumpMessages(), options.prefixStats(), seconds);
    }

    /** Begins to flush; packets may come in by listeners opened afterwards. */
    public void start() {
        Optional<EndedInterval> unflushed = metrics.unflushed();
        metrics.settle();
        if (metrics.size() > 0) {
            LOG.info(
                    "StatsD goes on with {} metrics of an earlier process{}",
                    metrics.size(),
                    unflushed.isPresent() ? ", and flushes the interval that it had begun to flush" : "");
        }
        metrics.journalTo(journal);
        // What was read stays where it is until that interval is flushed, and also where the disk has no space for
        // another file.
        boolean unused = (unflushed.isEmpty() && journal.renew(metrics)) || journal.resume();
        intake.begin();
        cycle.start(unflushed);
    }

    /**
     * Takes datagrams.
     *
     * @return the port
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    public int listenForDatagrams(InetSocketAddress address, DatagramOptions how) throws IOException {
        DatagramListener listener = new DatagramListener(
                address, transport, how.withDatagramsPerCall(DATAGRAMS_PER_CALL).gathered(), intake, seconds);
        datagrams.add(listener);
        return listener.port();
    }

    /** The same for connections. */
    public int listenForConnections(InetSocketAddress address, ListenerOptions how, ConnectionCounters counters)
            throws IOException {
        TcpListener listener =
                new TcpListener(address, transport, how, FlowControl.NONE, counters, seconds, this::connection);
        connections.add(listener);
        return listener.port();
    }

    /** The same for connections by a socket in the file system. */
    public void listenForConnections(UnixSocket file, ListenerOptions how, ConnectionCounters counters)
            throws IOException {
        connections.add(new TcpListener(file, transport, how, FlowControl.NONE, counters, seconds, this::connection));
    }

    private PacketConnection connection() {
        return new PacketConnection(quota, intake, packetSpace, intake::lineLeftOut, intake::refusedOther);
    }

    /**
     * Answers commands.
     *
     * @param config answer to the command of that name
     * @return the port
     * @throws IOException if the address cannot be listened on; the cause says why
     */
    public int listenForCommands(InetSocketAddress address, ConnectionCounters counters, String config)
            throws IOException {
        StatsdCommands commands = new StatsdCommands(
                receiver, background, metrics, intake, flusher.backends(), config, seconds, journal::commit);
        management = new ManagementListener(
                address, transport, ManagementListener.options("mgmt_port"), counters, seconds, commands);
        return management.port();
    }

    /** Looks whether an interval has ended: now, and not only when its time should have come. */
    public Future<?> lookAtClock() {
        return receiver.submit(cycle::look);
    }

    /** Whether an interval is on its way to the backends. */
    public boolean isFlushing() {
        return cycle.isFlushing();
    }

    /** Has the names that came most often written down, if they are counted. */
    public void takeFrequencies(double percent, Consumer<List<KeyFrequencies.Frequency>> to) {
        frequencies.ifPresent(counted -> receiver.execute(() -> {
            List<KeyFrequencies.Frequency> taken = counted.take(percent);
            background.execute(() -> to.accept(taken));
        }));
    }

    /** Packets so far. */
    public long packets() {
        return intake.packets();
    }

    /** Lines so far. */
    public long lines() {
        return intake.lines();
    }

    /** Lines, and parts of lines, that could not be read so far. */
    public long badLines() {
        return intake.badLines();
    }

    /** Packets from addresses that may not send. */
    public long refusedPackets() {
        return intake.refusedPackets();
    }

    /** Packets that the system has lost since its buffers were full; empty where it does not say. */
    public OptionalLong drops() {
        OptionalLong sum = OptionalLong.empty();
        for (DatagramListener listener : datagrams) {
            OptionalLong one = listener.drops();
            if (one.isPresent()) {
                sum = OptionalLong.of(sum.orElse(0) + one.getAsLong());
            }
        }
        return sum;
    }

    /** What the system gives the listeners for datagrams as space for bursts, in bytes, the least of all. */
    public int bufferBytes() {
        return datagrams.stream().mapToInt(DatagramListener::bufferBytes).min().orElse(0);
    }

    /** Senders connected. */
    public int connectedSenders() {
        return connections.stream().mapToInt(TcpListener::connections).sum();
    }

    /** What is there, for measures. */
    public Metrics metrics() {
        return metrics;
    }

    /** What keeps the journal from being written. */
    public Optional<String> problem() {
        return journal.problem();
    }

    /** Bytes of the journal. */
    public long journalBytes() {
        return journal.bytes();
    }

    /**
     * Stops within some seconds. With a journal the interval under way goes on in the next process; without one it is flushed,
     * for the time at which it would have ended.
     */
    @Override
    public void close() {
        if (transport.loops().isShuttingDown()) {
            return;
        }
        datagrams.forEach(DatagramListener::close);
        connections.forEach(TcpListener::close);
        if (management != null) {
            management.close();
        }
        run(cycle::stop);
        finish(flushing);
        run(() -> {
            if (!journal.isKept()) {
                cycle.flushLast();
            }
            journal.close();
        });
        flusher.close();
        copies.forEach(PacketCopy::close);
        finish(background);
        transport.close();
    }

    /** Has something done by the thread that receives, and waits for it. */
    private void run(Runnable task) {
        try {
            receiver.submit(task).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("stopping StatsD failed", e);
        }
    }

    private void finish(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                flusher.close();
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
