package plumbago.statsd.server;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import plumbago.base.measure.LogLimit;
import plumbago.base.net.DatagramHandler;
import plumbago.base.net.DatagramListener;
import plumbago.statsd.backend.PacketCopy;
import plumbago.statsd.journal.CountJournal;
import plumbago.statsd.metric.MetricType;
import plumbago.statsd.metric.Metrics;
import plumbago.statsd.packet.KeyFrequencies;
import plumbago.statsd.packet.PacketParser;
import plumbago.statsd.packet.UnusualLines;

/**
 * Takes packets of all listeners: has them parsed, copied to whoever wants them, counted, and after each round of reads kept in
 * the journal. Belongs to the thread that receives, but for the counts.
 */
final class PacketIntake implements DatagramHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PacketIntake.class);
    private static final int LOGGED_PER_SECOND = 5;

    private final Metrics metrics;
    private final CountJournal journal;
    private final PacketParser parser;
    private final UnusualLines unusual;
    private final List<PacketCopy> copies;
    private final Optional<KeyFrequencies> frequencies;
    private final boolean dumpMessages;
    private final LongSupplier seconds;

    private final byte[] badLinesSeen;
    private final byte[] packetsReceived;
    private final byte[] metricsReceived;

    private final byte[] packet = new byte[DatagramListener.MAX_BYTES + PacketParser.SLACK];
    private long packets;
    private final LogLimit logLimit;

    private final LongAdder allPackets = new LongAdder();
    private final LongAdder allLines = new LongAdder();
    private final LongAdder allBad = new LongAdder();
    private final LongAdder allRefused = new LongAdder();
    private volatile long lastMessage;

    /**
     * @param prefix of the server's own metrics
     * @param seconds the time, since the epoch
     */
    PacketIntake(
            Metrics metrics,
            CountJournal journal,
            UnusualLines unusual,
            List<PacketCopy> copies,
            Optional<KeyFrequencies> frequencies,
            boolean dumpMessages,
            String prefix,
            LongSupplier seconds) {
        this.metrics = metrics;
        this.journal = journal;
        this.unusual = unusual;
        this.copies = copies;
        this.frequencies = frequencies;
        this.dumpMessages = dumpMessages;
        this.seconds = seconds;
        parser = new PacketParser(metrics, unusual);
        badLinesSeen = own(prefix, "bad_lines_seen");
        packetsReceived = own(prefix, "packets_received");
        metricsReceived = own(prefix, "metrics_received");
        lastMessage = seconds.getAsLong();
        logLimit = new LogLimit(LOGGED_PER_SECOND, seconds);
    }

    private static byte[] own(String prefix, String name) {
        return (prefix + '.' + name).getBytes(StandardCharsets.UTF_8);
    }

    /** Has the own counters be there, at 0, before anything comes in. */
    void begin() {
        for (byte[] name : List.of(badLinesSeen, packetsReceived, metricsReceived)) {
            int unused = metrics.findOrDefine(MetricType.COUNTER, name, 0, name.length);
        }
        journal.commit();
    }

    @Override
    public void accept(ByteBuf content, InetSocketAddress sender) {
        int length = content.readableBytes();
        content.readBytes(packet, 0, length);
        accept(packet, 0, length);
    }

    /**
     * Takes a packet.
     *
     * @param bytes have {@link PacketParser#SLACK} bytes behind the packet, which this may write to
     */
    void accept(byte[] bytes, int from, int to) {
        packets++;
        for (PacketCopy copy : copies) {
            copy.packet(bytes, from, to - from);
        }
        bytes[to] = '\n';
        if (dumpMessages) {
            dump(bytes, from, to);
        }
        if (frequencies.isPresent()) {
            frequencies.get().count(bytes, from, to);
        }
        parser.parse(bytes, from, to);
    }

    private static void dump(byte[] bytes, int from, int to) {
        for (String line : new String(bytes, from, to - from, StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                LOG.info("{}", line.replaceAll("\\p{Cntrl}", "\uFFFD"));
            }
        }
    }

    @Override
    public void roundEnded() {
        if (packets == 0) {
            return;
        }
        long lines = parser.takeLines();
        long bad = unusual.takeBad();
        count(packetsReceived, packets);
        count(metricsReceived, lines);
        count(badLinesSeen, bad);
        journal.commit();
        allPackets.add(packets);
        allLines.add(lines);
        allBad.add(bad);
        packets = 0;
        lastMessage = seconds.getAsLong();
    }

    private void count(byte[] name, long amount) {
        if (amount > 0) {
            int id = metrics.findOrDefine(MetricType.COUNTER, name, 0, name.length);
            if (id != Metrics.REFUSED) {
                metrics.count(id, (double) amount);
            }
        }
    }

    @Override
    public void refused() {
        allRefused.increment();
    }

    /** Counts a line of a connection that was too long, as a bad one. */
    void lineLeftOut() {
        count(badLinesSeen, 1);
        journal.commit();
        allBad.increment();
    }

    /** Counts a connection that was ended because it speaks HTTP. */
    void refusedOther() {
        allRefused.increment();
        String suffix = logLimit.admit();
        if (suffix != null) {
            LOG.warn("a connection to StatsD ended, because it speaks HTTP, where lines are expected{}", suffix);
        }
    }

    /** Packets of all listeners so far. */
    long packets() {
        return allPackets.sum();
    }

    /** Lines in them. */
    long lines() {
        return allLines.sum();
    }

    /** Lines and parts of lines that could not be read. */
    long badLines() {
        return allBad.sum();
    }

    /** Packets from addresses that may not send, and connections that spoke something else. */
    long refusedPackets() {
        return allRefused.sum();
    }

    /** When the last packet came in, in seconds since the epoch; the start if none did. */
    long lastMessage() {
        return lastMessage;
    }
}
