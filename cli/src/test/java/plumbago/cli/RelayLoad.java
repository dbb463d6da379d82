package plumbago.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends numbered lines over one connection until all have been sent or it breaks: what a relay has received of them are the
 * first ones, whatever their number.
 */
final class RelayLoad implements Runnable {
    static final int SERIES = 1_000;
    private static final int LINES_AT_ONCE = 200;
    private static final long FIRST_TIMESTAMP = 1_700_000_000L;

    private final int port;
    private final int round;
    private final int most;
    private volatile int sent;
    private volatile boolean isCut;

    /**
     * @param round what tells these lines from those of others
     * @param most how many
     */
    RelayLoad(int port, int round, int most) {
        this.port = port;
        this.round = round;
        this.most = most;
    }

    /** The name in a line. */
    static String name(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    /** The first lines of a round. */
    static List<String> lines(int round, int count) {
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line(round, i));
        }
        return lines;
    }

    private static String line(int round, int number) {
        return "load.m" + number % SERIES + " " + number + " " + (FIRST_TIMESTAMP + round);
    }

    @Override
    public void run() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            StringBuilder some = new StringBuilder();
            for (int i = 0; i < most; ) {
                some.setLength(0);
                int end = Math.min(most, i + LINES_AT_ONCE);
                for (; i < end; i++) {
                    some.append(line(round, i)).append('\n');
                }
                sent = end;
                out.write(some.toString().getBytes(StandardCharsets.US_ASCII));
            }
            socket.shutdownOutput();
            // Ends when all has been read.
            isCut = socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            isCut = true;
        }
    }

    /** How many lines may have been received at most. */
    int sent() {
        return sent;
    }

    /** Whether the connection was ended from the other side before all was sent. */
    boolean isCut() {
        return isCut;
    }
}
