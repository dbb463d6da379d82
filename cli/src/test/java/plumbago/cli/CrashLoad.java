package plumbago.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Lines to one server, over one connection, until that server is killed; and what must be in the files afterwards. Line
 * {@code k} of a round is the same whenever it is asked for, so the sender's log is the number of lines: each is a value
 * for a slot of a metric, higher than all values that were sent for it before.
 */
final class CrashLoad implements Runnable {
    /** The metric whose value tells how many lines the server has received. */
    static final String WATERMARK = "crash.watermark";

    private static final int NEW_METRICS = 40;
    private static final int NEW_SLOTS = 300;
    private static final int SHARED_METRICS = 20;
    private static final int SHARED_SLOTS = 100;
    private static final long ROUND = 1_000_000_000L;

    private final int round;
    private final long firstSlot;
    private final int port;
    private volatile long sent;

    /** A point in time of a metric. */
    record Slot(String metric, long time) {}

    /**
     * What a slot may hold.
     *
     * @param accepted the last value that the server had received
     * @param sent the last value that was sent
     */
    record Expected(long accepted, long sent) {}

    /** @param firstSlot seconds since the epoch of the first slot of each metric */
    CrashLoad(int round, long firstSlot, int port) {
        this.round = round;
        this.firstSlot = firstSlot;
        this.port = port;
    }

    /** How many lines may have been sent. */
    long sent() {
        return sent;
    }

    /** Which line of this round a value of the watermark stands for; -1 if it is from an earlier round. */
    long line(double watermark) {
        return watermark < round * ROUND ? -1 : (long) watermark - round * ROUND;
    }

    private Slot slot(long k) {
        if (k % 10 == 0) {
            return new Slot(WATERMARK, firstSlot);
        }
        long i = k / 10;
        if (k % 10 == 1) {
            return new Slot("crash.shared.m" + i % SHARED_METRICS, firstSlot + i / SHARED_METRICS % SHARED_SLOTS);
        }
        i = i * 8 + k % 10 - 2;
        return new Slot("crash.r" + round + ".m" + i % NEW_METRICS, firstSlot + i / NEW_METRICS % NEW_SLOTS);
    }

    /** Adds what this round has done to the slots. */
    void expect(long accepted, Map<Slot, Expected> all) {
        Map<Slot, Expected> mine = new HashMap<>();
        for (long k = 0; k < sent; k++) {
            Slot slot = slot(k);
            long value = round * ROUND + k;
            Expected before = mine.getOrDefault(slot, all.getOrDefault(slot, new Expected(-1, -1)));
            mine.put(slot, new Expected(k <= accepted ? value : before.accepted(), value));
        }
        all.putAll(mine);
    }

    /** Whether a value was sent for a slot, in any round. */
    static boolean wasSent(Slot slot, double value, long firstSlot) {
        long round = (long) value / ROUND;
        return new CrashLoad((int) round, firstSlot, 0)
                .slot((long) value % ROUND)
                .equals(slot);
    }

    /** Sends until the connection breaks. */
    @Override
    public void run() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            StringBuilder lines = new StringBuilder();
            for (long k = 0; k < ROUND; ) {
                lines.setLength(0);
                // Writes of many sizes, so that lines are cut anywhere.
                for (long end = k + 1 + k * 31 % 97; k < end; k++) {
                    Slot slot = slot(k);
                    lines.append(slot.metric()).append(' ');
                    lines.append(round * ROUND + k).append(' ');
                    lines.append(slot.time()).append('\n');
                }
                sent = k;
                out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The server was killed.
        }
    }
}
